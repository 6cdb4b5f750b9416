/**
 * The text inside an uploaded file, for the secrecy scan: plain and marked-up text as it is, office documents from
 * the XML parts of their archive, hidden parts included. What cannot be read as text has none here.
 */
import { isZipSource, partsOf, readPart } from "../../node/zip-source";
import { type ByteSource, bytesSource } from "../../shared/attachments/byte-source";
import { AppError } from "../../shared/failure";

const TEXT_LIMIT = 64 * 1_048_576;
const WINDOW = 4 * 1_048_576;

export const textsInFile = (bytes: Uint8Array): Promise<string[]> => textsInSource(bytesSource(bytes));

/** @throws AppError E_TOO_LARGE for text that is too long to be scanned: unscanned text must not come in (NY-15). */
export async function textsInSource(source: ByteSource): Promise<string[]> {
  return (await isZipSource(source)) ? textsInArchive(source) : plainTexts(source);
}

/** Text in the encodings Chinese offices use; the same bytes may be read in more than one way. */
async function plainTexts(source: ByteSource): Promise<string[]> {
  const texts: string[] = [];
  for (const encoding of ["utf-8", "gb18030", "utf-16le"]) {
    const text = await decoded(source, encoding);
    if (text !== null) texts.push(text);
  }
  return texts;
}

/** Null as soon as a byte is none of this encoding: of a film or a picture only the beginning is read. */
async function decoded(source: ByteSource, encoding: string): Promise<string | null> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let text = "";
  try {
    for (let at = 0; at < source.size; at += WINDOW) {
      text += decoder.decode(await source.read(at, WINDOW), { stream: true });
      if (at + WINDOW >= TEXT_LIMIT && at + WINDOW < source.size)
        throw new AppError("E_TOO_LARGE", "文字过长，无法检查");
    }
    return text + decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** One part after the other, and no more in all than a limit: many parts may name the same packed bytes. */
async function textsInArchive(source: ByteSource): Promise<string[]> {
  const parts = (await partsOf(source)).filter((part) => /\.(xml|rels|txt|html?|csv|json)$/i.test(part.name));
  const texts: string[] = [];
  let room = TEXT_LIMIT;
  for (const part of parts) {
    const text = new TextDecoder().decode(await readPart(source, part, room));
    room -= text.length;
    texts.push(text, visibleText(text));
  }
  return texts;
}

/** Adjacent runs of a paragraph read as one; paragraphs apart. */
function visibleText(xml: string): string {
  return xml.replaceAll(/<\/(?:\w+:)?(?:p|row|si|title)>/g, "\n").replaceAll(/<[^<>]*>/g, "");
}
