// Runs before a page is painted: the reader's colors, and the four names that Material's own script expects to find.
// A classic script in the head, since a policy without inline scripts leaves no other place for it.

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

interface Palette {
  color?: { scheme?: string };
}

const scope = new URL(document.currentScript?.dataset.scope ?? "", location.href);

function read(key: string, storage?: Storage, place: URL = scope): Json {
  try {
    return JSON.parse((storage ?? localStorage).getItem(`${place.pathname}.${key}`) ?? "null") as Json;
  } catch {
    return null; // storage is switched off, or holds something else
  }
}

function keep(key: string, value: Json, storage?: Storage, place: URL = scope): void {
  try {
    (storage ?? localStorage).setItem(`${place.pathname}.${key}`, JSON.stringify(value));
  } catch {
    // A private window, or storage is full or switched off.
  }
}

function numberOf(text: string): number {
  return [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 0);
}

function color(body: HTMLElement): void {
  const chosen = (read("__palette") as Palette | null)?.color?.scheme;
  body.dataset.mdColorScheme = chosen ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default");
}

Object.assign(window, { __md_scope: scope, __md_get: read, __md_set: keep, __md_hash: numberOf });

new MutationObserver((_, observer) => {
  if (!document.body) return;
  observer.disconnect();
  color(document.body);
}).observe(document.documentElement, { childList: true });
