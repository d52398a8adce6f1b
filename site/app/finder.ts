// What a query finds: titles in which every word of it begins a word, then what Pagefind finds in the texts.
import { type Fragment, type Hit, Index } from "./pagefind";
import { home, language, rootOfSite } from "./places";
import { begins, wordsOf } from "./words";

export { passages } from "./passages";

export type Kind = "card" | "topic" | "term" | "page";

export interface Entry {
  kind: Kind;
  href: string;
  title: string;
  /** The id of a card. */
  card?: string;
  /** The title of a card's topic, or what a term is called in the other language. */
  beside?: string;
}

export interface Found extends Entry {
  /** The text that Pagefind keeps of the page, with the places of the words; only where it found some. */
  fragment?: () => Promise<Fragment>;
}

/** What the build writes (`titles.py`). */
interface Titles {
  topics: string[];
  pages: [address: string, title: string, fragment: string, topic?: number][];
  terms: [id: string, title: string, other?: string][];
}

interface Known extends Entry {
  words: string[];
  fragment?: string;
}

const TERMS = 3;

class Finder {
  private readonly index: Index;
  /** The script of the index; it serves all languages. */
  private readonly pagefind = new URL("pagefind/pagefind.js", rootOfSite());
  private readonly home = home();
  private titles: Promise<Known[]> | undefined;

  constructor() {
    this.index = new Index(this.pagefind);
  }

  /** Fetch what every search needs. Fails if it is not there; the next call tries again. */
  async load(): Promise<Known[]> {
    this.titles ??= this.fetchTitles().catch((error: unknown) => {
      this.titles = undefined;
      throw error;
    });
    const [titles] = await Promise.all([this.titles, this.index.load()]);
    return titles;
  }

  private async fetchTitles(): Promise<Known[]> {
    // Its name does not change with what is in it: ask whether it did.
    const answer = await fetch(new URL(`titles.${language()}.json`, this.pagefind), { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    const { topics, pages, terms } = (await answer.json()) as Titles;
    return [
      ...pages.map(([address, title, fragment, topic]) => ({
        ...this.entry(address, title, topic === undefined ? undefined : topics[topic]),
        words: wordsOf(title),
        fragment,
      })),
      ...terms.map(([id, title, other]) => ({
        ...this.entry(`glossary/#${id}`, title, other),
        words: wordsOf(`${title} ${other ?? ""}`),
      })),
    ];
  }

  private entry(address: string, title: string, beside: string | undefined): Entry {
    const [folder, id = ""] = address.split("/");
    const kinds: Record<string, Kind> = { cards: "card", topics: "topic", glossary: "term" };
    const kind = (id && kinds[folder ?? ""]) || "page";
    const { pathname, hash } = new URL(address, this.home);
    return { kind, href: pathname + hash, title, ...(beside !== undefined && { beside }), ...(kind === "card" && { card: id }) };
  }

  /** Everything that a query finds, best first. Fails if the index cannot be fetched. */
  async find(query: string): Promise<Found[]> {
    const known = await this.load();
    const words = wordsOf(query);
    if (words.length === 0) return [];
    const hits = await this.index.hits(query, (beginning) => vocabulary(known, beginning));
    const titled = known.filter((entry) => begins(words, entry.words));
    return ranked(query, titled, hits, new Map(known.map((entry) => [entry.fragment ?? "", entry])));
  }
}

function vocabulary(known: readonly Known[], beginning: string): string[] {
  const counts = new Map<string, number>();
  for (const { words, fragment } of known)
    for (const word of words) if (fragment && word.startsWith(beginning)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
}

function ranked(query: string, titled: readonly Known[], hits: readonly Hit[], pages: Map<string, Known>): Found[] {
  const places = new Map(hits.map((hit, place) => [hit.id, place]));
  const place = ({ fragment = "" }: Known): number => places.get(fragment) ?? hits.length;
  const terms = titled.filter(({ kind }) => kind === "term").slice(0, TERMS);
  const asked = wordsOf(query).join(" ");
  const meant = terms.filter(({ title, beside = "" }) => [title, beside].some((name) => wordsOf(name).join(" ") === asked));
  const order = [
    ...meant,
    ...titled.filter(({ kind }) => kind !== "term").sort((a, b) => place(a) - place(b)),
    ...terms,
    ...hits.flatMap((hit) => pages.get(hit.id) ?? []),
  ];
  return [...new Set(order)].map(({ words: _, fragment, ...entry }) => {
    const hit = hits[places.get(fragment ?? "") ?? -1];
    return { ...entry, ...(hit && { fragment: () => hit.data() }) };
  });
}

/** One is enough for a page. */
export const finder = new Finder();
