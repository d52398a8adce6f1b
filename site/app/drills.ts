// The list of drills: which of them this browser knows as solved, or as tried.
import { isSolved, kept } from "./drill/record";

for (const list of document.querySelectorAll<HTMLElement>("[data-cw-drills]")) {
  for (const link of list.querySelectorAll("a")) {
    const { attempts } = kept(link.pathname.split("/").at(-2) ?? "");
    if (attempts.length === 0) continue;
    const solved = attempts.some(isSolved);
    const mark = document.createElement("span");
    mark.className = `cw-kind cw-done${solved ? " cw-done--solved" : ""}`;
    mark.textContent = (solved ? list.dataset.solved : list.dataset.tried) ?? "";
    link.querySelector(".cw-row__meta")?.append(mark);
  }
}
