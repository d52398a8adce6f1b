// What a reader is told while Python comes and runs: the size of what is fetched is said once.
import type { State } from "./protocol";

export function toldOf(state: State, words: Readonly<Record<string, string>>): string {
  const style = { style: "unit", unit: "megabyte", maximumFractionDigits: 1 } as const;
  const size = new Intl.NumberFormat(document.documentElement.lang, style);
  return (words[state.phase] ?? "").replace("{total}", state.phase === "loading" ? size.format(state.total / 1e6) : "");
}
