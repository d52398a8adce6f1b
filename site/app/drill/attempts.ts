// What a reader has written for a drill, kept in this browser: the draft, the time taken, and each checked attempt.
import { recall, remember } from "../store";
import { filled, type Words } from "./words";

const MOST = 30;

export interface Attempt {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Seconds on the clock. */
  readonly spent: number;
  readonly code: string;
  /** Checks that passed, of how many; of none if it was never checked, or broke off before. */
  readonly passed: number;
  readonly of: number;
}

export interface Kept {
  draft?: string;
  spent: number;
  attempts: Attempt[];
}

export function kept(id: string): Kept {
  const nothing = { spent: 0, attempts: [] };
  try {
    const stored = (JSON.parse(recall(`drill.${id}`) ?? "null") ?? nothing) as Partial<Kept>;
    const attempts = Array.isArray(stored.attempts) ? stored.attempts.filter(isAttempt) : [];
    const draft = typeof stored.draft === "string" ? { draft: stored.draft } : {};
    return { ...draft, spent: Number(stored.spent) || 0, attempts };
  } catch {
    return nothing; // something else stands there
  }
}

export function keep(id: string, what: Kept): void {
  what.attempts = what.attempts.slice(-MOST);
  remember(`drill.${id}`, JSON.stringify(what));
}

function isAttempt(stored: unknown): stored is Attempt {
  const { at, spent, code, passed, of } = (stored ?? {}) as Record<string, unknown>;
  return typeof code === "string" && [at, spent, passed, of].every(Number.isFinite);
}

/** The list of attempts, the last one first, with what can be done about each. */
export function listed(
  list: HTMLElement,
  attempts: readonly Attempt[],
  words: Words,
  act: Readonly<Record<"restore" | "delete", (attempt: Attempt) => void>>,
): void {
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  list.replaceChildren(
    ...[...attempts].reverse().map((attempt) => {
      const when = time.format(attempt.at);
      const { passed: done, of: all, spent } = attempt;
      const result = all ? filled(done === all ? words.all : words.some, { done, all }) : words.unchecked;
      const item = document.createElement("li");
      const said = document.createElement("span");
      const clock = spent ? ` · ${Math.floor(spent / 60)}:${String(spent % 60).padStart(2, "0")}` : "";
      said.textContent = `${when} · ${result}${clock}`;
      item.append(said);
      for (const action of ["restore", "delete"] as const) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "cw-button";
        button.textContent = words[action];
        button.ariaLabel = filled(words.named, { action: words[action], attempt: said.textContent });
        button.addEventListener("click", () => act[action](attempt));
        item.append(button);
      }
      return item;
    }),
  );
}
