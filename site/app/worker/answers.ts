// Where the answer to a request comes from.
//
// Names that change with the content: from the shelf, else from the server. Names that stay, such as those of pages:
// from the server, and from the shelf if the server cannot be reached. A page that the server has in another version
// than this worker's is shown, but then takes nothing from the shelf whose name stays: one document, one version.
import { type Build, type Entry, isHashed, isPage, pathOf } from "../offline/build";
import { OtherVersion, type Shelf } from "../offline/shelf";
import { entryOf } from "./upkeep";

/** How long a server may take when there is an answer on the shelf. */
const PATIENCE = 4000;

export const UNREACHABLE = "offline.html";

export class Answers {
  /** Documents by client -> whether they are of another version. */
  private readonly foreign = new Map<string, Promise<boolean>>();

  constructor(
    private readonly build: Build,
    private readonly shelf: Shelf,
    private readonly otherVersionSeen: () => void,
  ) {}

  /** Whether a request is for a file that may be on the shelf. */
  concerns(request: Request): boolean {
    const address = new URL(request.url);
    if (request.method !== "GET" || request.headers.has("Range") || request.cache === "reload") return false;
    if (address.origin !== this.shelf.root.origin || !address.pathname.startsWith(this.shelf.root.pathname)) return false;
    return !/^(decks|offline)\//.test(pathOf(address, this.shelf.root));
  }

  async answer(event: FetchEvent): Promise<Response> {
    const path = pathOf(new URL(event.request.url), this.shelf.root);
    return isHashed(path) && event.request.mode !== "navigate" ? this.shelfFirst(path, event) : this.serverFirst(path, event);
  }

  /** Keep the files of a page that was loaded before there was a worker. */
  async keep(addresses: readonly string[]): Promise<void> {
    for (const address of addresses) {
      const url = new URL(address);
      if (!this.concerns(new Request(url))) continue;
      const entry = await this.entry(pathOf(url, this.shelf.root));
      if (entry && mayStay(entry) && !(await this.shelf.find(entry))) {
        await this.shelf.put(entry, await this.shelf.fetch(entry, {})).catch(() => undefined);
      }
    }
  }

  private async shelfFirst(path: string, event: FetchEvent): Promise<Response> {
    const entry = await this.entry(path);
    const kept = entry && (await this.shelf.find(entry));
    if (kept) return kept;
    const response = await fetch(event.request);
    if (entry && mayStay(entry) && response.ok) event.waitUntil(this.store(entry, response.clone()));
    return response;
  }

  private async serverFirst(path: string, event: FetchEvent): Promise<Response> {
    const entry = this.entry(path);
    const fetched = fetch(event.request, { cache: "no-cache" });
    const noticed = fetched.then((response) => this.compare(entry, response.clone())).catch(() => false);
    if (event.resultingClientId) this.foreign.set(event.resultingClientId, noticed);
    event.waitUntil(noticed);
    const kept = this.kept(entry, event);
    try {
      return await Promise.race([fetched, tooLate(kept)]);
    } catch (error) {
      const found = await kept;
      if (found) return this.fromShelf(found, event);
      if (event.request.mode === "navigate") return (await this.withSlash(path, event)) ?? this.unreachable();
      throw error;
    }
  }

  /** What the shelf has for a document of this version. */
  private async kept(expected: Promise<Entry | undefined>, event: FetchEvent): Promise<Response | undefined> {
    const foreign = event.request.mode !== "navigate" && (await this.foreign.get(event.clientId));
    const entry = await expected;
    return entry && !foreign ? this.shelf.find(entry) : undefined;
  }

  private fromShelf(kept: Response, event: FetchEvent): Response {
    if (event.resultingClientId) this.foreign.delete(event.resultingClientId);
    return kept;
  }

  /** What web hosts do with the address of a folder that lacks its slash, if the page of the folder is here. */
  private async withSlash(path: string, event: FetchEvent): Promise<Response | undefined> {
    const entry = await this.entry(`${path}/index.html`);
    if (isPage(path) || !entry || !(await this.shelf.find(entry))) return undefined;
    const address = new URL(event.request.url);
    address.pathname += "/";
    return Response.redirect(address.href);
  }

  /** It answers any address, so that its own addresses start at the root, wherever the site is served. */
  private async unreachable(): Promise<Response> {
    const entry = await this.entry(UNREACHABLE);
    const page = entry && (await this.shelf.find(entry));
    if (!page) return Response.error();
    const html = (await page.text()).replace(/<base href="[^"]*">/, `<base href="${this.shelf.root.pathname}">`);
    return new Response(html, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
  }

  /** Whether the server has another version; what is of this one may go to the shelf. */
  private async compare(expected: Promise<Entry | undefined>, response: Response): Promise<boolean> {
    if (response.status !== 200 || response.type !== "basic") return false;
    const entry = await expected;
    const same = entry !== undefined && (await this.store(entry, response));
    if (!same) this.otherVersionSeen();
    return !same;
  }

  /** Whether the response is of this version. */
  private async store(entry: Entry, response: Response): Promise<boolean> {
    try {
      const checked = await this.shelf.checked(entry, response);
      if (mayStay(entry)) await this.shelf.put(entry, checked).catch(() => undefined); // no room is no harm
      return true;
    } catch (error) {
      if (error instanceof OtherVersion) return false;
      throw error;
    }
  }

  private entry(path: string): Promise<Entry | undefined> {
    return entryOf(path, this.build, this.shelf).catch(() => undefined);
  }
}

/** A search is kept whole or not at all: its files name each other. */
function mayStay([path]: Entry): boolean {
  return isPage(path) || !path.startsWith("pagefind/");
}

/** Fails once the server has had its time, if there is something to answer instead. */
async function tooLate(kept: Promise<Response | undefined>): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, PATIENCE));
  if (await kept) throw new Error("the server takes too long");
  return new Promise(() => undefined);
}
