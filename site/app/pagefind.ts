// The door to Pagefind. It answers every query with something: a word that it does not know counts as the longest known
// beginning of it, so that "attentionxyz" finds what "attention" finds. Here a hit counts only for words that are there.
import { folded, wordsOf } from "./words";

export interface Fragment {
  content: string;
  anchors: { element: string; id: string; text: string; location: number }[];
  locations: number[];
}

export interface Hit {
  id: string;
  score: number;
  data(): Promise<Fragment>;
}

interface Engine {
  options(options: { noWorker: boolean }): Promise<void>;
  search(query: string): Promise<{ results: Hit[] }>;
}

/** Words with a given beginning that are known to stand somewhere. */
export type Guess = (beginning: string) => string[];

const GUESSES = 4;
const LOOKED_INTO = 6;
/** Letters that half a word may lose before something with its stem is found: "clasificac" is no stem, "clasif" is. */
const SHORTENED = [0, 2, 4, 6];
const SHORTEST_GUESSED = 3;

export class Index {
  private engine: Promise<Engine> | undefined;
  private readonly known = new Map<string, boolean>();

  constructor(private readonly address: URL) {}

  /** Fails if the index cannot be fetched; the next call tries again. */
  load(): Promise<Engine> {
    this.engine ??= this.start().catch((error: unknown) => {
      this.engine = undefined;
      throw error;
    });
    return this.engine;
  }

  private async start(): Promise<Engine> {
    const engine = (await import(/* the address is the site's own */ this.address.href)) as Engine;
    await engine.options({ noWorker: true }); // a search takes a millisecond, the worker another 12 kB
    return engine;
  }

  /** Pages that hold every word of a query in some form; the last letters of a word may be missing. Best first. */
  async hits(query: string, guess: Guess): Promise<Hit[]> {
    const engine = await this.load();
    const tokens = folded(query).split(/\s+/).filter(Boolean);
    const readings = (await Promise.all(tokens.map((token) => this.readings(engine, token, guess)))).flat();
    if (readings.length === 0 || readings.some((ways) => ways.length === 0)) return [];
    const most = Math.max(...readings.map((ways) => ways.length));
    const queries = Array.from({ length: most }, (_, n) => readings.map((ways) => ways[n] ?? ways[0]).join(" "));
    const answers = await Promise.all(queries.map((each) => engine.search(each)));
    return best(answers.flatMap((answer) => answer.results));
  }

  /** For each word in a token, what it can be taken for: itself if it is known, else what it is the beginning of. */
  private async readings(engine: Engine, token: string, guess: Guess): Promise<string[][]> {
    const words = wordsOf(token);
    // "KV-cache" and "F.softmax" are several words, "2.5" and "don't" are one.
    const several = words.length > 1 && words.every((word) => /\p{L}/u.test(word)) && !/['’]/.test(token);
    if (!several && (await this.knows(engine, token))) return [[token]];
    return Promise.all(
      words.map(async (word) => ((await this.knows(engine, word)) ? [word] : this.completed(engine, word, guess))),
    );
  }

  /** A query in quotation marks finds the word itself, in any inflection, and nothing instead of it. */
  private async knows(engine: Engine, word: string): Promise<boolean> {
    const bare = word.replaceAll('"', "");
    if (!bare) return false;
    const remembered = this.known.get(bare);
    if (remembered !== undefined) return remembered;
    const known = (await engine.search(`"${bare}"`)).results.length > 0;
    this.known.set(bare, known);
    return known;
  }

  /** The words that a beginning may be meant for: those of the titles, else those that the nearest pages hold. */
  private async completed(engine: Engine, beginning: string, guess: Guess): Promise<string[]> {
    const guessed = guess(beginning);
    if (guessed.length > 0 || beginning.length < SHORTEST_GUESSED) return guessed.slice(0, GUESSES);
    for (const letters of SHORTENED.map((lost) => beginning.slice(0, -lost || undefined))) {
      if (letters.length < SHORTEST_GUESSED) break;
      const words = (await this.found(engine, letters)).filter((word) => word.startsWith(beginning));
      if (words.length > 0) return [...new Set(words)].slice(0, GUESSES);
    }
    return [];
  }

  /** The words for which the best pages were found. */
  private async found(engine: Engine, query: string): Promise<string[]> {
    const { results } = await engine.search(query);
    const fragments = await Promise.all(results.slice(0, LOOKED_INTO).map((hit) => hit.data()));
    return fragments.flatMap(({ content, locations }) => {
      const words = content.split(/\s+/);
      return locations.flatMap((location) => wordsOf(words[location] ?? ""));
    });
  }
}

/** Each page once, with its best score. */
function best(hits: readonly Hit[]): Hit[] {
  const byPage = new Map<string, Hit>();
  for (const hit of hits) if (hit.score > (byPage.get(hit.id)?.score ?? -1)) byPage.set(hit.id, hit);
  return [...byPage.values()].sort((a, b) => b.score - a.score);
}
