// The search dialog: a combobox over everything that can be found in the page's language. `/` or Ctrl-K opens it.
import { aside } from "./asides";
import type { Found } from "./finder";
import type { Part, Passage } from "./passages";

type Finding = typeof import("./finder");

const SHOWN = 12;
/** Results whose text is fetched, to show where in it the words stand. */
const EXCERPTED = 6;
const PAUSE = 120;
/** Fields in which `/` is a letter; a switch or a choice is none. */
const WRITTEN_IN = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

export function setUpSearch(): void {
  let search: Search | undefined;
  const open = () => (search ??= new Search(aside("dialog"))).open();
  document.querySelectorAll("[data-cw-search-open]").forEach((button) => button.addEventListener("click", open));
  document.addEventListener("keydown", (event) => {
    if (!asksForSearch(event)) return;
    event.preventDefault();
    event.stopPropagation();
    open();
  });
}

function asksForSearch(event: KeyboardEvent): boolean {
  const typing = (event.target as Element | null)?.closest(WRITTEN_IN);
  const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
  return slash || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
}

class Search {
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly status: HTMLElement;
  private readonly help: HTMLElement;
  private readonly more: HTMLElement;
  private finding: Promise<Finding> | undefined;
  private active = -1;
  private pause = 0;

  constructor(private readonly dialog: HTMLDialogElement) {
    this.input = this.part("input");
    this.list = this.part("[role=listbox]");
    this.status = this.part("[role=status]");
    this.help = this.part("[data-cw-search-help]");
    this.more = this.part("[data-cw-search-more]");
    this.part("[data-cw-search-close]").addEventListener("click", () => this.close());
    dialog.addEventListener("click", (event) => this.closeFrom(event.target));
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.steer(event));
  }

  private part<E extends HTMLElement>(selector: string): E {
    const found = this.dialog.querySelector<E>(selector);
    if (!found) throw new Error(`the search dialog has no ${selector}`);
    return found;
  }

  open(): void {
    if (this.dialog.open) return;
    this.dialog.showModal();
    this.input.select();
    void this.load().catch(() => this.fail());
  }

  /** What finds comes when the dialog opens; meanwhile, letters may be typed. */
  private load(): Promise<Finding> {
    const address = document.querySelector<HTMLElement>("[data-cw-finder]")?.dataset.cwFinder ?? "";
    this.finding ??= (import(new URL(address, document.baseURI).href) as Promise<Finding>).catch((error: unknown) => {
      this.finding = undefined;
      throw error;
    });
    return this.finding.then(async (finding) => {
      await finding.finder.load();
      return finding;
    });
  }

  /** A click beside the dialog closes it, and so does one on a result, which may lead to another part of this page. */
  private closeFrom(target: EventTarget | null): void {
    if (target === this.dialog || (target as Element).closest("a")) this.close();
  }

  private close(): void {
    this.input.blur(); // where the focus has nothing to go back to, it would linger in the field for a moment
    this.dialog.close();
  }

  private get query(): string {
    return this.input.value.trim();
  }

  private typed(): void {
    clearTimeout(this.pause);
    if (this.query) this.pause = setTimeout(() => void this.find(this.query).catch(() => this.fail()), PAUSE);
    else {
      this.show([], "");
      this.say(this.dialog.dataset.untyped ?? "");
    }
  }

  private fail(): void {
    this.show([], "");
    this.say(this.dialog.dataset.failed ?? "");
  }

  private async find(query: string): Promise<void> {
    const { finder, passages } = await this.load();
    const found = await finder.find(query);
    const asked = await Promise.allSettled(
      found.slice(0, SHOWN).map(async (each, n) => {
        // What is not kept offline cannot be fetched there: the title still leads to its page.
        const fragment = n < EXCERPTED ? await each.fragment?.().catch(() => undefined) : undefined;
        return this.options(each, fragment ? passages(fragment) : { lead: [], sections: [] });
      }),
    );
    if (query !== this.query) return; // a later letter was faster
    const options = asked.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : [])); // offline, some are not here
    this.show(options, query);
    const { none = "", one = "", many = "" } = this.dialog.dataset;
    const count = found.length;
    this.help.hidden = count > 0;
    this.say(count === 0 ? none : count === 1 ? one : many.replace("{count}", String(count)));
  }

  private say(text: string): void {
    this.status.textContent = text;
  }

  private show(options: HTMLElement[], query: string): void {
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-expanded", String(options.length > 0));
    options.forEach((option, n) => (option.id = `cw-search-${n}`));
    this.list.replaceChildren(...options);
    this.list.scrollTop = 0;
    this.help.hidden = true;
    this.more.hidden = options.length === 0;
    for (const link of this.more.querySelectorAll("a")) link.search = new URLSearchParams({ q: query }).toString();
  }

  /** A result, and below it the sections of its page that hold the words. */
  private options(found: Found, { lead, sections }: { lead: readonly Part[]; sections: readonly Passage[] }): HTMLElement[] {
    const { term = "", topic = "" } = this.dialog.dataset;
    const label = { term, topic, card: "", page: "" }[found.kind];
    const beside = [label, found.beside].filter(Boolean).join(" · ");
    const main = optionFor(found.href, element("strong", "", found.title), element("span", "cw-hit__beside", beside));
    if (lead.length > 0) main.append(excerptOf(lead));
    return [main, ...sections.map((passage) => this.partOf(found, passage))];
  }

  private partOf(found: Found, { section, anchor, excerpt }: Passage): HTMLElement {
    const key = section.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    const label = this.dialog.dataset[key] ?? section;
    const part = optionFor(`${found.href}#${anchor}`, element("span", "cw-hit__section", label), " ", excerptOf(excerpt));
    part.classList.add("cw-hit--part");
    return part;
  }

  private steer(event: KeyboardEvent): void {
    const options = [...this.list.children] as HTMLElement[];
    const last = options.length - 1;
    if (event.key === "Enter") {
      event.preventDefault();
      options[Math.max(this.active, 0)]?.click();
    } else if (event.key === "Escape") {
      event.preventDefault(); // a search field would first be emptied
      this.close();
    } else if (options.length > 0) {
      const next = {
        ArrowDown: this.active === last ? 0 : this.active + 1,
        ArrowUp: this.active <= 0 ? last : this.active - 1,
        // Without a chosen result these two move in the text, as in any field.
        Home: this.active < 0 ? undefined : 0,
        End: this.active < 0 ? undefined : last,
      }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      this.choose(options, next);
    }
  }

  private choose(options: readonly HTMLElement[], next: number): void {
    options[this.active]?.setAttribute("aria-selected", "false");
    this.active = next;
    const option = options[next];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option?.id ?? "");
  }
}

function optionFor(href: string, ...children: (Node | string)[]): HTMLElement {
  const option = document.createElement("a");
  option.className = "cw-hit";
  option.role = "option";
  option.ariaSelected = "false";
  option.tabIndex = -1;
  option.href = href;
  option.append(...children);
  return option;
}

function element(name: string, className: string, text: string): HTMLElement {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

function excerptOf(parts: readonly Part[]): HTMLElement {
  const made = element("span", "cw-hit__excerpt", "");
  made.append(...parts.map(({ text, marked }) => (marked ? element("mark", "", text) : text)));
  return made;
}
