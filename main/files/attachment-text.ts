/**
 * The text inside an attachment, for the secrecy scan (NY-15): office files with their headers, comments and hidden
 * sheets, and anything that is plain text. Pictures and PDF have no text we can read; that is a person's task.
 */
import { AppError } from "../../shared/failure";
import { refuseSecret } from "../secrecy";
import { decodeText } from "./encoding";
import { isZip, readEntry, zipEntries } from "./zip";

/** Plain text longer than this is no attachment of an office; bytes of pictures fail long before. */
const TEXT_LIMIT = 20 * 1024 * 1024;

/** @throws AppError E_SECRET; an unreadable file passes here, since it shows nobody anything */
export function refuseSecretFile(bytes: Uint8Array): void {
  for (const text of textsIn(bytes)) refuseSecret(text);
}

function textsIn(bytes: Uint8Array): string[] {
  try {
    return isZip(bytes) ? partsOf(bytes) : [decodeText(bytes.subarray(0, TEXT_LIMIT))];
  } catch (error) {
    if (error instanceof AppError && error.code === "E_FILE_TYPE") return [];
    throw error;
  }
}

/** Every XML part: document, headers, footers, comments, notes, shared strings, each sheet and slide. */
function partsOf(bytes: Uint8Array): string[] {
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
