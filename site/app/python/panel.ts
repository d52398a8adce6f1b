// Run, Edit, Stop and Reset under a snippet. Only this is loaded before a click; what runs Python comes with the first
// run, and the editor with the first edit.
import type { Editor } from "./editor";
import type { Chunk, Result, State } from "./protocol";
import { toldOf } from "./told";

/** `cw-run.html`, and what is said without a connection, which the build puts in. */
declare const RUN: string;
declare const OFFLINE: string;

const own = document.querySelector<HTMLElement>("script[data-cw-python]")!.dataset;
own.cwOffline = OFFLINE; // the session says it, too
const load = <T>(address = ""): Promise<T> => import(new URL(address, document.baseURI).href) as Promise<T>;

class Panel {
  private readonly code: HTMLElement;
  private readonly status: HTMLElement;
  private readonly progress: HTMLProgressElement;
  private readonly runButton: HTMLButtonElement;
  private readonly editButton: HTMLButtonElement;
  private readonly resetButton: HTMLButtonElement;
  private readonly recorded: string;
  private readonly written: string;
  private readonly words: { run: string; output: string };
  private readonly box: HTMLElement;
  private readonly label: HTMLElement;
  private readonly samp: HTMLElement;
  private readonly figure: Figure;
  private editor: Editor | undefined;
  private running: AbortController | undefined;
  private printed = "";
  private pending: Chunk[] = [];

  constructor(private readonly snippet: HTMLElement) {
    const one = <E extends HTMLElement>(selector: string): E => snippet.querySelector<E>(selector)!;
    this.code = one(".cw-code");
    this.code.insertAdjacentHTML("afterend", RUN);
    this.status = one("[role=status]");
    this.progress = one("progress");
    this.runButton = one("[data-cw-run]");
    this.editButton = one("[data-cw-edit]");
    this.resetButton = one("[data-cw-reset]");
    this.box = snippet.querySelector<HTMLElement>(".cw-output") ?? madeBox(snippet);
    this.label = this.box.querySelector("p")!;
    this.samp = this.box.querySelector("samp")!;
    this.figure = new Figure(snippet);
    this.recorded = this.samp.textContent ?? "";
    this.written = this.code.querySelector("code")!.textContent ?? "";
    this.words = { run: this.runButton.textContent ?? "", output: this.label.textContent ?? "" };
    this.runButton.addEventListener("click", () => (this.running ? this.running.abort() : void this.run()));
    this.editButton.addEventListener("click", () => void this.edit());
    this.resetButton.addEventListener("click", () => this.reset());
  }

  private get text(): string {
    return this.editor?.value() ?? this.written;
  }

  private async run(): Promise<void> {
    if (this.running) return;
    const stop = (this.running = new AbortController());
    this.runButton.textContent = this.runButton.dataset.stop ?? "";
    this.snippet.classList.add("cw-snippet--running");
    this.printed = "";
    this.pending = [];
    try {
      const session = await load<typeof import("./session")>(own.cwSession);
      const words = await session.words();
      const job = { parts: [{ name: "snippet.py", code: this.text }], requires: this.snippet.dataset.cwSnippet?.split(" ") ?? [] };
      const onState = (state: State): void => this.tell(state, words);
      const result = await session.run(job, { onState, onOutput: (chunk) => this.print(chunk), signal: stop.signal });
      this.conclude(result, words);
      if (result.end === "finished") this.figure.show(result.drawings.map(session.pictureOf), this.text === this.written, words.drawing);
    } catch {
      this.say(OFFLINE, "problem"); // not even the list of files could be fetched
    }
    this.running = undefined;
    this.progress.hidden = true;
    this.runButton.textContent = this.words.run;
    this.snippet.classList.remove("cw-snippet--running");
    this.resetButton.hidden = false;
  }

  private tell(state: State, words: Readonly<Record<string, string>>): void {
    const loading = state.phase === "loading";
    this.progress.hidden = !loading;
    if (loading) {
      this.progress.max = state.total;
      this.progress.value = state.loaded;
    }
    this.say(toldOf(state, words));
  }

  private print(chunk: Chunk): void {
    if (this.pending.push(chunk) === 1) requestAnimationFrame(() => this.show());
  }

