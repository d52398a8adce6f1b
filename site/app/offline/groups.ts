// What belongs to what a reader can keep: a topic of a language, or everything in a language.
import { type Build, type Entry, type Part, SHARED } from "./build";
import type { Shelf } from "./shelf";

/** `<language>` or `<language>/<topic>` -> its files; nothing for what this version of the site does not have. */
export async function filesOf(group: string, build: Build, shelf: Shelf): Promise<Entry[]> {
  const [language = "", topic] = group.split("/");
  if (!build.languages.includes(language)) return [];
  const shared = await shelf.part(SHARED, build);
  const own = await shelf.part(language, build);
  const theirs = topic === undefined ? own.files : chosen(own, own.topics[topic]);
  if (theirs.length === 0) return [];
  const python = topic === undefined ? chosen(shared, shared.python) : [];
  return unique([...build.shell, ...chosen(shared, shared.base), ...chosen(own, own.base), ...theirs, ...python]);
}

export async function filesOfAll(groups: readonly string[], build: Build, shelf: Shelf): Promise<Entry[]> {
  const files = await Promise.all(groups.map((group) => filesOf(group, build, shelf)));
  return unique(files.flat());
}

export function sizeOf(files: readonly Entry[]): number {
  return files.reduce((sum, [, , size]) => sum + size, 0);
}

function chosen(part: Part, numbers: readonly number[] = []): Entry[] {
  return numbers.map((number) => part.files[number]).filter((entry) => entry !== undefined);
}

function unique(files: readonly Entry[]): Entry[] {
  return [...new Map(files.map((entry) => [entry[0], entry])).values()];
}
