/** Text in columns of a terminal, where Chinese characters take two cells (Unicode Standard Annex #11). */

const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];

/** What came out of a file must not steer the terminal nor reorder what stands on the line. */
export const plain = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "");

export function cells(text: string): number {
  return [...text].reduce((sum, character) => sum + cellsOf(character), 0);
}

function cellsOf(character: string): number {
  if (/\p{Mn}/u.test(character)) return 0;
  const code = character.codePointAt(0) ?? 0;
  return wide.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}

export const pad = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - cells(text)));

/** Rows under a heading, columns as wide as their widest cell. The last column is not padded. */
export function columns(heading: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const clean = [heading, ...rows].map((row) => row.map(plain));
  const widths = heading.map((_, i) => Math.max(...clean.map((row) => cells(row[i] ?? ""))));
  const line = (row: readonly string[]): string =>
    row
      .map((text, i) => pad(text, widths[i] ?? 0))
      .join("  ")
      .trimEnd();
  const [head = [], ...body] = clean;
  return [line(head), widths.map((width) => "─".repeat(width)).join("  "), ...body.map(line)];
}
