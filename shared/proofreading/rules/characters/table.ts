/** The character tables behind one lookup per UTF-16 unit: which class a unit belongs to, and the standard form of a wrong one. */
import { standardTable } from "./standard-table";
import { traditionalTable } from "./traditional-table";
import { variantTable } from "./variant-table";

/** Classes of a UTF-16 unit; 0 is everything that needs no look. */
export const TRADITIONAL = 1;
export const VARIANT = 2;
/** An ideograph outside 《通用规范汉字表》, any of an extension block, or half of a pair that may be one. */
export const OUTSIDE = 3;

function pairsOf(source: string): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  const characters = Array.from(source);
  for (let i = 0; i + 1 < characters.length; i += 2) result.set(characters[i] ?? "", characters[i + 1] ?? "");
  return result;
}

const traditional = pairsOf(traditionalTable);
const variant = pairsOf(variantTable);
const standard: ReadonlySet<string> = new Set(Array.from(standardTable));

export const traditionalCharacters: readonly string[] = [...traditional.keys()];
export const variantCharacters: readonly string[] = [...variant.keys()];

const classes = classTable();

function classTable(): Uint8Array {
  const table = new Uint8Array(0x10000);
  // Ideographs of the basic block and of extension A; 〇 is no Han letter to Unicode and needs no look here.
  table.fill(OUTSIDE, 0x3400, 0x4dc0);
  table.fill(OUTSIDE, 0x4e00, 0xa000);
  // The high halves of extensions B to H (U+20000 to U+323AF).
  table.fill(OUTSIDE, 0xd840, 0xd889);
  for (const char of standard) if (char.length === 1 && char >= "\u4e00") table[char.charCodeAt(0)] = 0;
  for (const char of variant.keys()) table[char.charCodeAt(0)] = VARIANT;
  for (const char of traditional.keys()) table[char.charCodeAt(0)] = TRADITIONAL;
  return table;
}

/** 1 for each unit of class `OUTSIDE`. */
export const outsideUnits: Uint8Array = classes.map((one) => (one === OUTSIDE ? 1 : 0));

export const classAt = (text: string, at: number): number => classes[text.charCodeAt(at)] ?? 0;

/** The standard form, or `null` for a character that has none in the tables. */
export const standardForm = (char: string): string | null => traditional.get(char) ?? variant.get(char) ?? null;

export const isStandard = (char: string): boolean => standard.has(char);
