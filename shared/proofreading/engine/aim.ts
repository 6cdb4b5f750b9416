/** Patterns as they are run: one that begins by looking back is only tried at units it may begin with. */
import { beginnings, firstUnits } from "./first-units";

/** The same pattern, or one that matches the same and fails sooner. */
export interface Aim {
  /** With a table it has flag `y`. */
  readonly regex: RegExp;
  /** Where `bit` is set, a match may begin with that unit; `null` for a pattern that finds its places itself. */
  readonly table: Uint8Array | null;
  readonly bit: number;
}

/** With so many units or fewer the pattern itself tells them apart as fast as a table does. */
const FEW = 12;

/**
 * Asked when a pattern is first run: its syntax tree is read then, which takes as long as some looks at a paragraph.
 */
export function aimed(regex: RegExp): Aim {
  const units = /\(\?<?=/.test(regex.source) ? firstUnits(regex) : null;
  if (units !== null && units.length > FEW) return tabled(regex, units);
  const isAimed = units === null || regex.source.startsWith("(?=");
  return { regex: isAimed ? regex : aimedAt(regex, units), table: null, bit: 0 };
}

/** The same for a pattern of many words, however it begins: a table tells where one of them may. */
export function tabledAim(regex: RegExp): Aim {
  const units = beginnings(regex);
  return units === null ? { regex, table: null, bit: 0 } : tabled(regex, units);
}

/** What a match begins with anyway is asked for first, in a look ahead that takes nothing. */
const aimedAt = (regex: RegExp, units: string): RegExp =>
  new RegExp(`(?=[${units.replace(/[\\\]^-]/g, "\\$&")}])(?:${regex.source})`, regex.flags);

/** Eight patterns share a table. */
let shared = new Uint8Array(0x10000);
let taken = 0;

function tabled(regex: RegExp, units: string): Aim {
  if (taken === 8) {
    shared = new Uint8Array(0x10000);
    taken = 0;
  }
  const bit = 1 << taken;
  taken += 1;
  for (let i = 0; i < units.length; i += 1) shared[units.charCodeAt(i)] = (shared[units.charCodeAt(i)] ?? 0) | bit;
  return { regex: new RegExp(regex.source, regex.flags.replace("g", "y")), table: shared, bit };
}

/** The first hit from a place on; the next one is looked for behind it, or one farther when it is empty. */
export function hitFrom({ regex, table, bit }: Aim, text: string, from: number): RegExpExecArray | null {
  if (table === null) {
    regex.lastIndex = from;
    return regex.exec(text);
  }
  for (let at = from; at < text.length; at += 1) {
    if (((table[text.charCodeAt(at)] ?? 0) & bit) === 0) continue;
    regex.lastIndex = at;
    const found = regex.exec(text);
    if (found !== null) return found;
  }
  return null;
}
