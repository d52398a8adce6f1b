// What the page, the hidden frame and the worker that runs Python say to each other.

/** A piece of a program; its name stands in tracebacks as the name of its file. */
export interface Part {
  readonly name: string;
  readonly code: string;
}

/** A program: parts that run one after the other in one fresh namespace. */
export interface Job {
  readonly parts: readonly Part[];
  /** Packages beside the standard library, as a card's `requires`; what the code imports is found without it. */
  readonly requires?: readonly string[];
  /** Runs last, in the same namespace, statement by statement: each that asserts something becomes a `Check`. */
  readonly tests?: Part;
}

/** What a run is doing. Bytes are what goes over the wire. */
export type State =
  | { readonly phase: "waiting" }
  | { readonly phase: "loading"; readonly loaded: number; readonly total: number }
  | { readonly phase: "starting" }
  | { readonly phase: "running" };

export interface Chunk {
  readonly stream: "stdout" | "stderr";
  readonly text: string;
}

/** A statement of the tests that asserts something, in the order of the tests. */
export interface Check {
  /** Where it begins in the tests, and its own words. */
  readonly line: number;
  readonly code: string;
  /** `skipped` comes after a statement that raised while it prepared what follows. */
  readonly outcome: "passed" | "failed" | "raised" | "skipped";
  /** Of an assertion: its message. Of another exception: its traceback, cut to the reader's own lines. */
  readonly message: string;
}

/** How a run ended. Only `finished` and `raised` are the program's own doing; the others have a `message`. */
export type End =
  | "finished" // every part ran; of tests, any may have failed
  | "raised" // a part raised; `error` says what
  | "stopped" // by the reader
  | "timeout"
  | "memory" // more than the limit, so that the runtime broke; mostly it is a MemoryError that was `raised`
  | "flood" // printed more than the limit
  | "crashed" // the runtime broke, or the browser took its memory away
  | "offline" // files of the runtime could not be fetched
  | "damaged" // a file of the runtime is not the one that belongs to this page
  | "unsupported"; // this browser cannot

export interface Failure {
  readonly type: string;
  readonly message: string;
  /** As Python prints it, cut to the lines of the parts. */
  readonly traceback: string;
  /** Where in which part, if it was in one. */
  readonly part: string | null;
  readonly line: number | null;
}

export interface Result {
  readonly end: End;
  readonly error: Failure | null;
  readonly checks: readonly Check[];
  /** What was drawn with `cardwright.plot`, as SVG that nobody has looked at: `pictureOf` makes something safe of it. */
  readonly drawings: readonly string[];
  /** From the moment that Python was ready. */
  readonly seconds: number;
  /** What happened, in the language of the page; empty if the program itself says it all. */
  readonly message: string;
}

export interface Handlers {
  onState?(state: State): void;
  /** Text as the program prints it, at once; put it on the page with `textContent` only. */
  onOutput?(chunk: Chunk): void;
  /** Aborting it stops the run; the result's end is `stopped`. */
  readonly signal?: AbortSignal;
}

// ---- Between page and worker ----

/** With what a worker is started: packed files of the runtime, whose bytes the page has compared with their digests. */
export interface Given {
  readonly wasm: Blob;
  readonly library: Blob;
  readonly lock: Blob;
  /** What an earlier worker compiled. */
  readonly module: WebAssembly.Module | undefined;
  /** Bytes that Python may use, and that a run may print. */
  readonly memory: number;
  readonly output: number;
  /** What the reader is told where a program asks for what a page does not have. */
  readonly refusals: Readonly<Record<string, string>>;
}

/** A program for the worker, with the packages that it needs and the worker does not have yet. */
export interface Order {
  readonly job: Job;
  readonly packages: Readonly<Record<string, Blob>>;
}

/** What the program itself did; the rest of a `Result` the page knows. */
export interface Outcome {
  readonly end: "finished" | "raised" | "flood" | "memory" | "crashed";
  readonly error: Failure | null;
  readonly checks: readonly Check[];
  readonly drawings: readonly string[];
  /** Milliseconds. */
  readonly time: number;
}

export type Answer =
  | { readonly compiled: WebAssembly.Module }
  | { readonly ready: true }
  | { readonly running: true }
  | { readonly output: Chunk }
  | { readonly flooded: true }
  | { readonly ended: Outcome }
  | { readonly broken: string };
