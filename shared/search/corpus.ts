/**
 * The texts in memory (D7). They are scanned, not indexed: ten thousand items of a thousand characters are searched in
 * a few tens of milliseconds, and nothing has to be built before the first answer (docs/adr/0017).
 */
import { keyOf, type SearchDocument } from "./document";
import { fold } from "./fold";
import { findInitials } from "./initials";
import { passageIn } from "./passage";
import type { Answer, Hit, Question } from "./question";
import { rangesIn, type Word, wordsOf } from "./words";

/** A text and its folded form, which is made when it is first asked for. */
class Field {
  readonly text: string;
  /** The same string as `text` where folding changes nothing. */
  #folded: string | null = null;

  constructor(text: string) {
    this.text = text;
  }

  get folded(): string {
    this.#folded ??= fold(this.text);
    return this.#folded;
  }
}

interface Kept {
  readonly document: SearchDocument;
  readonly title: Field;
  readonly facts: Field;
  readonly body: Field;
  readonly writer: string;
}

/** Initials of two letters fit nearly every text: they are looked for in titles only. */
const LONG_ENOUGH = 3;

export class Corpus {
  readonly #kept = new Map<string, Kept>();
  /** Not folded yet. */
  #raw: Kept[] = [];

  readonly put = (documents: readonly SearchDocument[]): void => {
    for (const document of documents) {
      const { title, facts, body, writer } = document;
      const kept = {
        document,
        title: new Field(title),
        facts: new Field(facts),
        body: new Field(body),
        writer: fold(writer),
      };
      this.#kept.set(keyOf(document), kept);
      this.#raw.push(kept);
    }
  };

  /** Folds some of what came lately, ahead of the first question; false when nothing is left to do. */
  readonly prepare = (count: number): boolean => {
    for (const { title, facts, body } of this.#raw.splice(-count))
      for (const field of [title, facts, body]) void field.folded;
    return this.#raw.length > 0;
  };

  readonly remove = (keys: readonly string[]): void => {
    for (const key of keys) this.#kept.delete(key);
  };

  /** Every word must occur, each wherever it likes. Best first; of equals, the one changed last. */
  readonly ask = (question: Question, limit: number): Answer => {
    const words = wordsOf(question.text);
    const found: { readonly kept: Kept; readonly score: number }[] = [];
    for (const kept of this.#kept.values()) {
      if (!passes(kept, question)) continue;
      const score = scoreOf(kept, words);
      if (score > 0) found.push({ kept, score });
    }
    found.sort((a, b) => b.score - a.score || (a.kept.document.updatedAt < b.kept.document.updatedAt ? 1 : -1));
    return { hits: found.slice(0, limit).map(({ kept }) => hitOf(kept, words)), total: found.length };
  };
}

function passes({ document, writer }: Kept, question: Question): boolean {
  const day = localDay(document.updatedAt);
  return (
    (question.columnId === "" || document.columnId === question.columnId) &&
    (question.writer === "" || writer.includes(fold(question.writer.trim()))) &&
    (question.from === "" || day >= question.from) &&
    (question.to === "" || day <= question.to)
  );
}

/** The day on the person's own calendar. */
function localDay(at: string): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function scoreOf(kept: Kept, words: readonly Word[]): number {
  let sum = 1;
  for (const word of words) {
    const score = wordScore(kept, word);
    if (score === 0) return 0;
    sum += score;
  }
  return sum;
}

/** The title counts most, then the metadata, then the text; a word itself more than its initials. */
function wordScore({ title, facts, body }: Kept, { text, initials }: Word): number {
  const inTitle = title.folded.indexOf(text);
  if (inTitle >= 0) return title.folded === text ? 1_000 : inTitle === 0 ? 400 : 300;
  if (facts.folded.includes(text)) return 120;
  const inBody = occurrences(body.folded, text);
  if (inBody > 0) return 40 + inBody;
  if (initials === null) return 0;
  if (findInitials(title.folded, initials) >= 0) return 200;
  if (initials.length < LONG_ENOUGH) return 0;
  if (findInitials(facts.folded, initials) >= 0) return 80;
  return findInitials(body.folded, initials) >= 0 ? 20 : 0;
}

const COUNTED = 30;

function occurrences(text: string, word: string): number {
  let count = 0;
  for (let at = text.indexOf(word); at >= 0 && count < COUNTED; at = text.indexOf(word, at + word.length)) count += 1;
  return count;
}

function hitOf({ document, title, facts, body }: Kept, words: readonly Word[]): Hit {
  const { kind, itemId, columnId, writer, updatedAt } = document;
  const ranges = rangesIn(title.folded, words);
  const passage = passageIn(body, words, LONG_ENOUGH) ?? passageIn(facts, words, LONG_ENOUGH);
  return { kind, itemId, title: { text: title.text, ranges }, passage, columnId, writer, updatedAt };
}
