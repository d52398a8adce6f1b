// The search dialog: a combobox over the Pagefind index of the page's language. `/` or Ctrl-K opens it.

interface Result {
  url: string;
  excerpt: string;
  meta: { title?: string };
}

interface Pagefind {
  options(options: { baseUrl?: string; excerptLength?: number }): Promise<void>;
  debouncedSearch(query: string): Promise<{ results: { data(): Promise<Result> }[] } | null>;
}

const SHOWN = 12;

export function setUpSearch(): void {
  const dialog = document.querySelector<HTMLDialogElement>("[data-cw-search]");
  if (dialog) new Search(dialog);
}

class Search {
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly status: HTMLElement;
  private readonly root: URL;
  private engine: Promise<Pagefind | undefined> | undefined;
  private active = -1;

  constructor(private readonly dialog: HTMLDialogElement) {
    this.input = this.part("input");
    this.list = this.part("[role=listbox]");
    this.status = this.part("[role=status]");
    this.root = new URL("../", new URL(dialog.dataset.pagefind ?? "", document.baseURI));
    document.querySelectorAll("[data-cw-search-open]").forEach((b) => b.addEventListener("click", () => this.open()));
    this.part("[data-cw-search-close]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    document.addEventListener("keydown", (event) => this.openByKey(event));
    this.input.addEventListener("input", () => void this.find());
    this.input.addEventListener("keydown", (event) => this.steer(event));
  }

  private part<E extends HTMLElement>(selector: string): E {
    const found = this.dialog.querySelector<E>(selector);
    if (!found) throw new Error(`the search dialog has no ${selector}`);
    return found;
  }

  private open(): void {
    if (this.dialog.open) return;
    this.dialog.showModal();
    this.input.select();
    void this.load();
  }

  private openByKey(event: KeyboardEvent): void {
    const typing = (event.target as Element | null)?.closest("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const control = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!slash && !control) return;
    event.preventDefault();
    event.stopPropagation();
    this.open();
  }

  /** Nothing if the index cannot be fetched: then the reader is told, and the next letter tries again. */
  private load(): Promise<Pagefind | undefined> {
    this.engine ??= this.start().catch(() => {
      this.engine = undefined;
      this.say(this.dialog.dataset.failed ?? "");
      return undefined;
    });
    return this.engine;
  }

  private async start(): Promise<Pagefind> {
    const address = new URL(this.dialog.dataset.pagefind ?? "", document.baseURI).href;
    const engine = (await import(/* the address is the site's own */ address)) as Pagefind;
    await engine.options({ baseUrl: this.root.pathname, excerptLength: 18 });
    return engine;
  }

  private async find(): Promise<void> {
    const query = this.input.value.trim();
    if (!query) {
      this.show([]);
      this.say(this.dialog.dataset.untyped ?? "");
      return;
    }
    const engine = await this.load();
    const found = await engine?.debouncedSearch(query);
    if (!found || query !== this.input.value.trim()) return; // a later letter was faster
    const asked = await Promise.allSettled(found.results.slice(0, SHOWN).map((result) => result.data()));
    const results = asked.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : [])); // offline, some are not here
    if (query !== this.input.value.trim()) return;
    this.show(results);
    this.announce(found.results.length);
  }

  private announce(count: number): void {
    const { none = "", one = "", many = "" } = this.dialog.dataset;
    this.say(count === 0 ? none : count === 1 ? one : many.replace("{count}", String(count)));
  }

  private say(text: string): void {
    this.status.textContent = text;
  }

  private show(results: Result[]): void {
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-expanded", String(results.length > 0));
    this.list.replaceChildren(...results.map((result, n) => this.option(result, n)));
  }

  private option(result: Result, number: number): HTMLElement {
    const item = document.createElement("li");
    item.id = `cw-search-${number}`;
    item.role = "option";
    item.ariaSelected = "false";
    const link = document.createElement("a");
    link.href = result.url;
    link.tabIndex = -1;
    const title = document.createElement("strong");
    title.textContent = result.meta.title ?? result.url;
    const excerpt = document.createElement("span");
    excerpt.append(...marked(result.excerpt));
    link.append(title, excerpt);
    item.append(link);
    return item;
  }

  private steer(event: KeyboardEvent): void {
    const options = [...this.list.children] as HTMLElement[];
    if (event.key === "Enter") {
      event.preventDefault();
      options[Math.max(this.active, 0)]?.querySelector("a")?.click();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || options.length === 0) return;
    event.preventDefault();
    options[this.active]?.setAttribute("aria-selected", "false");
    this.active = (this.active + step + options.length) % options.length;
    const option = options[this.active];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option?.id ?? "");
  }
}

/** Pagefind marks hits with <mark>; everything else in an excerpt is text. */
function marked(excerpt: string): (Node | string)[] {
  const parsed = new DOMParser().parseFromString(excerpt, "text/html").body;
  return [...parsed.childNodes].map((node) => {
    if (!(node instanceof HTMLElement) || node.tagName !== "MARK") return node.textContent ?? "";
    const mark = document.createElement("mark");
    mark.textContent = node.textContent;
    return mark;
  });
}
