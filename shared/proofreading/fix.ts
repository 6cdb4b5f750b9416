/** Applies one suggestion to a document. Only changed characters are touched, so that marks and links around them stay. */
import type { Block, ManuscriptDocument, Run } from "../model/manuscript";
import type { Metadata } from "../model/metadata";
import type { Finding } from "./finding";

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type Place = Pick<Finding, "block" | "start" | "end" | "text">;

/** The document with the suggestion applied; the same document when the finding no longer fits its text. */
export function applySuggestion(document: ManuscriptDocument, finding: Place, replacement: string): ManuscriptDocument {
  const edits = editsOf(finding, replacement);
  if (finding.block === "title") {
    return fits(document.title, finding, edits) ? { ...document, title: editText(document.title, edits) } : document;
  }
  let changed = false;
  const blocks = document.blocks.map((block) => {
    const next = changed ? block : editBlock(block, finding, edits);
    if (next !== block) changed = true;
    return next;
  });
  return changed ? { ...document, blocks } : document;
}

/** Every finding whose first suggestion is safe, from the end backwards. Overlapping ones wait for the next pass. */
export function applySafe(document: ManuscriptDocument, findings: readonly Finding[]): ManuscriptDocument {
  const safe = findings.filter((item) => item.fix === "safe" && item.suggestions.length > 0);
  const chosen: Finding[] = [];
  for (const item of [...safe].sort((a, b) => a.end - a.start - (b.end - b.start))) {
    const overlaps = chosen.some(
      (other) => other.block === item.block && other.start < item.end && item.start < other.end,
    );
    if (!overlaps) chosen.push(item);
  }
  return chosen
    .sort((a, b) => b.start - a.start)
    .reduce((sum, item) => applySuggestion(sum, item, item.suggestions[0] ?? item.text), document);
}

/** The same for a finding in a metadata field; the same metadata when the finding does not fit. */
export function applyToMetadata(metadata: Metadata, finding: Place, replacement: string): Metadata {
  const edits = editsOf(finding, replacement);
  if (finding.block === "meta.source" || finding.block === "meta.source.url") {
    const field = finding.block === "meta.source" ? "name" : "url";
    const source = metadata.source;
    if (source === null || !fits(source[field], finding, edits)) return metadata;
    return { ...metadata, source: { ...source, [field]: editText(source[field], edits) } };
  }
  const field = Object.keys(metadata).find((name) => `meta.${name}` === finding.block);
  const value = Object.entries(metadata).find(([name]) => name === field)?.[1];
  if (field === undefined || typeof value !== "string" || !fits(value, finding, edits)) return metadata;
  return { ...metadata, [field]: editText(value, edits) };
}

/** What is only added at the end leaves the place as it was: there the addition itself tells that it was made before. */
function fits(text: string, { start, end, text: found }: Place, edits: readonly Edit[]): boolean {
  const isWritten = edits.some((edit) => edit.start === end && edit.text !== "" && text.startsWith(edit.text, end));
  return text.slice(start, end) === found && !isWritten;
}

/** Equal lengths: the differing units one by one. Mere losses: each of them. Otherwise the middle between common ends. */
export function editsOf(finding: Place, replacement: string): Edit[] {
  const { text, start } = finding;
  if (text.length === replacement.length) {
    const edits: Edit[] = [];
    for (let i = 0; i < text.length; i += 1) {
      if (text[i] !== replacement[i]) edits.push({ start: start + i, end: start + i + 1, text: replacement[i] ?? "" });
    }
    return edits;
  }
  const losses = lossesOf(finding, replacement);
  if (losses !== null) return losses;
  const shorter = Math.min(text.length, replacement.length);
  let head = 0;
  while (head < shorter && text[head] === replacement[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && text.at(-1 - tail) === replacement.at(-1 - tail)) tail += 1;
  return [
    { start: start + head, end: start + text.length - tail, text: replacement.slice(head, replacement.length - tail) },
  ];
}

/** What was taken out, when nothing else changed: commas between titles, so that the titles stay untouched. */
function lossesOf({ text, start }: Place, replacement: string): Edit[] | null {
  if (replacement === "" || replacement.length > text.length) return null;
  const losses: Edit[] = [];
  let kept = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === replacement[kept]) {
      kept += 1;
      continue;
    }
    const last = losses.at(-1);
    if (last !== undefined && last.end === start + i) losses[losses.length - 1] = { ...last, end: start + i + 1 };
    else losses.push({ start: start + i, end: start + i + 1, text: "" });
  }
  return kept === replacement.length ? losses : null;
}

function editText(text: string, edits: readonly Edit[]): string {
  return [...edits].reverse().reduce((sum, edit) => sum.slice(0, edit.start) + edit.text + sum.slice(edit.end), text);
}

function editBlock(block: Block, finding: Place, edits: readonly Edit[]): Block {
  switch (block.kind) {
    case "heading":
    case "paragraph":
      return block.id === finding.block ? withRuns(block, finding, edits) : block;
    case "list": {
      if (!block.items.some((item) => item.id === finding.block)) return block;
      return {
        ...block,
        items: block.items.map((item) => (item.id === finding.block ? withRuns(item, finding, edits) : item)),
      };
    }
    case "table": {
      if (!block.rows.some((row) => row.cells.some((cell) => cell.id === finding.block))) return block;
      const rows = block.rows.map((row) => ({
        cells: row.cells.map((cell) => (cell.id === finding.block ? withRuns(cell, finding, edits) : cell)),
      }));
      return { ...block, rows };
    }
    case "image": {
      const field = finding.block === `${block.id}.alt` ? "alt" : "caption";
      if (finding.block !== `${block.id}.${field}` || !fits(block[field], finding, edits)) return block;
      return { ...block, [field]: editText(block[field], edits) };
    }
    case "attachment": {
      if (finding.block !== `${block.id}.name` || !fits(block.file.name, finding, edits)) return block;
      return { ...block, file: { ...block.file, name: editText(block.file.name, edits) } };
    }
  }
}

function withRuns<T extends { readonly runs: readonly Run[] }>(holder: T, finding: Place, edits: readonly Edit[]): T {
  const text = holder.runs.map((run) => run.text).join("");
  if (!fits(text, finding, edits)) return holder;
  return { ...holder, runs: [...edits].reverse().reduce<readonly Run[]>(editRuns, holder.runs) };
}

/** What is inserted looks like the first character it replaces, or like the text before it. */
function editRuns(runs: readonly Run[], edit: Edit): readonly Run[] {
  const result: Run[] = [];
  let at = 0;
  let written = false;
  for (const [index, run] of runs.entries()) {
    const from = Math.min(Math.max(edit.start - at, 0), run.text.length);
    const to = Math.min(Math.max(edit.end - at, 0), run.text.length);
    const holds = edit.start < at + run.text.length || index === runs.length - 1;
    const text = !written && holds ? edit.text : "";
    if (holds) written = true;
    const next = run.text.slice(0, from) + text + run.text.slice(to);
    if (next !== "" || run.text === "") result.push({ ...run, text: next });
    at += run.text.length;
  }
  return result;
}
