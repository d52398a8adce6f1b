// Runs Python for a page. A module of its own, loaded when a reader runs something:
//
//   const { cwPython, cwSession } = document.querySelector<HTMLElement>("script[data-cw-python]")!.dataset;
//   const python = (await import(new URL(cwSession!, document.baseURI).href)) as typeof import("./session");
//   const stop = new AbortController();
//   const result = await python.run(
//     { parts: [{ name: "solution.py", code }], requires: ["numpy"], tests: { name: "tests.py", code: tests } },
//     { onState, onOutput, signal: stop.signal },                                 // stop.abort() stops within 0.1 s
//   );
//
// A run never rejects: whatever goes wrong is an `end` of the result with a `message` for the reader. Runs of a page
// take turns; each has a fresh namespace, and each that follows is ready at once. `editor.ts` is loaded the same way.
import { Engine, Stopped, orStopped } from "./engine";
import { Damaged, facts, Offline } from "./files";
import type { End, Handlers, Job, Outcome, Result } from "./protocol";

export type { Check, Chunk, End, Failure, Handlers, Job, Part, Result, State } from "./protocol";

export { pictureOf } from "./picture";

const engine = new Engine();
let turn: Promise<unknown> = Promise.resolve();

export function run(job: Job, handlers: Handlers = {}): Promise<Result> {
  const before = turn;
  handlers.onState?.({ phase: "waiting" });
  const result = oneRun(job, handlers, before);
  turn = Promise.all([before, result]);
  return result;
}

async function oneRun(job: Job, handlers: Handlers, before: Promise<unknown>): Promise<Result> {
  const { onState, onOutput, signal = new AbortController().signal } = handlers;
  try {
    await orStopped(before, signal);
    const outcome = await engine.run(job, (state) => onState?.(state), (chunk) => onOutput?.(chunk), signal);
    return await told(outcome.end, outcome);
  } catch (error) {
    return told(endOf(error));
  }
}

/** What the page says about runs, by state and end, in its language. */
export async function words(): Promise<Readonly<Record<string, string>>> {
  return (await facts()).words;
}

function endOf(error: unknown): End {
  if (error instanceof Stopped) return error.end;
  if (error instanceof Offline) return "offline";
  if (error instanceof Damaged) return "damaged";
  return "crashed";
}

async function told(end: End, outcome?: Outcome): Promise<Result> {
  const known = await words().catch(() => undefined);
  const own = end === "finished" || end === "raised";
  return {
    end,
    error: outcome?.error ?? null,
    checks: outcome?.checks ?? [],
    drawings: outcome?.drawings ?? [],
    seconds: (outcome?.time ?? 0) / 1000,
    message: own ? "" : (known?.[end] ?? document.querySelector<HTMLElement>("script[data-cw-python]")?.dataset.cwOffline ?? end),
  };
}

addEventListener("pagehide", () => engine.stop("stopped")); // a page that comes back from memory starts anew
