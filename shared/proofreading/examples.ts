/** Texts with `⟦…⟧` around what must be found: the examples of rules and the self-tests of packs. */
import type { BlockRole, TextBlock } from "./rule";

export interface Place {
  readonly block: string;
  readonly start: number;
  readonly end: number;
}

export interface MarkedText {
  readonly blocks: readonly TextBlock[];
  readonly expected: readonly Place[];
}

/** Lines become blocks `b1`, `b2` … (or all `id`); the marks are taken out and remembered. */
export function readMarked(marked: string, as: { readonly role?: BlockRole; readonly id?: string } = {}): MarkedText {
  const expected: Place[] = [];
  const blocks = marked.split("\n").map((line, index) => {
    const id = as.id ?? `b${index + 1}`;
    let text = "";
    let start = -1;
    for (const char of line) {
      if (char === "⟦") start = text.length;
      else if (char === "⟧") expected.push({ block: id, start, end: text.length });
      else text += char;
    }
    return { id, role: as.role ?? ("body" as const), text };
  });
  return { blocks, expected };
}

/** `b1 2-4`: places as text, sorted, so that two lists compare. */
export function placesOf(items: readonly Place[]): string[] {
  return items.map(({ block, start, end }) => `${block} ${start}-${end}`).sort();
}
