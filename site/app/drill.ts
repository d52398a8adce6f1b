// The page of a drill until something is written: a clock, hints one at a time, and the question before the solution.
// Loaded on such pages only. What writes and checks comes when it is asked for, or when something is kept from before.
import { Clock } from "./drill/clock";
import { isSolved, keep, kept } from "./drill/record";
import type { Words } from "./drill/words";
import type { Work } from "./drill/work";

class Drill {
  private readonly id: string;
  private readonly words: Words;
  private readonly clock: Clock;
  private work: Promise<Work> | undefined;

  constructor(private readonly root: HTMLElement) {
    this.id = root.dataset.cwDrill!;
    this.words = JSON.parse(root.dataset.words!) as Words;
    const { draft, spent, attempts } = kept(this.id);
    const minutes = Number(root.dataset.minutes);
    this.clock = new Clock(this.part("face"), this.part("clock button"), minutes, this.words, (text) => this.say(text), spent);
    addEventListener("pagehide", () => this.keepTime());
    this.part("time").hidden = true;
    this.part("actions").hidden = false;
    for (const act of ["write", "check", "reset"] as const) {
      root.querySelector(`[data-cw-${act}]`)!.addEventListener("click", () => void this.ask(act));
    }
    if (!document.querySelector<HTMLElement>("script[data-cw-work]")!.dataset.cwPython) this.part("actions [data-cw-check]").hidden = true;
    this.offerHintsInTurn();
    this.askBeforeSolution();
    if (draft !== undefined || attempts.length > 0) void this.ask();
  }

  private part<E extends HTMLElement>(name: string): E {
    return this.root.querySelector<E>(`.cw-drill__${name}`)!;
  }

  private say(text: string): void {
    this.part("status").textContent = text;
  }

  private async ask(act?: "write" | "check" | "reset"): Promise<void> {
    try {
      this.work ??= begun(this.root, this.id, this.words, this.clock);
      const work = await this.work;
      if (act) await work[act]();
    } catch {
      this.work = undefined;
      this.say(this.words.unreachable);
    }
  }

  private keepTime(): void {
    const all = kept(this.id);
    if (this.clock.spent !== all.spent) keep(this.id, { ...all, spent: this.clock.spent });
  }

  private offerHintsInTurn(): void {
    const hints = [...this.root.querySelectorAll<HTMLDetailsElement>("[data-cw-hint]")];
    hints.forEach((hint, place) => {
      const next = hints[place + 1];
      if (!next) return;
      next.hidden = !hint.open;
      hint.addEventListener("toggle", () => (next.hidden &&= !hint.open));
    });
  }

  private askBeforeSolution(): void {
    const solution = this.root.querySelector<HTMLDetailsElement>("[data-cw-solution]")!;
    const dialog = this.root.querySelector("dialog")!;
    let agreed = false;
    solution.firstElementChild!.addEventListener("click", (event) => {
      const solved = kept(this.id).attempts.some(isSolved);
      if (agreed || solved || solution.open) return;
      event.preventDefault();
      dialog.returnValue = "";
      dialog.showModal();
    });
    dialog.addEventListener("close", () => {
      if (dialog.returnValue === "yes") agreed = solution.open = true;
    });
  }
}

async function begun(...given: ConstructorParameters<typeof Work>): Promise<Work> {
  const { cwWork } = document.querySelector<HTMLElement>("script[data-cw-work]")!.dataset;
  const module = (await import(new URL(cwWork!, document.baseURI).href)) as typeof import("./drill/work");
  return new module.Work(...given);
}

for (const root of document.querySelectorAll<HTMLElement>("[data-cw-drill]")) new Drill(root);
