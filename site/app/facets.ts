// The check boxes of the page for exploring. Values of one facet are alternatives; facets together are conditions.

export interface Option {
  name: string;
  value: string;
  label: string;
  box: HTMLInputElement;
}

type Values = Record<string, string[]>;

export class Facets {
  readonly names: string[];
  private readonly options: Option[];

  constructor(form: HTMLFormElement) {
    const boxes = [...form.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];
    this.options = boxes.map((box) => {
      const label = box.closest("label")?.querySelector(".cw-option__label")?.textContent ?? box.value;
      return { name: box.name, value: box.value, label, box };
    });
    this.names = [...new Set(this.options.map((option) => option.name))];
  }

  get chosen(): Option[] {
    return this.options.filter((option) => option.box.checked);
  }

  /** The chosen options of each facet in which any is chosen. */
  groups(): Option[][] {
    return this.names
      .map((name) => this.chosen.filter((option) => option.name === name))
      .filter((options) => options.length > 0);
  }

  clear(options: readonly Option[] = this.options): void {
    for (const option of options) option.box.checked = false;
  }

  /** Choose what an address asks for; values that no card has are passed over. */
  choose(asked: URLSearchParams): void {
    for (const { name, value, box } of this.options) box.checked = asked.getAll(name).includes(value);
  }

  asked(): URLSearchParams {
    return new URLSearchParams(this.chosen.map(({ name, value }) => [name, value]));
  }

  /** Says of a card whether it fits what is chosen, in all facets but one. */
  fitting(but?: string): (values: Values) => boolean {
    const groups = this.groups().filter(([first]) => first?.name !== but);
    return (values) => groups.every((options) => options.some(({ name, value }) => values[name]?.includes(value)));
  }

  /** Say at each option how many of the cards it would show, with what is chosen in the other facets. */
  count(cards: readonly Values[]): void {
    for (const name of this.names) {
      const fitting = cards.filter(this.fitting(name));
      for (const { value, box } of this.options.filter((option) => option.name === name)) {
        const count = fitting.filter((values) => values[name]?.includes(value)).length;
        const label = box.closest("label");
        label?.classList.toggle("cw-option--empty", count === 0);
        const shown = label?.querySelector(".cw-option__count");
        if (shown) shown.textContent = String(count);
      }
    }
  }
}
