// Answers stay closed until asked for, unless the reader wants them open; printed pages show everything.
import { recall, remember } from "./store";

const KEY = "always-show-answers";

export function setUpReveal(): void {
  const answer = document.querySelector<HTMLDetailsElement>("details.cw-reveal");
  const box = document.querySelector<HTMLInputElement>("[data-cw-always-show]");
  if (answer && box) {
    box.closest("label")?.removeAttribute("hidden");
    box.checked = recall(KEY) === "yes";
    answer.open ||= box.checked;
    box.addEventListener("change", () => {
      remember(KEY, box.checked ? "yes" : "no");
      answer.open = box.checked;
    });
  }
  openWhatAnAddressNames();
  addEventListener("hashchange", openWhatAnAddressNames);
  addEventListener("beforeprint", () => document.querySelectorAll("article details").forEach((d) => d.setAttribute("open", "")));
}

function openWhatAnAddressNames(): void {
  const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  for (let closed = target?.closest("details"); closed; closed = closed.parentElement?.closest("details")) closed.open = true;
}
