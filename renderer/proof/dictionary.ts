/**
 * 词典 (R19): words a person has accepted or rejected, for himself or as a proposal for the unit. Kept sealed with the
 * person's other records; what is exported is this very form, which an administrator turns into a pack.
 */
import { z } from "zod";
import { instant } from "../../shared/schema";

const LONGEST = 60;
const MOST = 5_000;

export const dictionaryWord = z.strictObject({
  /** `unit`: holds here at once and is proposed to the administrator for everybody. */
  scope: z.enum(["person", "unit"]),
  /** `accept`: findings inside the word are excused. `reject`: the word itself is a finding. */
  kind: z.enum(["accept", "reject"]),
  word: z.string().min(2).max(LONGEST),
  /** What to write instead of a rejected word; empty when it is to be rewritten. */
  right: z.string().max(LONGEST),
  why: z.string().max(200),
  by: z.string().max(60),
  at: instant,
});
export type DictionaryWord = z.infer<typeof dictionaryWord>;

export const dictionaryFile = z.strictObject({
  format: z.literal("caibian-dictionary/1"),
  words: z.array(dictionaryWord).max(MOST),
});
export type DictionaryFile = z.infer<typeof dictionaryFile>;

export const scopeNames = { person: "个人词典", unit: "单位词典" } as const;
export const kindNames = { accept: "认可", reject: "误写" } as const;

export const wordKey = ({ scope, kind, word }: Pick<DictionaryWord, "scope" | "kind" | "word">): string =>
  `${scope} ${kind} ${word}`;

/** A newer word takes the place of the same word; accepting what was rejected takes the rejection back. */
export function withWord(words: readonly DictionaryWord[], added: DictionaryWord): readonly DictionaryWord[] {
  const others = words.filter(({ scope, word }) => scope !== added.scope || word !== added.word);
  return [...others, added].slice(-MOST);
}

export const withoutWord = (words: readonly DictionaryWord[], gone: DictionaryWord): readonly DictionaryWord[] =>
  words.filter((word) => wordKey(word) !== wordKey(gone));

export const fileOf = (words: readonly DictionaryWord[]): DictionaryFile => ({
  format: "caibian-dictionary/1",
  words: [...words],
});

/** What the unit's administrator is asked to take over. */
export const proposalOf = (words: readonly DictionaryWord[]): DictionaryFile =>
  fileOf(words.filter(({ scope }) => scope === "unit"));

/** `null` for a file that is no dictionary. */
export function readDictionary(text: string): DictionaryFile | null {
  try {
    return dictionaryFile.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Why a word cannot be taken, in Chinese; empty when it can. */
export function wordFault({ kind, word, right }: Pick<DictionaryWord, "kind" | "word" | "right">): string {
  if (word.length < 2) return "至少两个字，单个字容易误报。";
  if (word.length > LONGEST || right.length > LONGEST) return `最多 ${LONGEST} 个字，请只选有错的词语。`;
  return kind === "reject" && word === right ? "改为的写法与原文相同。" : "";
}
