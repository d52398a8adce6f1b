// The page for what is not on this device: it lists what is, in the language of the address.
import { isPage } from "./offline/build";
import { Shelf } from "./offline/shelf";

/** Pages besides topics that are listed, the latest first. */
const SHOWN = 40;

async function list(shelf: Shelf, language: string): Promise<HTMLElement[]> {
  const labels = await shelf.labels();
  const here = labels.filter(([path]) => isPage(path) && path.startsWith(`${language}/`)).reverse();
  const topics = here.filter(([path]) => path.split("/")[1] === "topics");
  const others = here.filter(([path]) => path.split("/")[1] !== "topics").slice(0, SHOWN);
  return Promise.all([...topics, ...others].map(([path, digest]) => row(shelf, path, digest)));
}

async function row(shelf: Shelf, path: string, digest: string): Promise<HTMLElement> {
  const page = await shelf.find([path, digest, 0]);
  const title = new DOMParser().parseFromString((await page?.text()) ?? "", "text/html").title;
  const link = document.createElement("a");
  link.href = new URL(path.replace(/index\.html$/, ""), shelf.root).href;
  link.textContent = title.replace(/ · [^·]*$/, "");
  const item = document.createElement("li");
  item.append(link);
  return item;
}

async function showWhatIsKept(): Promise<void> {
  const shelf = new Shelf(new URL(document.baseURI));
  for (const section of document.querySelectorAll<HTMLElement>("[data-cw-when-language]")) {
    const rows = await list(shelf, section.dataset.cwWhenLanguage ?? "");
    section.querySelector("ul")?.replaceChildren(...rows);
    section.querySelector("[data-cw-some]")?.toggleAttribute("hidden", rows.length === 0);
    section.querySelector("button")?.addEventListener("click", () => location.reload());
  }
}

void showWhatIsKept();
