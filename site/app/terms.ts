// A term's meaning on hover and on focus: the page lists the meanings of its terms; links in the text show them, too.

const GLOSSARY = "glossary/#";
const EDGE = 12;
const GAP = 6;

export function setUpTerms(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>(`article a[href*="${GLOSSARY}"]`)) {
    const own = link.nextElementSibling;
    if (own?.role === "tooltip") dismissable(own as HTMLElement, link);
    else describe(link);
  }
}

/** Puts a meaning of its own behind a link in running text. */
function describe(link: HTMLAnchorElement): void {
  const meaning = document.getElementById(`term-${link.hash.slice(1)}`);
  if (!meaning) return;
  const shown = document.createElement("span");
  shown.role = "tooltip";
  shown.className = "cw-meaning";
  shown.textContent = meaning.textContent;
  link.classList.add("cw-term");
  link.setAttribute("aria-describedby", meaning.id);
  link.append(shown);
  for (const wish of ["pointerenter", "focus"]) link.addEventListener(wish, () => place(shown, link));
  dismissable(shown, link);
}

/** Above the link if there is room, else below; never beyond the edges of the screen. */
function place(shown: HTMLElement, link: HTMLElement): void {
  const [line] = link.getClientRects();
  if (!line) return;
  const { width, height } = shown.getBoundingClientRect();
  shown.style.left = `${Math.max(EDGE, Math.min(line.left, innerWidth - width - EDGE))}px`;
  shown.style.top = `${line.top > height + EDGE ? line.top - height - GAP : line.bottom + GAP}px`;
}

/** Escape hides a meaning without moving the pointer or the focus. */
function dismissable(shown: HTMLElement, link: HTMLElement): void {
  link.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shown.hidden = true;
  });
  for (const again of ["pointerleave", "blur"]) link.addEventListener(again, () => (shown.hidden = false));
}
