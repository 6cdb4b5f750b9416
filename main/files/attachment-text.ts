/**
 * The text inside an attachment, for the secrecy scan (NY-15): office files with their headers, comments and hidden
 * sheets, and anything that is plain text. Pictures and PDF have no text we can read; that is a person's task.
 */
import { isZipSource, partsOf, readPart } from "../../node/zip-source";
import type { ByteSource } from "../../shared/attachments/byte-source";
import { AppError } from "../../shared/failure";
import { refuseSecret } from "../secrecy";
import { decodeText } from "./encoding";
import { isZip, readEntry, zipEntries } from "./zip";

/** Plain text longer than this is no attachment of an office; bytes of pictures fail long before. */
const TEXT_LIMIT = 20 * 1024 * 1024;
/** Of one part, unpacked. */
const PART_LIMIT = 100 * 1024 * 1024;

/** @throws AppError E_SECRET; an unreadable file passes here, since it shows nobody anything */
export function refuseSecretFile(bytes: Uint8Array): void {
  for (const text of textsIn(bytes)) refuseSecret(text);
}

/** The same for a file that is too large to be in one piece. @throws AppError E_SECRET, E_TOO_LARGE */
export async function refuseSecretSource(source: ByteSource): Promise<void> {
  if (!(await isZipSource(source))) {
    refuseSecretFile(await source.read(0, TEXT_LIMIT));
    return;
  }
  for (const part of await partsOf(source)) {
    if (!part.name.endsWith(".xml")) continue;
    refuseSecret(textOfXml(new TextDecoder().decode(await readPart(source, part, PART_LIMIT))));
  }
}

function textsIn(bytes: Uint8Array): string[] {
  try {
    return isZip(bytes) ? xmlPartsOf(bytes) : [decodeText(bytes.subarray(0, TEXT_LIMIT))];
  } catch (error) {
    if (error instanceof AppError && error.code === "E_FILE_TYPE") return [];
    throw error;
  }
}

/** Every XML part: document, headers, footers, comments, notes, shared strings, each sheet and slide. */
function xmlPartsOf(bytes: Uint8Array): string[] {
  return zipEntries(bytes)
    .filter(({ name }) => name.endsWith(".xml"))
    .map((entry) => textOfXml(new TextDecoder().decode(readEntry(bytes, entry))));
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Tags vanish, so that a mark split over runs reads as one; paragraphs, cells and rows end a line. */
function textOfXml(xml: string): string {
  return xml
    .replace(/<\/(?:\w+:)?(?:p|tc|tr|si|row|c|is)>/g, "\n")
    .replace(/<[^<>]*>/g, "")
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, code: string) => character(Number.parseInt(code, 16)))
    .replace(/&#(\d{1,7});/g, (_, code: string) => character(Number(code)))
    .replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? "");
}

const character = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : "");
