/** One proofreading engine in a race: made once, then asked for the number of findings in a text. */
export interface Peer {
  /** Loads the engine and its lists, ready for the first text. */
  readonly start: () => Promise<(text: string) => number | Promise<number>>;
}

/** Documents of an ordinary length: engines that give up on long texts get what they were made for. */
const DOCUMENT = 10_000;

/** The text in documents of whole lines. */
export function documentsOf(text: string, limit = DOCUMENT): string[] {
  const documents: string[] = [];
  let from = 0;
  while (from < text.length) {
    const line = text.lastIndexOf("\n", from + limit);
    const to = from + limit >= text.length || line <= from ? Math.min(text.length, from + limit) : line + 1;
    documents.push(text.slice(from, to));
    from = to;
  }
  return documents;
}
