// A Python that is kept between runs: the hidden frame, its worker, and what ends a run from outside.
import { addressOf, facts, files } from "./files";
import type { Answer, Chunk, End, Given, Job, Order, Outcome, State } from "./protocol";

/** Seconds from the moment that Python is ready. */
export const SECONDS = 20;
/** Seconds that the browser may take for its own part: fetching is not counted. */
const STARTING = 60;
/** Milliseconds that a program has to end after it printed too much. */
const GRACE = 500;
const MEMORY = 512 * 2 ** 20;
const OUTPUT = 50_000;

/** Ended from outside. */
export class Stopped extends Error {
  constructor(readonly end: End) {
    super(end);
  }
}

interface Running {
  readonly port: MessagePort;
  readonly installed: Set<string>;
}

export class Engine {
  private frame: Promise<HTMLIFrameElement> | undefined;
  private python: Running | undefined;
  private module: WebAssembly.Module | undefined;
  private stopCurrent: ((end: End) => void) | undefined;

  /** What is running is over at once, and its worker with it; the next run has a new one. */
  stop(end: End): void {
    this.stopCurrent?.(end);
  }

  /** Fetch what is missing, and start a worker if there is none. */
  async start(requires: readonly string[], onState: (state: State) => void, signal: AbortSignal): Promise<Running> {
    const loaded = (done: number, total: number): void => onState({ phase: "loading", loaded: done, total });
    const names = ["engine", "worker", "wasm", "library", "lock", ...requires.map((name) => `package ${name}`)];
    const all = await orStopped(files(names, loaded), signal);
    if (this.python) return this.python;
    onState({ phase: "starting" });
    const { refusals } = await facts();
    const given: Given = {
      wasm: all.wasm!,
      library: all.library!,
      lock: all.lock!,
      module: this.module,
      memory: MEMORY,
      output: OUTPUT,
      refusals,
    };
    const frame = await orStopped(this.framed(), signal);
    const { port1, port2 } = new MessageChannel();
    const ready = this.until(port1, signal, STARTING, (answer) => "ready" in answer || undefined);
    frame.contentWindow!.postMessage({ scripts: await texts(all.engine!, all.worker!), port: port2, given }, location.origin, [port2]);
    await ready;
    this.python = { port: port1, installed: new Set() };
    return this.python;
  }

  async run(
    job: Job,
    onState: (state: State) => void,
    onOutput: (chunk: Chunk) => void,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const requires = await this.needed(job, signal);
    const python = await this.start(requires, onState, signal);
    const lacking = requires.filter((name) => !python.installed.has(name));
    const blobs = await files(lacking.map((name) => `package ${name}`), () => undefined);
    const packages = Object.fromEntries(lacking.map((name) => [name, blobs[`package ${name}`]!]));
    if (lacking.length > 0) onState({ phase: "starting" });
    python.port.postMessage({ job, packages } satisfies Order);
    await this.until(python.port, signal, STARTING, (answer) => "running" in answer || undefined);
    lacking.forEach((name) => python.installed.add(name));
    onState({ phase: "running" });
    let grace: ReturnType<typeof setTimeout> | undefined;
    const outcome = await this.until(python.port, signal, SECONDS, (answer) => {
      if ("output" in answer) onOutput(answer.output);
      if ("flooded" in answer) grace = setTimeout(() => this.stop("flood"), GRACE);
      return "ended" in answer ? answer.ended : undefined;
    }).finally(() => clearTimeout(grace));
    if (outcome.end === "crashed" || outcome.end === "memory") this.discard();
    return outcome;
  }

  /** What a job requires, and what its code seems to import. */
  private async needed(job: Job, signal: AbortSignal): Promise<string[]> {
    const known = await orStopped(facts(), signal);
    const code = [...job.parts, ...(job.tests ? [job.tests] : [])].map((part) => part.code).join("\n");
    const packages = Object.keys(known.files).filter((name) => name.startsWith("package ")).map((name) => name.slice(8));
    return packages.filter((name) => job.requires?.includes(name) || new RegExp(`\\b(import|from)\\s[^#\\n]*\\b${name}\\b`).test(code));
  }

  /** Wait for what the worker says; a signal, the time limit, or a break of the worker ends it and the worker. */
  private until<T>(
    port: MessagePort,
    signal: AbortSignal,
    seconds: number,
    found: (answer: Answer) => T | undefined,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", aborted);
        removeEventListener("message", heard);
        this.stopCurrent = undefined;
        port.onmessage = null;
      };
      const fail = (end: End): void => {
        done();
        this.discard();
        reject(new Stopped(end));
      };
      const aborted = (): void => fail("stopped");
      const heard = ({ source, data }: MessageEvent): void => {
        if (data && typeof data === "object" && "broken" in data && source !== window) fail("crashed");
      };
      const timer = setTimeout(() => fail(seconds === SECONDS ? "timeout" : "crashed"), seconds * 1000);
      this.stopCurrent = fail;
      signal.addEventListener("abort", aborted);
      addEventListener("message", heard);
      port.onmessage = ({ data }: MessageEvent<Answer>) => {
        if ("compiled" in data) this.module = data.compiled;
        if ("broken" in data) {
          console.error(data.broken); // for us: what the reader is told says nothing about the cause
          return fail("crashed");
        }
        const value = found(data);
        if (value === undefined) return;
        done();
        resolve(value);
      };
      if (signal.aborted) aborted();
    });
  }

  /** End the worker: the frame stays for the next. */
  private discard(): void {
    this.python = undefined;
    void this.frame?.then((frame) => frame.contentWindow?.postMessage(null, location.origin));
  }

  private framed(): Promise<HTMLIFrameElement> {
    this.frame ??= makeFrame();
    this.frame.catch(() => (this.frame = undefined));
    return this.frame;
  }
}

async function makeFrame(): Promise<HTMLIFrameElement> {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.title = "Python";
  frame.ariaHidden = "true";
  frame.tabIndex = -1;
  frame.src = (await addressOf((await facts()).frame)).href;
  return new Promise((resolve, reject) => {
    const failed = (): void => {
      frame.remove();
      reject(new Stopped("offline"));
    };
    const timer = setTimeout(failed, 15_000);
    addEventListener("message", function heard({ source, data }: MessageEvent) {
      if (source !== frame.contentWindow || !data?.ready) return;
      clearTimeout(timer);
      removeEventListener("message", heard);
      resolve(frame);
    });
    document.body.append(frame);
  });
}

async function texts(...packed: Blob[]): Promise<Blob[]> {
  return Promise.all(packed.map((blob) => new Response(blob.stream().pipeThrough(new DecompressionStream("gzip"))).blob()));
}

/** Work, unless it is stopped meanwhile; it may go on behind the scenes. */
export function orStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const aborted = (): void => reject(new Stopped("stopped"));
    if (signal.aborted) aborted();
    signal.addEventListener("abort", aborted, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", aborted));
  });
}
