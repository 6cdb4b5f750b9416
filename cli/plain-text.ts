/** Plain text to blocks; what every reader of a file answers. */
import { contentOf } from "../shared/model/content";
import { emptyMetadata } from "../shared/model/metadata";
import { documentFromText } from "../shared/model/plain-text";
import { textBlocks } from "../shared/proofreading/blocks";
import type { TextBlock } from "../shared/proofreading/rule";

export interface Extract {
  /** What offsets count in: the decoded file for plain text, the extracted text for documents. */
  readonly text: string;
  readonly blocks: readonly TextBlock[];
  /** Where the character at a position in a block stands in `text`. */
  readonly locate: (block: string, position: number) => number;
  /** What of it could not be read, in a Chinese sentence; empty when all was. */
  readonly unread: string;
}

/** Plain text keeps its offsets: a block is a slice of the file. */
export function fromText(text: string): Extract {
  return readAs(text, text);
}

/** `plain` is what is read of `text`, position by position. */
export function readAs(text: string, plain: string): Extract {
  const { document, locate } = documentFromText(plain);
  const blocks = textBlocks(contentOf(document, emptyMetadata));
  return { text, blocks, locate: (block, position) => locate(block, position) ?? 0, unread: "" };
}
