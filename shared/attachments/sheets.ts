/** Text of xlsx: every sheet, hidden and very hidden ones too, cell by cell, with comments and hidden rows and columns. */
import type { Archive } from "./archive";
import { broken } from "./archive";
import { readMarkup } from "./markup";
import type { Piece } from "./piece";
import { drawnPieces, part, properties } from "./word";

export function sheetPieces(archive: Archive): Piece[] {
  if (!archive.names.includes("xl/workbook.xml")) throw broken();
  const strings = sharedStrings(archive);
  const targets = relations(archive);
  const sheets = sheetsOf(archive);
  const comments = archive.names
    .filter((name) => /^xl\/(?:comments\d{0,4}|threadedComments\/[^/]{1,60}|comments\/[^/]{1,60})\.xml$/.test(name))
    .sort();
  return [
    ...sheets.flatMap((sheet) => {
      const target = targets.get(sheet.relation) ?? "";
      return sheetText(part(archive, target), sheet, strings);
    }),
    ...drawnPieces(archive),
    ...comments.flatMap((name) =>
      joined(part(archive, name), "comment", "threadedComment").map((text) => ({ text, hidden: "批注" })),
    ),
    ...properties(archive),
  ];
}

interface Sheet {
  readonly name: string;
  readonly relation: string;
  /** Why its reader does not see it; empty when it is shown. */
  readonly hidden: string;
}

function sheetsOf(archive: Archive): Sheet[] {
  const sheets: Sheet[] = [];
  readMarkup(part(archive, "xl/workbook.xml"), {
    open: (tag, attribute) => {
      if (tag !== "sheet") return;
      const name = attribute("name") ?? "";
      const state = attribute("state") ?? "visible";
      const hidden =
        state === "veryHidden" ? `深度隐藏的工作表“${name}”` : state === "hidden" ? `隐藏工作表“${name}”` : "";
      sheets.push({ name, relation: attribute("id") ?? "", hidden });
    },
    close: () => undefined,
    text: () => undefined,
  });
  return sheets;
}

function relations(archive: Archive): Map<string, string> {
  const targets = new Map<string, string>();
  readMarkup(part(archive, "xl/_rels/workbook.xml.rels"), {
    open: (tag, attribute) => {
      if (tag !== "Relationship") return;
      const target = attribute("Target") ?? "";
      targets.set(
        attribute("Id") ?? "",
        target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}`,
      );
    },
    close: () => undefined,
    text: () => undefined,
  });
  return targets;
}

const sharedStrings = (archive: Archive): readonly string[] => joined(part(archive, "xl/sharedStrings.xml"), "si");

/** The text of every element of these names, without phonetic guides. */
function joined(xml: string, ...names: readonly string[]): string[] {
  const found: string[] = [];
  let current: string | null = null;
  let silent = 0;
  let inText = 0;
  readMarkup(xml, {
    open: (tag) => {
      if (names.includes(tag)) current = "";
      else if (tag === "rPh") silent += 1;
      else if (tag === "t" || tag === "text") inText += 1;
    },
    close: (tag) => {
      if (names.includes(tag)) {
        found.push(current ?? "");
        current = null;
      } else if (tag === "rPh") silent -= 1;
      else if (tag === "t" || tag === "text") inText -= 1;
    },
    text: (value) => {
      if (current !== null && inText > 0 && silent === 0) current += value;
    },
  });
  return found;
}

interface Cell {
  reference: string;
  type: string;
  value: string;
}

const MARGINS = new Set(["oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"]);

/** Place, font, size, colour and fields of a header (ECMA-376 part 1, 18.3.1.46). */
const MARGIN_CODES = /&(?:"[^"]{0,100}"|\d{1,3}|K[0-9A-F+.-]{6}|[A-Z])/g;

/** An XML boolean is written in either of two ways. */
const isTrue = (value: string | undefined): boolean => value === "1" || value === "true";

class SheetReader {
  readonly pieces: Piece[] = [];
  private readonly sheet: Sheet;
  private readonly strings: readonly string[];
  private readonly hiddenColumns: [number, number][] = [];
  private rowHidden = false;
  private row = 0;
  private column = -1;
  private cell: Cell | null = null;
  private inValue = 0;
  /** 页眉 or 页脚 that is being read; null outside. */
  private margin: string | null = null;

  constructor(sheet: Sheet, strings: readonly string[]) {
    this.sheet = sheet;
    this.strings = strings;
    this.pieces.push({ text: sheet.name, ...(sheet.hidden === "" ? {} : { hidden: sheet.hidden }) });
  }

  open(tag: string, attribute: (name: string) => string | undefined): void {
    if (MARGINS.has(tag)) this.margin = "";
    else if (tag === "col" && isTrue(attribute("hidden"))) {
      this.hiddenColumns.push([Number(attribute("min")) - 1, Number(attribute("max")) - 1]);
    } else if (tag === "row") {
      this.row = Number(attribute("r") ?? this.row + 1);
      this.column = -1;
      this.rowHidden = isTrue(attribute("hidden"));
    } else if (tag === "c") {
      this.cell = { reference: attribute("r") ?? "", type: attribute("t") ?? "n", value: "" };
    } else if (tag === "v" || tag === "t") this.inValue += 1;
  }

  close(tag: string): void {
    if (MARGINS.has(tag)) this.closeMargin();
    else if (tag === "v" || tag === "t") this.inValue -= 1;
    else if (tag === "c" && this.cell !== null) {
      this.put(this.cell);
      this.cell = null;
    }
  }

  text(value: string): void {
    if (this.margin !== null) this.margin += value;
    else if (this.cell !== null && this.inValue > 0) this.cell.value += value;
  }

  private closeMargin(): void {
    const text = (this.margin ?? "").replace(MARGIN_CODES, "").trim();
    if (text !== "") this.pieces.push({ text });
    this.margin = null;
  }

  private put({ reference, type, value }: Cell): void {
    this.column = reference === "" ? this.column + 1 : columnOf(reference);
    const text = (type === "s" ? (this.strings[Number(value)] ?? "") : value).trim();
    if (text === "" || type === "e" || type === "b") return;
    const inHiddenColumn = this.hiddenColumns.some(([from, to]) => from <= this.column && this.column <= to);
    const hidden =
      this.sheet.hidden !== ""
        ? this.sheet.hidden
        : this.rowHidden || inHiddenColumn
          ? `工作表“${this.sheet.name}”中隐藏的行或列`
          : "";
    const cell = { table: this.sheet.name, row: this.row - 1, column: this.column };
    this.pieces.push({ text, cell, ...(hidden === "" ? {} : { hidden }) });
  }
}

function sheetText(xml: string, sheet: Sheet, strings: readonly string[]): readonly Piece[] {
  const reader = new SheetReader(sheet, strings);
  readMarkup(xml, {
    open: (tag, attribute) => reader.open(tag, attribute),
    close: (tag) => reader.close(tag),
    text: (value) => reader.text(value),
  });
  return reader.pieces;
}

/** `AB12` → 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? "") column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
