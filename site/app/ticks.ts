// What the reader ticks off on the pages of tracks, kept in this browser: cards studied, items of checklists done.
import { recall, remember } from "./store";

const KINDS = ["studied", "checked"];

export function setUpTicks(): void {
  for (const kind of KINDS) if (boxesOf(kind).length > 0) new Ticks(kind);
}

class Ticks {
  private readonly boxes: HTMLInputElement[];
  private done: Set<string>;

  constructor(private readonly kind: string) {
    this.boxes = boxesOf(kind);
    this.done = remembered(kind) ?? new Set();
    for (const box of this.boxes) {
      (box.closest<HTMLElement>("label[hidden]") ?? box).hidden = false;
      box.addEventListener("change", () => this.set(box.value, box.checked));
    }
    addEventListener("storage", () => this.takeOver()); // another tab
    addEventListener("pageshow", () => this.takeOver()); // back from a page that ticked something
    this.show();
  }

  private set(name: string, isDone: boolean): void {
    this.done = remembered(this.kind) ?? this.done;
    if (isDone) this.done.add(name);
    else this.done.delete(name);
    remember(this.kind, JSON.stringify([...this.done].sort()));
    this.show();
  }

  private takeOver(): void {
    this.done = remembered(this.kind) ?? this.done;
    this.show();
  }

  private show(): void {
    for (const box of this.boxes) box.checked = this.done.has(box.value);
    const all = new Set(this.boxes.map((box) => box.value));
    const done = [...all].filter((name) => this.done.has(name)).length;
    for (const place of document.querySelectorAll<HTMLElement>(`[data-cw-progress="${this.kind}"]`)) {
      showProgress(place, done, all.size);
    }
  }
}

function boxesOf(kind: string): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>(`input[data-cw-tick="${kind}"]`)];
}

/** Nothing if nothing is stored, or nothing that can be understood. */
function remembered(kind: string): Set<string> | undefined {
  try {
    const stored: unknown = JSON.parse(recall(kind) ?? "null");
    return Array.isArray(stored) ? new Set(stored.filter((name) => typeof name === "string")) : undefined;
  } catch {
    return undefined;
  }
}

function showProgress(place: HTMLElement, done: number, all: number): void {
  place.hidden = false;
  const bar = place.querySelector("progress");
  if (bar) {
    bar.max = all;
    bar.value = done;
  }
  const words = (place.dataset.words ?? "").replace("{done}", String(done)).replace("{all}", String(all));
  const status = place.querySelector("[role=status]");
  if (status && status.textContent !== words) status.textContent = words;
}
