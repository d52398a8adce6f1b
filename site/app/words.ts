// Words as they are compared: lower case, without accents.

export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

export function wordsOf(text: string): string[] {
  return folded(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** Whether each word is the beginning of one of the words of something. */
export function begins(words: readonly string[], of: readonly string[]): boolean {
  return words.every((word) => of.some((whole) => whole.startsWith(word)));
}
