// The list of a reader's attempts, the last one first, with what can be done about each.
import type { Attempt } from "./record";
import { filled, type Words } from "./words";

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
