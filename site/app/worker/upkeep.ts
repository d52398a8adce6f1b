// When a version of the site comes and when it takes over: it is whole on the device before it answers anything.
import { type Build, type Entry, isPage, listOf, partOf } from "../offline/build";
import { filesOfAll } from "../offline/groups";
import { load, missing } from "../offline/loading";
import type { Shelf } from "../offline/shelf";

/** Visited pages that a new version brings along; kept topics come whole. */
const BROUGHT_ALONG = 60;

/** Fetch the shell, and the new version of all that is kept or was visited. Any failure leaves the old version alone. */
export async function prepare(build: Build, shelf: Shelf): Promise<void> {
  await shelf.alone(async () => {
    const files = [...build.shell, ...(await filesOfAll(await shelf.wanted(), build, shelf)), ...(await visited(build, shelf))];
    await load(await missing(files, shelf), shelf);
  });
}

async function visited(build: Build, shelf: Shelf): Promise<Entry[]> {
  const paths = (await shelf.labels()).map(([path]) => path).filter(isPage);
  const newest = [...new Set(paths.reverse())].slice(0, BROUGHT_ALONG);
  const entries = await Promise.all(newest.map((path) => entryOf(path, build, shelf)));
  return entries.filter((entry) => entry !== undefined);
}

/** The file that this version has under a path. */
export async function entryOf(path: string, build: Build, shelf: Shelf): Promise<Entry | undefined> {
  const inShell = build.shell.find(([known]) => known === path);
  return inShell ?? (await tableOf(partOf(path, build.languages), build, shelf)).get(path);
}

const tables = new Map<string, Promise<Map<string, Entry>>>();

function tableOf(part: string, build: Build, shelf: Shelf): Promise<Map<string, Entry>> {
  const known = tables.get(part) ?? shelf.part(part, build).then(({ files }) => new Map(files.map((e) => [e[0], e])));
  tables.set(part, known);
  known.catch(() => tables.delete(part));
  return known;
}

/** Remove every file of other versions. */
export async function tidy(build: Build, shelf: Shelf): Promise<void> {
  for (const [path, digest] of await shelf.labels()) {
    if (digest && !(await belongs(path, digest, build, shelf))) await shelf.discard(path, digest);
  }
}

async function belongs(path: string, digest: string, build: Build, shelf: Shelf): Promise<boolean> {
  const list = Object.keys(build.parts).find((part) => listOf(part) === path);
  if (list !== undefined) return build.parts[list] === digest;
  try {
    return (await entryOf(path, build, shelf))?.[1] === digest;
  } catch {
    return true; // the list cannot be had now; nobody finds a file of another version, it only takes room
  }
}
