/** Tables as spreadsheets write them (RFC 4180): quoted cells, doubled quotes, any line end. Lines of `#` are notes. */

export interface CsvRow {
  /** Line of the file where the row begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Rows with something in them. @throws Error in Chinese, with its line, for a quote that does not end */
export function readCsv(text: string): CsvRow[] {
  const source = `${text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n")}\n`;
  const rows: CsvRow[] = [];
  let line = 1;
  let at = 0;
  while (at < source.length) {
    const start = line;
    const { cells, end } = readRow(source, at, start);
    line += source.slice(at, end).split("\n").length - 1;
    at = end;
    const isNote = cells[0]?.startsWith("#") === true;
    if (!isNote && cells.some((cell) => cell !== "")) rows.push({ line: start, cells });
  }
  return rows;
}

function readRow(source: string, from: number, line: number): { cells: string[]; end: number } {
  const cells: string[] = [];
  let at = from;
  for (;;) {
    const cell = source[at] === '"' ? quoted(source, at, line) : bare(source, at);
    cells.push(cell.text.trim());
    at = cell.end + 1;
    if (source[cell.end] !== ",") return { cells, end: at };
  }
}

function bare(source: string, from: number): { text: string; end: number } {
  let end = from;
  while (source[end] !== "," && source[end] !== "\n") end += 1;
  return { text: source.slice(from, end), end };
}

function quoted(source: string, from: number, line: number): { text: string; end: number } {
  let close = source.indexOf('"', from + 1);
  while (close !== -1 && source[close + 1] === '"') close = source.indexOf('"', close + 2);
  if (close === -1) throw new Error(`第 ${line} 行：引号没有结束`);
  const after = bare(source, close + 1);
  return { text: source.slice(from + 1, close).replaceAll('""', '"') + after.text, end: after.end };
}
