// Where in a page the words of a query stand: an excerpt of the answer, and the sections that hold the most of them.
import type { Fragment } from "./pagefind";
import { folded } from "./words";

export interface Part {
  text: string;
  marked: boolean;
}

export interface Passage {
  /** `why`, `pitfall`, …, or the heading itself where a page has headings in its text. */
  section: string;
  /** The part of an address after `#`. */
  anchor: string;
  excerpt: Part[];
}

interface Section {
  section: string;
  anchor: string;
  from: number;
  to: number;
  hits: number[];
}

const LENGTH = 18;
const BEFORE = 4;
const PARTS = 2;
const NAMED = /^(answer|why|snippet|drill|examples|pitfall|follow-up)(?:-|$)/;

/** An excerpt of the answer, and of the sections that hold the most of the words. */
export function passages(fragment: Fragment): { lead: Part[]; sections: Passage[] } {
  const words = fragment.content.split(/\s+/);
  const all = sectionsOf(fragment, words.length);
  const marks = new Set(fragment.locations);
  const kinds = ({ hits }: Section): number => new Set(hits.map((hit) => folded(words[hit] ?? ""))).size;
  const lead = all.find(({ section, hits }) => section === "answer" && hits.length > 0);
  const whole = all.length === 1 ? all[0] : undefined;
  const sections = all
    .filter(({ section, hits }) => section !== "" && section !== "answer" && hits.length > 0)
    .sort((a, b) => kinds(b) - kinds(a) || b.hits.length / (b.to - b.from) - a.hits.length / (a.to - a.from))
    .slice(0, PARTS)
    .map((section) => ({ ...section, excerpt: excerpt(words, section, marks) }));
  return { lead: excerpt(words, lead ?? whole, marks), sections };
}

/** A page from the start to its first section, and each section to the next. */
function sectionsOf({ anchors, locations }: Fragment, end: number): Section[] {
  const starts = anchors
    .map(({ element, id, text, location }) => {
      const name = NAMED.exec(id)?.[1] ?? (/^h[2-6]$/i.test(element) ? text : "");
      return { section: name, anchor: id.replace(/-text$/, ""), from: location };
    })
    .filter(({ section }) => section !== "")
    .sort((a, b) => a.from - b.from);
  return [{ section: "", anchor: "", from: 0 }, ...starts].map((start, n) => {
    const to = starts[n]?.from ?? end;
    return { ...start, to, hits: locations.filter((place) => place >= start.from && place < to).sort((a, b) => a - b) };
  });
}

/** Where most of the words stand close together. */
function excerpt(words: readonly string[], section: Section | undefined, marks: ReadonlySet<number>): Part[] {
  const near = (hit: number): number => section?.hits.filter((h) => h >= hit && h < hit + LENGTH - BEFORE).length ?? 0;
  const [first] = [...(section?.hits ?? [])].sort((a, b) => near(b) - near(a) || a - b);
  if (!section || first === undefined) return [];
  const from = Math.max(section.from, Math.min(first - BEFORE, section.to - LENGTH));
  const to = Math.min(section.to, from + LENGTH);
  const parts: Part[] = from > section.from ? [{ text: "… ", marked: false }] : [];
  for (let n = from; n < to; n += 1) {
    parts.push({ text: words[n] ?? "", marked: marks.has(n) }, { text: n + 1 < to ? " " : "", marked: false });
  }
  return to < section.to ? [...parts, { text: " …", marked: false }] : parts;
}
