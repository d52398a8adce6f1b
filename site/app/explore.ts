// The page of all cards: facets and words narrow it down, and both live in the address.
import { Facets } from "./facets";
import { finder } from "./finder";

const PAUSE = 150;

interface Row {
  item: HTMLElement;
  home: Element;
  values: Record<string, string[]>;
}

class Explore {
  private readonly form: HTMLFormElement;
  private readonly input: HTMLInputElement;
  private readonly facets: Facets;
  private readonly rows: Row[];
  private typing = false;
  private pause = 0;
  private turn = 0;

  constructor(private readonly root: HTMLElement) {
    this.form = this.part("form");
    this.input = this.part("input[type=search]");
    this.facets = new Facets(this.form);
    this.rows = [...root.querySelectorAll<HTMLElement>("[data-card]")].map((item) => rowOf(item, this.facets.names));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", (event) => event.target !== this.input && this.changed());
    this.input.addEventListener("input", () => this.typed());
    this.part("[data-cw-reset]").addEventListener("click", () => this.reset());
    root.addEventListener("click", (event) => this.follow(event));
    addEventListener("popstate", () => this.readAddress());
    this.openWhereThereIsRoom();
    this.readAddress();
  }

  private part<E extends HTMLElement>(selector: string): E {
    const found = this.root.querySelector<E>(selector);
    if (!found) throw new Error(`the page for exploring has no ${selector}`);
    return found;
  }

  private openWhereThereIsRoom(): void {
    const wide = matchMedia("(min-width: 60em)");
    const details = this.part<HTMLDetailsElement>("details.cw-facets");
    const follow = () => (details.open = wide.matches);
    wide.addEventListener("change", follow);
    follow();
  }

  private get query(): string {
    return this.input.value.trim();
  }

  /** From the address to the form: on arrival, and when the reader goes back or forth. */
  private readAddress(): void {
    const asked = new URLSearchParams(location.search);
    clearTimeout(this.pause);
    this.typing = false;
    this.input.value = asked.get("q") ?? "";
    this.facets.choose(asked);
    void this.apply();
  }

  /** From the form to the address. Letters of one word are one step back, not one each. */
  private writeAddress(): void {
    const asked = this.facets.asked();
    if (this.query) asked.set("q", this.query);
    const address = location.pathname + (asked.size > 0 ? `?${asked}` : "");
    if (address === location.pathname + location.search) return;
    history[this.typing ? "replaceState" : "pushState"](null, "", address);
  }

  private changed(): void {
    clearTimeout(this.pause);
    this.typing = false;
    this.writeAddress();
    void this.apply();
  }

