/** Ids of blocks, list items and cells, kept as node state so that they survive edits, undo and copies of the state. */
import { $getState, $setState, createState, type LexicalNode } from "lexical";

/** Empty until the block-ids extension gives a new node its id. A split or copied node starts without one. */
export const blockIdState = createState("blockId", {
  parse: (value) => (typeof value === "string" ? value : ""),
  resetOnCopyNode: true,
});

const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

/** A short id, unique within any manuscript: 16 characters of 36 are more than 80 bits. */
export function newBlockId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `b${[...bytes].map((byte) => ALPHABET.charAt(byte % ALPHABET.length)).join("")}`;
}

export function $blockId(node: LexicalNode): string {
  return $getState(node, blockIdState);
}

export function $withBlockId<N extends LexicalNode>(node: N, id: string): N {
  return $setState(node, blockIdState, id);
}
