/** Text of txt, csv and html files. */
import { AppError } from "../failure";
import { decoded } from "./decode";
import { unescaped } from "./markup";
import type { Piece } from "./piece";

export function plainPieces(bytes: Uint8Array): Piece[] {
  return linesOf(textIn(bytes)).map((text) => ({ text }));
}

/** A row of a csv file is one stretch; quotes around values go. */
export function tablePieces(bytes: Uint8Array): Piece[] {
  return linesOf(textIn(bytes)).flatMap((line, row) =>
    valuesOf(line)
      .map((text, column) => ({ text, cell: { table: "csv", row, column } }))
      .filter(({ text }) => text !== ""),
  );
}

export function pagePieces(bytes: Uint8Array): Piece[] {
  const named = /charset\s{0,3}=\s{0,3}["']?\s{0,3}(?:gbk|gb2312|gb18030)/i.test(latin(bytes.subarray(0, 1_024)));
  const html = named ? new TextDecoder("gb18030").decode(bytes) : textIn(bytes);
  const shown = html
    .replace(/<!--[\s\S]{0,200000}?-->/g, "")
    .replace(/<(script|style|noscript|template)\b[^>]{0,2000}>[\s\S]{0,500000}?<\/\1>/gi, "\n")
    .replace(
      /<\/?(?:p|div|h[1-6]|li|ul|ol|tr|td|th|table|br|hr|section|article|title|option|dd|dt)\b[^>]{0,4000}>/gi,
      "\n",
    )
    .replace(/<[a-z/!][^>]{0,8000}>/gi, "");
  return linesOf(unescaped(shown.replace(/&nbsp;/g, " "))).map((text) => ({ text }));
}

function textIn(bytes: Uint8Array): string {
  const text = decoded(bytes);
  if (text === null) throw new AppError("E_FILE_TYPE", "不是文本文件，或编码无法识别");
  return text;
}

const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

function linesOf(text: string): string[] {
  return text
    .split(/[\r\n\u2028\u2029\u0085\v\f]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function valuesOf(line: string): string[] {
  const separator = line.includes("\t") && !line.includes(",") ? "\t" : ",";
  const values: string[] = [];
  let value = "";
  let quoted = false;
  for (const char of line) {
    if (char === '"') quoted = !quoted;
    else if (char === separator && !quoted) {
      values.push(value.trim());
      value = "";
    } else value += char;
  }
  return [...values, value.trim()];
}