  private show(): void {
    if (this.pending.length === 0) return;
    if (this.printed === "") this.begin();
    for (const { stream, text } of this.pending.splice(0)) {
      this.printed += text;
      this.append(text, stream === "stderr");
    }
  }

  /** The first output of a run takes the place of what was there. */
  private begin(): void {
    this.samp.replaceChildren();
    this.box.hidden = false;
    this.label.textContent = this.label.dataset.yours ?? this.words.output;
  }

  private append(text: string, wrong: boolean): void {
    const piece = document.createElement("span");
    piece.textContent = text;
    if (wrong) piece.className = "cw-output__error";
    this.samp.append(wrong ? piece : text);
  }

  private conclude(result: Result, words: Readonly<Record<string, string>>): void {
    this.show();
    if (result.error || result.end === "finished") {
      if (this.printed === "") this.begin();
      if (result.error) this.append(result.error.traceback, true);
    }
    const same = this.printed.trim() === this.recorded.trim();
    const outcome = this.recorded === "" ? "finished" : same ? "same" : "differs";
    const text = result.message || words[result.error ? "raised" : outcome] || "";
    const seconds = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: result.seconds < 1 ? 2 : 1 });
    const stands = result.message && this.printed === "" && this.recorded ? ` ${words.recorded}` : "";
    if (stands) this.restore();
    const said = text.replace("{seconds}", seconds.format(result.seconds)).replace("{error}", result.error?.type ?? "");
    this.say(said + stands, result.error || result.message ? "problem" : outcome);
  }

  private say(text: string, mood = ""): void {
    this.status.textContent = text;
    this.status.className = mood && `cw-run__${mood}`;
  }

  private async edit(): Promise<void> {
    try {
      const { mount } = await load<typeof import("./editor")>(own.cwEditor);
      this.editor ??= mount(this.code, this.written, {
        label: this.editButton.dataset.label ?? "",
        onRun: () => void this.run(),
        onChange: () => (this.resetButton.hidden = false),
      });
      this.editButton.hidden = true;
      this.resetButton.hidden = false;
      this.editor.focus();
    } catch {
      this.say(OFFLINE, "problem");
    }
  }

  private restore(): void {
    this.samp.textContent = this.recorded;
    this.label.textContent = this.words.output;
    this.box.hidden = this.recorded === "";
  }

  private reset(): void {
    this.running?.abort();
    this.editor?.remove();
    this.editor = undefined;
    this.printed = "";
    this.restore();
    this.figure.restore();
    this.say("");
    this.editButton.hidden = false;
    this.resetButton.hidden = true;
    this.runButton.focus();
  }
}

/** What the code draws: the recorded picture with its description, or what the reader's own code drew. */
class Figure {
  private readonly place: HTMLElement;
  private readonly recorded: readonly Node[];
  private readonly alt: string;

  constructor(snippet: HTMLElement) {
    this.place = snippet.querySelector<HTMLElement>("figure") ?? snippet.appendChild(document.createElement("figure"));
    this.place.className = "cw-drawing";
    this.place.role = "img";
    this.recorded = [...this.place.childNodes];
    this.alt = this.place.ariaLabel ?? "";
    this.restore();
  }

  show(pictures: readonly (SVGElement | undefined)[], recorded: boolean, words = ""): void {
    this.put(pictures.filter((picture) => picture !== undefined), recorded ? this.alt : words);
  }

  restore(): void {
    this.put(this.recorded, this.alt);
  }

  private put(pictures: readonly Node[], label: string): void {
    this.place.replaceChildren(...pictures);
    this.place.ariaLabel = label;
    this.place.hidden = pictures.length === 0;
  }
}

/** For a snippet without recorded output. */
function madeBox(snippet: HTMLElement): HTMLElement {
  const box = document.createElement("div");
  box.className = "cw-output";
  box.hidden = true;
  const pre = document.createElement("pre");
  pre.tabIndex = 0;
  pre.append(document.createElement("samp"));
  const label = document.createElement("p");
  label.className = "cw-label";
  box.append(label, pre);
  snippet.append(box);
  return box;
}

for (const snippet of document.querySelectorAll<HTMLElement>("[data-cw-snippet]")) new Panel(snippet);
