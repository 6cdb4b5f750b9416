/** Finding text the way a person means it (E10): full and half width alike, letter case and spaces aside if wished. */

export interface SearchOptions {
  readonly matchCase: boolean;
  /** True finds 信 息 for 信息. */
  readonly ignoreSpaces: boolean;
}

export const defaultSearch: SearchOptions = { matchCase: false, ignoreSpaces: true };

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Folded text and, for each folded unit, where it stood. */
function fold(text: string, options: SearchOptions): { folded: string; at: number[] } {
  const at: number[] = [];
  let folded = "";
  for (let i = 0; i < text.length; i += 1) {
    const unit = foldUnit(text.charAt(i), options);
    if (unit === "") continue;
    folded += unit;
    at.push(i);
  }
  return { folded, at };
}

function foldUnit(unit: string, options: SearchOptions): string {
  const code = unit.charCodeAt(0);
  const narrow = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : unit;
  if (/\s/u.test(narrow)) return options.ignoreSpaces ? "" : " ";
  if (options.matchCase) return narrow;
  const lower = narrow.toLowerCase();
  return lower.length === 1 ? lower : narrow;
}

/** All matches in one stretch of text, left to right, not overlapping. */
export function findAll(text: string, query: string, options: SearchOptions = defaultSearch): Stretch[] {
  const needle = fold(query, options).folded;
  if (needle.trim() === "") return [];
  const { folded, at } = fold(text, options);
  const found: Stretch[] = [];
  for (let from = folded.indexOf(needle); from >= 0; from = folded.indexOf(needle, from + needle.length)) {
    const start = at[from];
    const last = at[from + needle.length - 1];
    if (start !== undefined && last !== undefined) found.push({ start, end: last + 1 });
  }
  return found;
}
