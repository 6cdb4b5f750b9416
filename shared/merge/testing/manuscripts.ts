/** Test support: small manuscripts and their merge. */
import { type Content, contentOf, runsOf } from "../../model/content";
import type { Block, ListItem, ManuscriptDocument, Run } from "../../model/manuscript";
import { emptyMetadata, type Metadata } from "../../model/metadata";
import { type Merge, mergeContent } from "../merge";
import { isUnresolved, type Place } from "../place";
import { type Choice, openPlaces, resolveMerge } from "../resolve";

export const plain = (text: string): Run[] => (text === "" ? [] : [{ text, marks: [], link: null }]);
export const paragraph = (id: string, text: string): Block => ({
  kind: "paragraph",
  id,
  align: "left",
  runs: plain(text),
});
export const item = (id: string, text: string): ListItem => ({ id, depth: 0, runs: plain(text) });
export const cell = (id: string, text: string) => ({ id, header: false, colSpan: 1, rowSpan: 1, runs: plain(text) });
export const table = (id: string, rows: readonly (readonly string[])[]): Block => ({
  kind: "table",
  id,
  rows: rows.map((texts, row) => ({ cells: texts.map((text, at) => cell(`${id}-${row}-${at}`, text)) })),
});
export const doc = (title: string, ...blocks: Block[]): ManuscriptDocument => ({ title, blocks });
export const content = (document: ManuscriptDocument, patch: Partial<Metadata> = {}): Content =>
  contentOf(document, { ...emptyMetadata, ...patch });
export const lines = (...texts: string[]): Content =>
  content(doc("通知", ...texts.map((text) => paragraph(text.slice(0, 1), text))));

export function merged(base: Content | null, mine: Content, theirs: Content, choices: Record<string, Choice> = {}) {
  const merge = mergeContent({ base, mine, theirs });
  const map = new Map(Object.entries(choices));
  const { document, metadata } = resolveMerge(merge, map, mine.metadata);
  return { merge, document, metadata, open: openPlaces(merge, map), texts: document.blocks.map(textOf) };
}
export const textOf = (block: Block): string =>
  runsOf(block)
    .map((run) => run.text)
    .join("|");
export const unresolved = (merge: Merge): readonly Place[] => merge.places.filter(isUnresolved);
