/** What the clipboard holds → blocks ready to insert: limits first, then clean-up, then the pictures' bytes. */
import { fromBase64 } from "../../../shared/bytes";
import { AppError } from "../../../shared/failure";
import type { Block, ManuscriptDocument } from "../../../shared/model/manuscript";
import { editorText } from "../../text/writing";
import { newBlockId } from "../block-id";
import { type StoreFile, storedFile } from "../stored-file";
import { blockLength, cleanHtml, cleanPlain, lengthOf, type Pasted } from "./clean";
import type { Dropped } from "./drops";
import type { HtmlNode } from "./html-node";

export interface PasteSource {
  readonly plain: string;
  readonly html: string;
}

/** One paste: three times the longest document the editor is measured with (E21). */
export const MAX_PASTE_CHARACTERS = 300_000;
/** Html without the pictures inside it; Word writes some thirty characters of mark-up for each of text. */
export const MAX_PASTE_HTML = 12_000_000;
export const MAX_PASTE_BLOCKS = 5_000;
/** Half of what one run may hold. */
const MAX_BLOCK_CHARACTERS = 100_000;

/** @throws AppError E_TOO_LARGE above the limits. */
export function readPaste(source: PasteSource, parseHtml: (html: string) => HtmlNode | null): Pasted {
  refuseAbove(source.plain.length);
  const markup = source.html.length - picturesIn(source.html);
  if (markup > MAX_PASTE_HTML) throw tooLarge(markup);
  const root = source.html === "" ? null : parseHtml(source.html);
  const pasted = root === null ? cleanPlain(source.plain) : cleanHtml(root);
  refuseAbove(lengthOf(pasted));
  if (
    pasted.blocks.length > MAX_PASTE_BLOCKS ||
    pasted.blocks.some((block) => blockLength(block) > MAX_BLOCK_CHARACTERS)
  )
    throw tooLarge(lengthOf(pasted));
  return pasted;
}

function refuseAbove(length: number): void {
  if (length > MAX_PASTE_CHARACTERS) throw tooLarge(length);
}

const tooLarge = (length: number): AppError =>
  new AppError("E_TOO_LARGE", editorText.pasteTooLarge(length, MAX_PASTE_CHARACTERS));

/** Length of all data: URLs in the html. */
function picturesIn(html: string): number {
  let sum = 0;
  for (let at = html.indexOf("data:image/"); at >= 0; at = html.indexOf("data:image/", at + 1)) {
    const ends = ['"', "'", ")"].map((mark) => html.indexOf(mark, at)).filter((end) => end >= 0);
    const end = ends.length === 0 ? html.length : Math.min(...ends);
    sum += end - at;
    at = end;
  }
  return sum;
}

export interface ReadyPaste {
  readonly blocks: readonly Block[];
  readonly dropped: readonly Dropped[];
  readonly images: number;
}

/** Stores the pictures and puts their references in place. A picture that cannot be kept joins the dropped ones. */
export async function blocksOf(pasted: Pasted, storeFile: StoreFile): Promise<ReadyPaste> {
  const blocks: Block[] = [];
  let lost = 0;
  let images = 0;
  for (const block of pasted.blocks) {
    if (block.kind !== "pending-image") {
      blocks.push(block);
      continue;
    }
    const stored = await storedPicture(block.source, storeFile);
    if (stored === null) lost += 1;
    else {
      images += 1;
      blocks.push({ kind: "image", id: newBlockId(), file: stored, alt: block.alt, decorative: false, caption: "" });
    }
  }
  const bad: Dropped[] = lost === 0 ? [] : [{ kind: "bad-image", count: lost, after: "" }];
  return { blocks, dropped: [...pasted.dropped, ...bad], images };
}

type Picture = Extract<ManuscriptDocument["blocks"][number], { kind: "image" }>["file"];

async function storedPicture(source: string, storeFile: StoreFile): Promise<Picture | null> {
  const found = /^data:image\/[a-z0-9.+-]+;base64,([A-Za-z0-9+/=\s]*)$/i.exec(source);
  if (found?.[1] === undefined) return null;
  try {
    const bytes = fromBase64(found[1].replace(/\s/g, ""));
    const stored = await storedFile({ name: editorText.pastedImage, bytes }, storeFile);
    return stored.image ? stored.file : null;
  } catch (error) {
    if (error instanceof AppError && (error.code === "E_FILE_TYPE" || error.code === "E_TOO_LARGE")) return null;
    if (error instanceof DOMException) return null;
    throw error;
  }
}
