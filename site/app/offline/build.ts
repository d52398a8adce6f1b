// What a build of the site consists of. `sw.js` knows the whole of one build by its digests, and so one version.

/** A file of the site: path below its root, the beginning of its SHA-256, its bytes. */
export type Entry = readonly [path: string, digest: string, size: number];

/** What the service worker carries with it. */
export interface Build {
  /** Codes of the languages; each is a part of the site. */
  languages: string[];
  /** Name of a part -> digest of the file that lists what is in it. */
  parts: Record<string, string>;
  /** What every page loads, and the page for what is not on the device. */
  shell: Entry[];
}

/** A part of the site: a language, or `site` for what languages share. Numbers are places in `files`. */
export interface Part {
  files: Entry[];
  /** What everything that is kept needs: the search and the pages that lead to others. */
  base: number[];
  /** A topic's id -> its page, the pages of its cards, and what the search needs to show them. */
  topics: Record<string, number[]>;
  /** What runs Python: it comes with everything, not with a topic. */
  python: number[];
}

export const SHARED = "site";

/** The part that a path belongs to: the first language that it names, as `en/…`, `….en.…` and `…/en_…` do. */
export function partOf(path: string, languages: readonly string[]): string {
  const named = new RegExp(`(?:^|[/.])(${languages.join("|")})[/._]`).exec(path);
  return named?.[1] ?? SHARED;
}

export function listOf(part: string): string {
  return `offline/${part}.json`;
}

/** Whether a name changes with the content, so that two versions never share it. */
export function isHashed(path: string): boolean {
  return /[._][0-9a-f]{7,}\.[^/]+$/.test(path);
}

export function isPage(path: string): boolean {
  return path.endsWith("index.html");
}

/** An address that no encoder wrote stays as it is: there is no such file. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The path of the file that answers an address. */
export function pathOf(address: URL, root: URL): string {
  const path = decoded(address.pathname.slice(root.pathname.length));
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}
