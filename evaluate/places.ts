/** Places in a draft where an error can be put. */
import type { BlockRole, TextBlock } from "../shared/proofreading/rule";
import type { Draft } from "./draft";
import type { Change, Mutation, Mutator } from "./plant";
import type { Random } from "./random";

export interface Place {
  readonly block: string;
  readonly at: number;
  readonly text: string;
  readonly groups: readonly string[];
  readonly before: string;
  readonly after: string;
}

const prose: readonly BlockRole[] = ["title", "heading", "body", "list", "cell"];
const running: readonly BlockRole[] = ["body", "list"];

/** Every match of a pattern with flag `g` in the draft's text. */
export function placesOf(draft: Draft, pattern: RegExp, roles: readonly BlockRole[] = prose): Place[] {
  return draft.blocks
    .filter(({ role }) => roles.includes(role))
    .flatMap(({ id, text }) =>
      [...text.matchAll(pattern)].map((found) => ({
        block: id,
        at: found.index,
        text: found[0],
        groups: found.slice(1).map((group) => group ?? ""),
        before: text.slice(0, found.index),
        after: text.slice(found.index + found[0].length),
      })),
    );
}

export const changeAt = ({ block, at, text }: Place, insert: string, more: Partial<Change> = {}): Change => ({
  block,
  at,
  remove: text.length,
  insert,
  ...more,
});

/** Another text in the place of one match; `null` from `rewrite` turns the place down. */
export function rewriteOne(
  draft: Draft,
  random: Random,
  {
    pattern,
    rewrite,
    roles,
  }: { pattern: RegExp; rewrite: (place: Place) => string | null; roles?: readonly BlockRole[] },
): Mutation | null {
  for (const place of random.shuffle(placesOf(draft, pattern, roles)).slice(0, 20)) {
    const insert = rewrite(place);
    if (insert !== null && insert !== place.text) return { changes: [changeAt(place, insert)] };
  }
  return null;
}

/** A sentence with an error in it: `wrong` stands between the parts, `right` would be correct there. */
export interface Sentence {
  readonly lead: string;
  readonly wrong: string;
  readonly right?: string;
  readonly tail: string;
}

/** Ends of sentences in running text, after the full stop. */
export const sentenceEnds = (draft: Draft): Place[] =>
  placesOf(draft, /(?<=[\p{Script=Han}）”])。(?!.{0,3}[”’）])/gu, running);

/** Puts a whole sentence after one of the draft's. */
export function addSentence(draft: Draft, random: Random, { lead, wrong, right, tail }: Sentence): Mutation | null {
  const place = random.maybe(sentenceEnds(draft));
  if (place === null) return null;
  const change: Change = {
    block: place.block,
    at: place.at + 1,
    remove: 0,
    insert: lead + wrong + tail,
    mark: [lead.length, lead.length + wrong.length],
    ...(right === undefined ? {} : { right: lead + right + tail }),
  };
  return { changes: [change] };
}

/** `⟦…⟧` around the error, `⟦wrong→right⟧` where there is one right form; of several, all from first to last is meant. */
export function sentenceOf(marked: string): Sentence {
  const lead = marked.slice(0, marked.indexOf("⟦"));
  const inner = marked.slice(marked.indexOf("⟦") + 1, marked.lastIndexOf("⟧"));
  const tail = marked.slice(marked.lastIndexOf("⟧") + 1);
  const [wrong = "", right = ""] = inner.replace(/[⟦⟧]/g, "").split("→");
  return { lead, wrong, ...(right === "" ? {} : { right }), tail };
}

/** Paragraphs long enough to be changed without becoming odd. */
export const paragraphs = (draft: Draft): TextBlock[] =>
  draft.blocks.filter(({ role, text }) => role === "body" && text.length >= 24);

/** A mutator that puts in one of the marked sentences that `make` gives. */
export function sentences(about: Omit<Mutator, "mutate">, make: (random: Random, draft: Draft) => string): Mutator {
  return { ...about, mutate: (draft, random) => addSentence(draft, random, sentenceOf(make(random, draft))) };
}

/** A mutator that rewrites one match. */
export function rewriting(
  about: Omit<Mutator, "mutate">,
  pattern: RegExp,
  rewrite: (place: Place, random: Random) => string | null,
): Mutator {
  return {
    ...about,
    mutate: (draft, random) => rewriteOne(draft, random, { pattern, rewrite: (place) => rewrite(place, random) }),
  };
}
