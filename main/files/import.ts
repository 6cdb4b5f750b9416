/** Untrusted files into manuscripts: txt, html, docx. What cannot be kept is told, what is secret is refused. */
import { extname } from "node:path";
import { AppError } from "../../shared/failure";
import { type ManuscriptDocument, manuscriptDocument } from "../../shared/model/manuscript";
import { documentFromText } from "../../shared/model/plain-text";
import { refuseSecret } from "../secrecy";
import { importDocx } from "./docx";
import { decodeText } from "./encoding";
import { type Imported, importHtml } from "./html-blocks";

const LIMIT = 5 * 1024 * 1024;

export interface FileToImport {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** @throws AppError E_TOO_LARGE, E_FILE_TYPE, E_SECRET */
export async function importFile({ name, bytes }: FileToImport, newId: () => string): Promise<Imported> {
  if (bytes.length > LIMIT) throw new AppError("E_TOO_LARGE", "导入的文件不得超过 5 MB");
  const imported = await read(extname(name).toLowerCase(), bytes, newId);
  refuseSecret(imported.document);
  return { ...imported, document: fitting(imported.document) };
}

async function read(extension: string, bytes: Uint8Array, newId: () => string): Promise<Imported> {
  switch (extension) {
    case ".txt":
    case ".md":
      return { document: documentFromText(decodeText(bytes).normalize("NFC")).document, dropped: [] };
    case ".html":
    case ".htm":
      return importHtml(decodeHtml(bytes), newId);
    case ".docx":
      return importDocx(bytes, newId);
    default:
      throw new AppError("E_FILE_TYPE", "支持 docx、html 和 txt");
  }
}

/** A page may name its encoding; only the ones in use here are believed. */
function decodeHtml(bytes: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1_024));
  const named = /charset\s*=\s*["']?\s*(gbk|gb2312|gb18030)/i.test(head);
  if (!named) return decodeText(bytes);
  try {
    return new TextDecoder("gb18030", { fatal: true }).decode(bytes);
  } catch {
    // The page names an encoding that it is not written in.
    return decodeText(bytes);
  }
}

function fitting(document: ManuscriptDocument): ManuscriptDocument {
  const parsed = manuscriptDocument.safeParse(document);
  if (!parsed.success) throw new AppError("E_TOO_LARGE", "稿件的段落、表格或标题超过允许的长度");
  return parsed.data;
}
