// The files of the runtime: fetched once for a page, and used only if their bytes are those that this page belongs to.
import { sha256Of } from "../digest";

/** A packed file: its address relative to the list, its bytes on the way, and the SHA-256 of them. */
export interface File {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** What `python/<language>.json` says. */
export interface Facts {
  /** Address of the hidden frame, relative to the list. */
  readonly frame: string;
  /** `engine`, `worker`, `wasm`, `library`, `lock`, and `package <name>`. */
  readonly files: Readonly<Record<string, File>>;
  readonly words: Readonly<Record<string, string>>;
  readonly refusals: Readonly<Record<string, string>>;
}

export class Offline extends Error {}
export class Damaged extends Error {}

let known: Promise<Facts> | undefined;
const blobs = new Map<string, Promise<Blob>>();

function list(): URL {
  const address = document.querySelector<HTMLElement>("script[data-cw-python]")?.dataset.cwPython ?? "";
  return new URL(address, document.baseURI);
}

/** The list of the runtime's files, in the language of the page. */
export function facts(): Promise<Facts> {
  known ??= answered(list()).then((response) => response.json() as Promise<Facts>);
  known.catch(() => (known = undefined));
  return known;
}

export async function addressOf(path: string): Promise<URL> {
  return new URL(path, list());
}

/** Files by name, packed as they came; `loaded` hears of bytes as they arrive. */
export async function files(
  names: readonly string[],
  loaded: (done: number, total: number) => void,
): Promise<Record<string, Blob>> {
  const all = (await facts()).files;
  const missing = names.filter((name) => !blobs.has(name)).map((name) => all[name]).filter((file) => file !== undefined);
  const total = missing.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  if (total > 0) loaded(0, total);
  const arrived = (bytes: number): void => loaded((done += bytes), total);
  const found = await Promise.all(names.map(async (name) => [name, await file(name, all[name], arrived)] as const));
  return Object.fromEntries(found);
}

function file(name: string, entry: File | undefined, arrived: (bytes: number) => void): Promise<Blob> {
  if (!entry) return Promise.reject(new Damaged(name));
  const blob = blobs.get(name) ?? fetched(entry, arrived);
  blobs.set(name, blob);
  blob.catch(() => blobs.delete(name));
  return blob;
}

/** What a browser keeps may be damaged, so that the server itself is asked before the file counts as damaged. */
async function fetched(entry: File, arrived: (bytes: number) => void): Promise<Blob> {
  try {
    return await checked(entry, {}, arrived);
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    return checked(entry, { cache: "reload" }, () => undefined);
  }
}

async function checked({ path, sha256 }: File, options: RequestInit, arrived: (bytes: number) => void): Promise<Blob> {
  const response = await answered(new URL(path, list()), options);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body!.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      parts.push(next.value);
      arrived(next.value.byteLength);
    }
  } catch {
    throw new Offline(path);
  }
  const blob = new Blob(parts);
  if (crypto.subtle && (await sha256Of(await blob.arrayBuffer())) !== sha256) throw new Damaged(path); // absent without a secure connection
  return blob;
}

async function answered(address: URL, options: RequestInit = {}): Promise<Response> {
  let response;
  try {
    response = await fetch(address, options);
  } catch {
    throw new Offline(address.pathname);
  }
  if (!response.ok) throw response.status === 503 ? new Offline(address.pathname) : new Damaged(address.pathname);
  return response;
}
