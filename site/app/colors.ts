// Light or dark: what the reader chose, else what the device asks for. `early.ts` sets it before anything is painted.

declare global {
  interface Window {
    __md_get(key: string): unknown;
    __md_set(key: string, value: unknown): void;
  }
}

const DARK = "slate";
const LIGHT = "default";
const KEY = "__palette";

export function setUpColors(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-cw-colors]");
  if (button) new Colors(button);
}

class Colors {
  private readonly toDark: string;
  private readonly toLight: string;

  constructor(private readonly button: HTMLButtonElement) {
    this.toDark = button.title;
    this.toLight = button.dataset.cwColors ?? "";
    button.addEventListener("click", () => this.choose(this.dark ? LIGHT : DARK));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) => this.follow(matches));
    this.name();
    if (window.__md_get(KEY)) this.colorTheWindow();
  }

  private get dark(): boolean {
    return document.body.dataset.mdColorScheme === DARK;
  }

  private choose(scheme: string): void {
    window.__md_set(KEY, { color: { scheme } });
    this.show(scheme);
  }

  private follow(dark: boolean): void {
    if (!window.__md_get(KEY)) this.show(dark ? DARK : LIGHT);
  }

  /** At once: what Material lets fade is not to fade now. */
  private show(scheme: string): void {
    const { dataset } = document.body;
    dataset.mdColorSwitching = "";
    dataset.mdColorScheme = scheme;
    this.name();
    this.colorTheWindow();
    delete dataset.mdColorSwitching;
  }

  /** The browser's own bar has the color of the paper. */
  private colorTheWindow(): void {
    const { backgroundColor } = getComputedStyle(document.body);
    document.querySelectorAll("meta[name=theme-color]").forEach((meta) => meta.setAttribute("content", backgroundColor));
  }

  private name(): void {
    this.button.title = this.button.ariaLabel = this.dark ? this.toLight : this.toDark;
  }
}
