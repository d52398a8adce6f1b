// What is kept on this device: files of the site under their path and digest, in one cache.
//
// A file is put here only after its bytes were compared with its digest, and found only by somebody who names both. A
// version of the site is a list of paths with digests, so that what one version finds cannot belong to another.
import { sha256Of } from "../digest";
import { type Build, type Entry, type Part, listOf } from "./build";

const DIGITS = 20;
const WANTED = "wanted";

/** The server has other bytes than the build says: another version of the site. */
export class OtherVersion extends Error {}

export class Shelf {
  private readonly parts = new Map<string, Promise<Part>>();

  constructor(readonly root: URL) {}

  async find([path, digest]: Entry): Promise<Response | undefined> {
    return (await this.cache()).match(this.label(path, digest));
  }

  /** Bytes that are what the entry says; fetched bytes of another version are refused. */
  async fetch(entry: Entry, options: RequestInit): Promise<Response> {
    const response = await fetch(new URL(entry[0], this.root), options);
    if (!response.ok) throw response.status === 404 ? new OtherVersion(entry[0]) : new TypeError(response.statusText);
    return this.checked(entry, response);
  }

  async checked([path, digest]: Entry, response: Response): Promise<Response> {
    const body = await response.arrayBuffer();
    if ((await sha256Of(body)).slice(0, DIGITS) !== digest) throw new OtherVersion(path);
    const type = response.headers.get("Content-Type") ?? "application/octet-stream";
    return new Response(body, { headers: { "Content-Type": type, "Content-Length": String(body.byteLength) } });
  }

  async put([path, digest]: Entry, checked: Response): Promise<void> {
    await (await this.cache()).put(this.label(path, digest), checked);
  }

  async remove([path, digest]: Entry): Promise<void> {
    await (await this.cache()).delete(this.label(path, digest));
  }

  /** Path and digest of everything here, the oldest first. */
  async labels(): Promise<[path: string, digest: string][]> {
    const addresses = (await (await this.cache()).keys()).map((request) => new URL(request.url));
    return addresses.map((address) => [
      decodeURIComponent(address.pathname.slice(this.root.pathname.length)),
      address.search.slice(1),
    ]);
  }

  async discard(path: string, digest: string): Promise<void> {
    await (await this.cache()).delete(this.label(path, digest));
  }

  /** The list of a part of a build; kept as soon as it was needed. */
  part(name: string, build: Build): Promise<Part> {
    const digest = build.parts[name] ?? "";
    const known = this.parts.get(name + digest) ?? this.readPart([listOf(name), digest, 0]);
    this.parts.set(name + digest, known);
    known.catch(() => this.parts.delete(name + digest));
    return known;
  }

  private async readPart(entry: Entry): Promise<Part> {
    let list = await this.find(entry);
    if (!list) {
      list = await this.fetch(entry, { cache: "no-cache" });
      await this.put(entry, list.clone());
    }
    return (await list.json()) as Part;
  }

  /** What the reader wants to keep: `<language>` for everything, `<language>/<topic>` for a topic. */
  async wanted(): Promise<string[]> {
    const list = await (await this.cache()).match(this.label(WANTED, ""));
    return list ? ((await list.json()) as string[]) : [];
  }

  async want(groups: readonly string[]): Promise<void> {
    await (await this.cache()).put(this.label(WANTED, ""), Response.json([...new Set(groups)]));
  }

  /** Run alone: no other tab and no worker changes what is wanted meanwhile. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    return "locks" in navigator ? navigator.locks.request(this.name, work) : work();
  }

  private get name(): string {
    return `cardwright ${this.root.pathname}`; // other sites may share the origin
  }

  private cache(): Promise<Cache> {
    return caches.open(this.name);
  }

  private label(path: string, digest: string): URL {
    return new URL(`${encodeURI(path)}?${digest}`, this.root);
  }
}
