// The worker that runs Python: it starts Pyodide from the bytes that the page has checked, throws away whatever leads
// out of here, and then runs programs. Before this script stands the engine: Pyodide's loader and its core.
import { limitMemory, lockUp } from "./lockup";
import type { Answer, Given, Job, Order, Outcome } from "./protocol";
import runner from "./runner.py";

interface Python {
  FS: { writeFile(path: string, data: Uint8Array): void };
  runPython(code: string, options?: { globals: unknown }): unknown;
  toPy(value: unknown): unknown;
}

declare const cardwrightLoader: { loadPyodide(options: Record<string, unknown>): Promise<Python> };
declare const _createPyodideModule: unknown;

/** Where Pyodide believes that its files are; what it asks for there is answered from memory. */
const PLACE = "https://runtime.invalid/";
/** How much is sent at once; after that, a few times a second, since each message costs the page time. */
const AT_ONCE = 200;
const BETWEEN = 50;

// These go away with everything else that a page offers, but packages may come later.
const { Response, DecompressionStream } = self;

self.addEventListener(
  "message",
  ({ data, ports }: MessageEvent<Given>) => {
    const port = ports[0]!;
    const say = (answer: Answer): void => port.postMessage(answer);
    begin(data, port, say).catch((error: unknown) => say({ broken: `${error}` }));
  },
  { once: true },
);

async function begin(given: Given, port: MessagePort, say: (answer: Answer) => void): Promise<void> {
  limitMemory(given.memory);
  const printer = new Printer(given.output, say);
  const python = await start(given, say, printer);
  const run = python.runPython(runner, {
    globals: python.toPy({ emit: printer.print, refusals: given.refusals }),
  }) as (job: string) => string;
  const installed = new Set<string>();
  lockUp();
  port.onmessage = async ({ data }: MessageEvent<Order>) => {
    try {
      for (const [name, blob] of Object.entries(data.packages)) {
        if (!installed.has(name)) install(python, await unpacked(blob).arrayBuffer());
        installed.add(name);
      }
      say({ running: true });
      printer.begin();
      const ended = outcome(run, data.job);
      printer.flush();
      say({ ended });
    } catch (error) {
      say({ broken: `${error}` });
    }
  };
  say({ ready: true });
}

async function start(given: Given, say: (answer: Answer) => void, printer: Printer): Promise<Python> {
  const files: Record<string, Blob> = { "python_stdlib.zip": given.library, "pyodide-lock.json": given.lock };
  const fetched = async (address: string | URL | Request): Promise<Response> => {
    const name = `${address instanceof Request ? address.url : address}`.slice(PLACE.length);
    return files[name] ? unpacked(files[name]) : new Response(null);
  };
  Object.assign(self, { fetch: fetched });
  const module = given.module ?? (await WebAssembly.compileStreaming(unpacked(given.wasm, "application/wasm")));
  if (!given.module) say({ compiled: module });
  WebAssembly.instantiateStreaming = async (_, imports) => ({ module, instance: await WebAssembly.instantiate(module, imports) });
  return cardwrightLoader.loadPyodide({
    indexURL: PLACE,
    createPyodideModule: _createPyodideModule, // newer loaders ask for it
    env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" },
    stdin: () => null,
    stdout: (line: string) => printer.print("stdout", `${line}\n`), // what goes past `sys.stdout`
    stderr: (line: string) => printer.print("stderr", `${line}\n`),
  });
}

function unpacked(blob: Blob, type = "application/octet-stream"): Response {
  const stream = blob.stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "Content-Type": type } });
}

function install(python: Python, archive: ArrayBuffer): void {
  python.FS.writeFile("/tmp/package.zip", new Uint8Array(archive));
  python.runPython(
    "import importlib, os, sysconfig, zipfile\n" +
      "with zipfile.ZipFile('/tmp/package.zip') as package: package.extractall(sysconfig.get_path('purelib'))\n" +
      "os.unlink('/tmp/package.zip'); importlib.invalidate_caches()",
  );
}

function outcome(run: (job: string) => string, job: Job): Outcome {
  const began = performance.now();
  try {
    return { ...(JSON.parse(run(JSON.stringify(job))) as Outcome), time: performance.now() - began };
  } catch (error) {
    console.error(error);
    const full = error instanceof RangeError && /memory/i.test(error.message);
    return { end: full ? "memory" : "crashed", error: null, checks: [], drawings: [], time: performance.now() - began };
  }
}

/** What a program prints, on its way to the page. */
class Printer {
  private left = 0;
  private sent = 0;
  private last = 0;
  private held = "";
  private stream: "stdout" | "stderr" = "stdout";

  constructor(
    private readonly limit: number,
    private readonly say: (answer: Answer) => void,
  ) {}

  begin(): void {
    this.left = this.limit;
    this.sent = 0;
  }

  /** Whether the text was taken; once a run has printed its share, nothing more is. */
  readonly print = (stream: "stdout" | "stderr", text: string): boolean => {
    if (stream !== this.stream) this.flush();
    this.stream = stream;
    const flooded = this.left >= 0 && text.length > this.left;
    this.held += text.slice(0, Math.max(this.left, 0));
    this.left -= text.length;
    if (flooded) this.say({ flooded: true }); // a program may go on all the same
    if (this.sent < AT_ONCE || performance.now() - this.last > BETWEEN) this.flush();
    return this.left >= 0;
  };

  flush(): void {
    if (this.held === "") return;
    this.say({ output: { stream: this.stream, text: this.held } });
    this.held = "";
    this.sent += 1;
    this.last = performance.now();
  }
}
