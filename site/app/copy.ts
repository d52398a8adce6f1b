// A button on each block of code that copies it, and says so.

export function setUpCopy(): void {
  const { cwCopy: label, cwCopied: done } = document.querySelector<HTMLElement>("[data-cw-copy]")?.dataset ?? {};
  if (!label || !done || !navigator.clipboard) return;
  for (const code of document.querySelectorAll<HTMLElement>(".highlight > pre > code")) {
    code.closest(".highlight")?.append(copyButton(code, label, done));
  }
}

function copyButton(code: HTMLElement, label: string, done: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cw-copy";
  button.textContent = label;
  button.addEventListener("click", () => void copy(code, button, label, done));
  return button;
}

async function copy(code: HTMLElement, button: HTMLButtonElement, label: string, done: string): Promise<void> {
  await navigator.clipboard.writeText(code.textContent ?? "");
  button.textContent = done;
  button.ariaLive = "polite";
  setTimeout(() => (button.textContent = label), 1600);
}
