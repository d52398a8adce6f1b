// Writing and checking: the editor, the hidden tests after the reader's code, and the attempts. Editor and Python are
// modules of their own, loaded when they are needed.
import type { Editor } from "../python/editor";
import type { Result, State } from "../python/protocol";
import { toldOf } from "../python/told";
import { listed } from "./attempts";
import type { Clock } from "./clock";
import { type Attempt, isSolved, keep, kept, type Kept } from "./record";
import { showResult } from "./results";
import { filled, type Words } from "./words";

export class Work {
  private readonly desk: HTMLElement;
  private readonly status: HTMLElement;
  private readonly progress: HTMLProgressElement;
  private readonly attempts: HTMLElement;
  /** The code on the page while there is no editor: the starter, or what the reader wrote last time. */
  private readonly shown: HTMLElement;
  private readonly starter: string;
  private editor: Editor | undefined;
  private running: AbortController | undefined;

  constructor(
    private readonly root: HTMLElement,
    private readonly id: string,
    private readonly words: Words,
    private readonly clock: Clock,
  ) {
    [this.desk, this.status, this.attempts] = [this.part("__desk"), this.part("__status"), this.part("__attempts")];
    this.progress = root.querySelector("progress")!;
    this.shown = this.desk.querySelector<HTMLElement>("code")!;
    this.starter = this.shown.textContent ?? "";
    const { draft } = kept(id);
    if (draft !== undefined) this.shown.textContent = draft;
    this.button("stop").addEventListener("click", () => this.running?.abort());
    this.list();
  }

  /** Put an editor in the place of what is shown. */
  async write(): Promise<void> {
    const { mount } = (await import(addressOf("cwEditor"))) as typeof import("../python/editor");
    const onChange = (): void => this.change((all) => void (all.draft = this.code));
    this.editor ??= mount(this.desk, this.code, { label: this.words.editor, onRun: () => void this.check(), onChange });
    this.button("write").hidden = true;
    this.editor.focus();
  }

  async check(): Promise<void> {
    if (this.running) return;
    const { signal } = (this.running = new AbortController());
    const code = this.code;
    const requires = this.root.dataset.requires!.split(" ").filter(Boolean);
    const tests = { name: "tests.py", code: this.root.querySelector("[data-cw-tests]")!.textContent ?? "" };
    let printed = "";
    this.waiting(true);
    try {
      const python = (await import(addressOf("cwSession"))) as typeof import("../python/session");
      const words = await python.words();
      const onState = (state: State): void => this.tell(state, words);
      const result = await python.run(
        { parts: [{ name: "solution.py", code }], requires, tests },
        { onState, onOutput: ({ text }) => void (printed += text), signal },
      );
      this.judge(code, result, printed);
    } finally {
      this.progress.hidden = true;
      this.waiting(false);
      this.running = undefined;
    }
  }

  /** Begin again; what was written and never checked is kept among the attempts. */
  reset(): void {
    const code = this.code;
    if (code.trim() !== this.starter.trim() && !kept(this.id).attempts.some((attempt) => attempt.code === code)) {
      this.add({ at: Date.now(), spent: this.clock.spent, code, passed: 0, of: 0 });
    }
    this.clock.reset();
    this.put(this.starter);
    this.change((all) => void delete all.draft);
    this.part("__results").hidden = true;
    this.say(this.words.reset_done);
  }

  private part(name: string): HTMLElement {
    return this.root.querySelector<HTMLElement>(`.cw-drill${name}`)!;
  }

  private button(name: string): HTMLButtonElement {
    return this.root.querySelector<HTMLButtonElement>(`[data-cw-${name}]`)!;
  }

  private get code(): string {
    return this.editor?.value() ?? this.shown.textContent ?? "";
  }

  private say(text: string, outcome = ""): void {
    this.status.textContent = text;
    this.status.dataset.outcome = outcome;
  }

  private change(edit: (all: Kept) => void): void {
    const all = kept(this.id);
    edit(all);
    keep(this.id, all);
  }

  private judge(code: string, result: Result, printed: string): void {
    const [passed, of] = [result.checks.filter(({ outcome }) => outcome === "passed").length, result.checks.length];
    const solved = isSolved({ passed, of });
    const summary = of ? filled(solved ? this.words.all : this.words.some, { done: passed, all: of }) : this.words.broke;
    this.say(result.message || summary, solved ? "passed" : "failed");
    showResult(this.part("__results"), result, printed, this.words);
    if (result.end !== "finished" && result.end !== "raised") return;
    if (solved) this.clock.pause();
    this.add({ at: Date.now(), spent: this.clock.spent, code, passed, of });
  }

  private tell(state: State, words: Readonly<Record<string, string>>): void {
    const loading = state.phase === "loading";
    if (loading) Object.assign(this.progress, { max: state.total, value: state.loaded });
    this.progress.hidden = !loading;
    this.say(toldOf(state, words));
  }

  private waiting(yes: boolean): void {
    const [check, stop] = [this.button("check"), this.button("stop")];
    const focused = document.activeElement === (yes ? check : stop);
    [check.hidden, stop.hidden] = [yes, !yes];
    if (focused) (yes ? stop : check).focus(); // the button under the reader's finger becomes the other
    this.root.ariaBusy = String(yes);
  }

  private put(code: string): void {
    if (this.editor) this.editor.set(code);
    else this.shown.textContent = code;
    this.change((all) => void (all.draft = code));
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
        this.say(this.words.restored);
      },
      delete: ({ at }) => {
        this.change((all) => void (all.attempts = all.attempts.filter((attempt) => attempt.at !== at)));
        this.list();
        this.say(this.words.deleted);
        (this.attempts.hidden ? this.button("check") : this.attempts.querySelector("h3"))?.focus();
      },
    });
  }
}

function addressOf(module: "cwSession" | "cwEditor"): string {
  return new URL(document.querySelector<HTMLElement>("script[data-cw-python]")!.dataset[module]!, document.baseURI).href;
}
