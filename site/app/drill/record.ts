// What a reader has written for a drill, kept in this browser: the draft, the time taken, and each checked attempt.
import { recall, remember } from "../store";

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

export function isSolved({ passed, of }: Pick<Attempt, "passed" | "of">): boolean {
  return of > 0 && passed === of;
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
