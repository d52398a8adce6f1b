// The page of a drill: write, check against the hidden tests, take hints one at a time. Loaded on such pages only; editor
// and Python come when they are asked for.
import { type Attempt, keep, kept, type Kept, listed } from "./drill/attempts";
import { Clock } from "./drill/clock";
import { showResult } from "./drill/results";
import { filled, type Words } from "./drill/words";
import type { Editor } from "./python/editor";
import type { Result, State } from "./python/protocol";

class Drill {
  private readonly id: string;
  private readonly words: Words;
  private readonly desk = this.part("desk");
  private readonly status = this.part("status");
  private readonly results = this.part("results");
  private readonly shown = this.desk.querySelector<HTMLElement>("code")!;
  private readonly starter = this.shown.textContent ?? "";
  private readonly clock: Clock;
  private readonly attempts = this.root.querySelector<HTMLElement>(".cw-attempts")!;
  private editor: Editor | undefined;
  private running: AbortController | undefined;

  constructor(private readonly root: HTMLElement) {
    this.id = root.dataset.cwDrill!;
    this.words = JSON.parse(root.dataset.words!) as Words;
    const { draft, spent } = kept(this.id);
    const minutes = Number(root.dataset.minutes);
    const say = (text: string): void => void (this.status.textContent = text);
    this.clock = new Clock(this.part("face"), this.button("clock"), minutes, this.words, say, spent);
    this.part("time").hidden = true;
    this.part("actions").hidden = false;
    if (draft !== undefined) this.shown.textContent = draft;
    this.button("write").addEventListener("click", () => void this.write().then(() => this.editor?.focus()));
    this.button("check").addEventListener("click", () => void this.check());
    this.button("stop").addEventListener("click", () => this.running?.abort());
    this.button("reset").addEventListener("click", () => this.reset());
    addEventListener("pagehide", () => this.change((all) => void (all.spent = this.clock.spent)));
    this.offerHintsInTurn();
    this.askBeforeSolution();
    this.list();
  }

  private part(name: string): HTMLElement {
    return this.root.querySelector<HTMLElement>(`.cw-drill__${name}`)!;
  }

  private button(name: string): HTMLButtonElement {
    return this.root.querySelector<HTMLButtonElement>(`[data-cw-${name}]`)!;
  }

  private get code(): string {
    return this.editor?.value() ?? this.shown.textContent ?? "";
  }

  private change(edit: (all: Kept) => void): void {
    const all = kept(this.id);
    edit(all);
    keep(this.id, all);
  }

  /** Put an editor in the place of what is shown. */
  private async write(): Promise<void> {
    if (this.editor) return;
    try {
      const { mount } = (await import(addressOf("editor"))) as typeof import("./python/editor");
      const onChange = (): void => this.change((all) => void (all.draft = this.code));
      this.editor = mount(this.desk, this.code, { label: this.words.editor, onRun: () => void this.check(), onChange });
      this.button("write").hidden = true;
    } catch {
      this.status.textContent = this.words.editor_failed; // no connection
    }
  }

  private async check(): Promise<void> {
    if (this.running) return;
    this.running = new AbortController();
    const code = this.code;
    let printed = "";
    this.waiting(true);
    try {
      const python = (await import(addressOf("session"))) as typeof import("./python/session");
      const tests = { name: "tests.py", code: this.root.querySelector("[data-cw-tests]")!.textContent ?? "" };
      const result = await python.run(
        { parts: [{ name: "solution.py", code }], requires: this.root.dataset.requires!.split(" ").filter(Boolean), tests },
        {
          onState: (state) => void (this.status.textContent = this.told(state)),
          onOutput: ({ text }) => void (printed += text),
          signal: this.running.signal,
        },
      );
      this.judge(code, result, printed);
    } catch {
      this.status.textContent = this.words.editor_failed;
    } finally {
      this.waiting(false);
      this.running = undefined;
    }
  }

  private judge(code: string, result: Result, printed: string): void {
    const [done, all] = [result.checks.filter((check) => check.outcome === "passed").length, result.checks.length];
    const summary = filled(done === all ? this.words.all : this.words.some, { done, all });
    this.status.textContent = result.message || (all ? summary : this.words.broke);
    this.status.dataset.outcome = all && done === all ? "passed" : "failed";
    showResult(this.results, result, printed, this.words);
    if (result.end !== "finished" && result.end !== "raised") return;
    if (all && done === all) this.clock.pause();
    this.add({ at: Date.now(), spent: this.clock.spent, code, passed: done, of: all });
  }

  private told(state: State): string {
    if (state.phase !== "loading") return this.words[state.phase];
    const [done, all] = [state.loaded, state.total].map((bytes) => (bytes / 1e6).toFixed(1));
    return filled(this.words.loading, { done: done!, all: all! });
  }

  private waiting(yes: boolean): void {
    const [check, stop] = [this.button("check"), this.button("stop")];
    const focused = document.activeElement === (yes ? check : stop);
    [check.hidden, stop.hidden] = [yes, !yes];
    if (focused) (yes ? stop : check).focus(); // the button under the reader's finger becomes the other
    this.root.ariaBusy = String(yes);
    if (yes) delete this.status.dataset.outcome;
  }

  private put(code: string): void {
    if (this.editor) this.editor.set(code);
    else this.shown.textContent = code;
    this.change((all) => void (all.draft = code));
  }

  private reset(): void {
    const code = this.code;
    const { attempts } = kept(this.id);
    if (code.trim() !== this.starter.trim() && !attempts.some((attempt) => attempt.code === code)) {
      this.add({ at: Date.now(), spent: this.clock.spent, code, passed: 0, of: 0 });
    }
    this.clock.reset();
    this.put(this.starter);
    this.change((all) => void delete all.draft);
    this.results.hidden = true;
    this.status.textContent = this.words.reset_done;
    delete this.status.dataset.outcome;
  }

  private add(attempt: Attempt): void {
    this.change((all) => void all.attempts.push(attempt));
    this.list();
  }

  private list(): void {
    const { attempts } = kept(this.id);
    this.attempts.hidden = attempts.length === 0;
    listed(this.attempts.querySelector("ol")!, attempts, this.words, {
      restore: ({ code }) => {
        this.put(code);
        this.status.textContent = this.words.restored;
      },
      delete: ({ at }) => {
        this.change((all) => void (all.attempts = all.attempts.filter((attempt) => attempt.at !== at)));
        this.list();
        this.status.textContent = this.words.deleted;
        (this.attempts.hidden ? this.button("check") : this.attempts.querySelector("h3"))?.focus();
      },
    });
  }

  private offerHintsInTurn(): void {
    const hints = [...this.root.querySelectorAll<HTMLDetailsElement>("[data-cw-hint]")];
    hints.forEach((hint, place) => {
      const next = hints[place + 1];
      if (next) {
        next.hidden = !hint.open;
        hint.addEventListener("toggle", () => (next.hidden &&= !hint.open));
      }
    });
  }

  private askBeforeSolution(): void {
    const solution = this.root.querySelector<HTMLDetailsElement>("[data-cw-solution]")!;
    const dialog = this.root.querySelector<HTMLDialogElement>(".cw-ask")!;
    let agreed = false;
    solution.querySelector("summary")!.addEventListener("click", (event) => {
      const solved = kept(this.id).attempts.some(({ passed, of }) => of > 0 && passed === of);
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

function addressOf(module: "session" | "editor"): string {
  return new URL(document.querySelector<HTMLElement>("script[data-cw-python]")!.dataset[module]!, document.baseURI).href;
}

for (const root of document.querySelectorAll<HTMLElement>("[data-cw-drill]")) new Drill(root);
