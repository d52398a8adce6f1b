// Runs Python for a page. A module of its own, loaded when a reader runs something:
//
//   const { session, editor } = document.querySelector<HTMLElement>("script[data-cw-python]")!.dataset;   // addresses
//   const python = (await import(new URL(session!, document.baseURI).href)) as typeof import("./session");
//   const stop = new AbortController();
//   const result = await python.run(
//     { parts: [{ name: "solution.py", code }], requires: ["numpy"], tests: { name: "tests.py", code: tests } },
//     { onState, onOutput, signal: stop.signal },                                 // stop.abort() stops within 0.1 s
//   );
//
// A run never rejects: whatever goes wrong is an `end` of the result with a `message` for the reader. Runs of a page
// take turns; each has a fresh namespace, and each that follows is ready at once. `editor.ts` is loaded the same way.
import type { Handlers, Job, Result } from "./protocol";

export type { Check, Chunk, End, Failure, Handlers, Job, Part, Result, State } from "./protocol";

export async function run(job: Job, handlers: Handlers = {}): Promise<Result> {
  void job;
  void handlers;
  return { end: "unsupported", error: null, checks: [], seconds: 0, message: "not there yet" };
}

/** Fetch the runtime and start it, if a run is likely to follow; says nothing and never fails. */
export async function prepare(requires: readonly string[] = []): Promise<void> {
  void requires;
}
