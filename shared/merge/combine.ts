/** Two changes of one paragraph in one, where they do not touch each other: by the character, looks included. */
import { diff3Merge } from "node-diff3";
import type { Block, Image, Run } from "../model/manuscript";
import { diffText } from "../model/text-diff";
import { exactly, type Three, verdictOf } from "./three";

/** Beyond this a paragraph is compared as a whole: the comparison grows with the square of its length. */
const MOST_CHARACTERS = 4_000;

type Full<T> = { readonly [K in keyof Three<T>]: T };

/** @returns null when a side lacks it, or both changed the same stretch. */
export function combineRuns({ base, mine, theirs }: Full<readonly Run[]>): readonly Run[] | null {
  const [from, left, right] = [tokens(base), tokens(mine), tokens(theirs)];
  if (Math.max(from.length, left.length, right.length) > MOST_CHARACTERS) return null;
  const regions = diff3Merge(left, from, right, { excludeFalseConflicts: true });
  if (regions.some((region) => region.conflict !== undefined)) return null;
  return runsOfTokens(regions.flatMap((region) => region.ok ?? []));
}

/** A character and its look as one text, so that a change of either is a change. */
const tokens = (runs: readonly Run[]): string[] =>
  runs.flatMap(({ text, marks, link }) => [...text].map((char) => JSON.stringify({ text: char, marks, link })));

function runsOfTokens(list: readonly string[]): Run[] {
  const runs: Run[] = [];
  for (const token of list) {
    const next: Run = JSON.parse(token);
    const last = runs.at(-1);
    if (last !== undefined && sameLook(last, next)) runs[runs.length - 1] = { ...last, text: last.text + next.text };
    else runs.push(next);
  }
  return runs;
}

const sameLook = (a: Run, b: Run): boolean => a.link === b.link && exactly(a.marks, b.marks);

export function combineTitle(three: Three<string>): string | null {
  const asRuns = (text: string): readonly Run[] => [{ text, marks: [], link: null }];
  const full = fullOf(three);
  if (full === null) return null;
  const runs = combineRuns({ base: asRuns(full.base), mine: asRuns(full.mine), theirs: asRuns(full.theirs) });
  return runs === null ? null : runs.map((run) => run.text).join("");
}

/** The look as a whole, the text by the character: a heading stays one when the other side only changed its words. */
export function combineText<T extends { readonly runs: readonly Run[] }>(three: Three<T>): T | null {
  const full = fullOf(three);
  if (full === null) return null;
  const verdict = verdictOf(
    { base: shellOf(full.base), mine: shellOf(full.mine), theirs: shellOf(full.theirs) },
    exactly,
  );
  if (verdict === "conflict") return null;
  const runs = combineRuns({ base: full.base.runs, mine: full.mine.runs, theirs: full.theirs.runs });
  return runs === null ? null : { ...(verdict === "theirs" ? full.theirs : full.mine), runs: [...runs] };
}

function shellOf(part: object): unknown {
  return Object.fromEntries(Object.entries(part).filter(([name]) => name !== "runs" && name !== "id"));
}

/** File, replacement text and caption by the field. */
export function combineImage(three: Three<Image>): Image | null {
  const full = fullOf(three);
  if (full === null) return null;
  const fields = imageFields.map((name) => {
    const field = { base: full.base[name], mine: full.mine[name], theirs: full.theirs[name] };
    return { name, verdict: verdictOf<unknown>(field, exactly) };
  });
  if (fields.some(({ verdict }) => verdict === "conflict")) return null;
  const taken = fields.filter(({ verdict }) => verdict === "theirs").map(({ name }) => [name, full.theirs[name]]);
  return { ...full.mine, ...Object.fromEntries(taken) };
}

const imageFields = ["file", "alt", "decorative", "caption"] as const;

export function combineBlock({ base, mine, theirs }: Three<Block>): Block | null {
  if (isText(base) && isText(mine) && isText(theirs)) return combineText<TextBlock>({ base, mine, theirs });
  if (base?.kind === "image" && mine?.kind === "image" && theirs?.kind === "image")
    return combineImage({ base, mine, theirs });
  return null;
}

type TextBlock = Extract<Block, { kind: "heading" | "paragraph" }>;
const isText = (block: Block | null): block is TextBlock => block?.kind === "heading" || block?.kind === "paragraph";

export function fullOf<T>({ base, mine, theirs }: Three<T>): Full<T> | null {
  return base === null || mine === null || theirs === null ? null : { base, mine, theirs };
}

/** The runs with their text replaced: what stays keeps its look, what is new takes that of the character before it. */
export function retext(runs: readonly Run[], text: string): readonly Run[] {
  const old = tokens(runs);
  const result: string[] = [];
  let at = 0;
  for (const piece of diffText(runs.map((run) => run.text).join(""), text)) {
    const characters = [...piece.text];
    if (piece.kind === "same") result.push(...old.slice(at, at + characters.length));
    if (piece.kind === "added") {
      const look: Run = JSON.parse(result.at(-1) ?? old[at] ?? PLAIN);
      // A link ends where its words end.
      result.push(...characters.map((char) => JSON.stringify({ text: char, marks: look.marks, link: null })));
    }
    if (piece.kind !== "added") at += characters.length;
  }
  return runsOfTokens(result);
}

const PLAIN = JSON.stringify({ text: "", marks: [], link: null });
