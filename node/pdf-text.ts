/** Text of PDF files by pdf.js without its native parts: page by page, lines put together to paragraphs. */
import { getDocumentProxy } from "unpdf";
import { broken, encrypted } from "../shared/attachments/archive";
import type { Piece, Pieces } from "../shared/attachments/piece";
import { AppError } from "../shared/failure";

const MOST_PAGES = 500;

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;
type Page = Awaited<ReturnType<Pdf["getPage"]>>;

/** @throws AppError E_FILE_TYPE for locked and broken files */
export async function readPdf(bytes: Uint8Array): Promise<Pieces> {
  const pdf = await opened(bytes);
  try {
    const pieces: Piece[] = [];
    const blank: number[] = [];
    const last = Math.min(pdf.numPages, MOST_PAGES);
    for (let number = 1; number <= last; number += 1) {
      const page = await pdf.getPage(number);
      const paragraphs = paragraphsOf(await linesOf(page));
      if (paragraphs.length === 0) blank.push(number);
      pieces.push(...paragraphs.map((text) => ({ text })), ...(await remarksOf(page)));
      page.cleanup();
    }
    return { pieces, notes: notesOf(blank, pdf.numPages) };
  } catch (error) {
    throw error instanceof AppError ? error : broken();
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function opened(bytes: Uint8Array): Promise<Pdf> {
  try {
    // The reader keeps what it is given for itself, so ours must stay whole, and it refuses a Buffer, which is what files are
    // read as and whose `slice` copies nothing.
    return await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0 });
  } catch (error) {
    throw error instanceof Error && error.name === "PasswordException" ? encrypted() : broken();
  }
}

async function linesOf(page: Page): Promise<string[]> {
  const { items } = await page.getTextContent();
  let line = "";
  const lines: string[] = [];
  for (const item of items) {
    if (!("str" in item)) continue;
    line += item.str;
    if (!item.hasEOL) continue;
    lines.push(line.trim());
    line = "";
  }
  return [...lines, line.trim()].filter((text) => text !== "");
}

/** A full line runs on; a shorter one, or one that ends a sentence, ends its paragraph. */
function paragraphsOf(lines: readonly string[]): string[] {
  const width = Math.max(0, ...lines.map((line) => line.length));
  const paragraphs: string[] = [];
  let open = "";
  for (const line of lines) {
    open += line;
    if (line.length * 10 >= width * 9 && width >= 12 && !/[。！？；：]$/.test(line)) continue;
    paragraphs.push(open);
    open = "";
  }
  return open === "" ? paragraphs : [...paragraphs, open];
}

/** 批注 of the page. */
async function remarksOf(page: Page): Promise<Piece[]> {
  const annotations: readonly unknown[] = await page.getAnnotations();
  return annotations.flatMap((annotation) => {
    const text = remarkIn(annotation).trim();
    return text === "" ? [] : [{ text, hidden: "批注" }];
  });
}

function remarkIn(annotation: unknown): string {
  if (typeof annotation !== "object" || annotation === null || !("contentsObj" in annotation)) return "";
  const { contentsObj } = annotation;
  if (typeof contentsObj !== "object" || contentsObj === null || !("str" in contentsObj)) return "";
  return typeof contentsObj.str === "string" ? contentsObj.str : "";
}

function notesOf(blank: readonly number[], pages: number): string[] {
  const scanned =
    blank.length === 0
      ? []
      : [`第${blank.slice(0, 8).join("、")}${blank.length > 8 ? "等" : ""}页没有可读的文字，可能是扫描件`];
  return pages > MOST_PAGES ? [...scanned, `只检查了前${MOST_PAGES}页`] : scanned;
}