  private typed(): void {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => {
      this.writeAddress();
      this.typing = true;
      void this.apply();
    }, PAUSE);
  }

  private reset(): void {
    this.input.value = "";
    this.facets.clear();
    this.changed();
    this.input.focus();
  }

  /** A number of the table leads to its cards without loading the page again. */
  private follow(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="?"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.facets.choose(new URLSearchParams(link.search));
    this.changed();
    const count = this.part(".cw-explore__count");
    count.tabIndex = -1;
    count.focus();
  }

  private async apply(): Promise<void> {
    const turn = ++this.turn;
    const query = this.query;
    let ranks: Map<string, number> | undefined;
    try {
      ranks = query ? await this.ranks(query) : undefined;
    } catch {
      if (turn === this.turn) this.say(this.root.dataset.failed ?? "");
      return;
    }
    if (turn !== this.turn) return; // something later was faster
    this.show(query, ranks);
  }

  private async ranks(query: string): Promise<Map<string, number>> {
    const found = await finder.find(query);
    return new Map(found.flatMap(({ card }) => card ?? []).map((card, place) => [card, place]));
  }

  private show(query: string, ranks: Map<string, number> | undefined): void {
    const worded = this.rows.filter((row) => !ranks || ranks.has(row.item.dataset.card ?? ""));
    const fits = this.facets.fitting();
    const shown = worded.filter((row) => fits(row.values));
    this.facets.count(worded.map((row) => row.values));
    this.place(new Set(shown), ranks);
    const narrowed = query !== "" || this.facets.chosen.length > 0;
    this.part("[data-cw-overview]").hidden = narrowed;
    this.part("[data-cw-list]").hidden = shown.length === 0;
    this.part(".cw-nothing").hidden = shown.length > 0;
    this.part("[data-cw-reset]").hidden = !narrowed;
    this.showChosen();
    if (shown.length === 0) this.showWaysOut(query, worded);
    this.say(this.counted(shown.length, narrowed));
    this.carryAlong();
  }

  /** With words the best comes first; without, cards stand under their topics. */
  private place(shown: Set<Row>, ranks: Map<string, number> | undefined): void {
    const ranked = this.part("[data-cw-ranked]");
    const rank = (item: HTMLElement) => ranks?.get(item.dataset.card ?? "") ?? 0;
    for (const row of this.rows) {
      row.item.hidden = !shown.has(row);
      if (!ranks) row.home.append(row.item);
    }
    if (ranks) ranked.append(...[...shown].map((row) => row.item).sort((a, b) => rank(a) - rank(b)));
    ranked.hidden = !ranks;
    for (const group of this.root.querySelectorAll<HTMLElement>(".cw-group")) {
      group.hidden = ranks !== undefined || !group.querySelector("[data-card]:not([hidden])");
    }
  }

  private counted(count: number, narrowed: boolean): string {
    const { all = "", some = "", none = "", total = "" } = this.root.dataset;
    if (count === 0) return none;
    return (narrowed ? some : all).replace("{count}", narrowed ? this.number(count) : total).replace("{total}", total);
  }

  private number(count: number): string {
    const text = count.toLocaleString("en");
    return document.documentElement.lang === "en" ? text : text.replaceAll(",", "\u202f");
  }

  private say(text: string): void {
    const status = this.part("[role=status]");
    if (status.textContent !== text) status.textContent = text;
  }

  private showChosen(): void {
    const chips = this.part(".cw-chips");
    const chosen = this.facets.chosen;
    chips.hidden = chosen.length === 0;
    chips.replaceChildren(
      ...chosen.map((option) => {
        const remove = (this.root.dataset.remove ?? "").replace("{value}", option.label);
        const button = buttonFor(option.label, () => {
          this.facets.clear([option]);
          this.changed();
          (chips.querySelector("button") ?? this.input).focus();
        });
        button.ariaLabel = remove;
        return inItem(button);
      }),
    );
    this.part("[data-cw-chosen]").textContent = chosen.length > 0 ? String(chosen.length) : "";
  }

  /** What there would be without one of the conditions. */
  private showWaysOut(query: string, worded: readonly Row[]): void {
    const ways = this.facets.groups().map((options) => {
      const fits = this.facets.fitting(options[0]?.name);
      const count = worded.filter((row) => fits(row.values)).length;
      const label = options.map((option) => option.label).join(", ");
      return { label, count, leave: () => this.facets.clear(options) };
    });
    if (query) {
      const fits = this.facets.fitting();
      const count = this.rows.filter((row) => fits(row.values)).length;
      const label = (this.root.dataset.words ?? "").replace("{words}", () => query);
      ways.push({ label, count, leave: () => (this.input.value = "") });
    }
    const buttons = ways
      .filter(({ count }) => count > 0)
      .map(({ label, count, leave }) => {
        const { without = "", one = "", many = "" } = this.root.dataset;
        const cards = `${this.number(count)} ${count === 1 ? one : many}`;
        return buttonFor(without.replace("{count}", cards).replace("{value}", () => label), () => {
          leave();
          this.changed();
          this.input.focus();
        });
      });
    this.part(".cw-nothing__ways").replaceChildren(...buttons.map(inItem));
  }

  /** The link to the other language leads to the same cards. */
  private carryAlong(): void {
    const links = document.querySelectorAll<HTMLAnchorElement>("a[data-cw-language]");
    for (const link of links) link.search = location.search;
  }
}

function rowOf(item: HTMLElement, names: readonly string[]): Row {
  const values = names.map((name) => [name, (item.dataset[name] ?? "").split(" ").filter(Boolean)] as const);
  return { item, home: item.parentElement ?? item, values: Object.fromEntries(values) };
}

function buttonFor(text: string, click: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.addEventListener("click", click);
  return button;
}

function inItem(child: Node): HTMLElement {
  const item = document.createElement("li");
  item.append(child);
  return item;
}

const root = document.querySelector<HTMLElement>("[data-cw-explore]");
if (root) new Explore(root);
