// Many files from the server to the shelf, a few at a time.
import { type Entry, isHashed } from "./build";
import { OtherVersion, type Shelf } from "./shelf";

const AT_ONCE = 6;

/** The entries that are not on the shelf. */
export async function missing(files: readonly Entry[], shelf: Shelf): Promise<Entry[]> {
  const here = new Set((await shelf.labels()).map(([path, digest]) => `${path}?${digest}`));
  return files.filter(([path, digest]) => !here.has(`${path}?${digest}`));
}

interface Options {
  /** How the browser's own cache is asked; hashed names may come from there unless this says otherwise. */
  cache?: RequestCache;
  signal?: AbortSignal;
  loaded?: (size: number) => void;
}

/** Fetch what is missing; the first failure ends it, and what has arrived stays. */
export async function load(files: readonly Entry[], shelf: Shelf, options: Options = {}): Promise<void> {
  const waiting = bySameBytes(files);
  const worker = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await loadOne(next, shelf, options);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function loadOne(same: readonly Entry[], shelf: Shelf, { cache, signal, loaded }: Options): Promise<void> {
  const first = same[0];
  if (!first) return;
  const wish = cache ?? (isHashed(first[0]) ? "default" : "no-cache");
  const response = await fetchAgain(first, shelf, { cache: wish, ...(signal && { signal }) });
  for (const entry of same) {
    await shelf.put(entry, response.clone());
    loaded?.(entry[2]);
  }
}

/** A copy on the way may be out of date, so that the server itself is asked before another version is believed in. */
async function fetchAgain(entry: Entry, shelf: Shelf, options: RequestInit): Promise<Response> {
  try {
    return await shelf.fetch(entry, options);
  } catch (error) {
    if (!(error instanceof OtherVersion)) throw error;
    return shelf.fetch(entry, { ...options, cache: "reload" });
  }
}

/** Languages have their own copies of the same files: their bytes are fetched once. */
function bySameBytes(files: readonly Entry[]): Entry[][] {
  const groups = new Map<string, Entry[]>();
  for (const entry of files) groups.set(entry[1], [...(groups.get(entry[1]) ?? []), entry]);
  return [...groups.values()];
}
