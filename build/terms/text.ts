/** The counted text as one run of units: a line break between lines, as in the files. */

import type { Part } from "../corpus";
import { linesOf, SOURCES } from "../spelling/sources";

export function unitsOf(folder: string, parts: readonly Part[]): Uint16Array {
  const lines: string[] = [];
  for (const name of Object.keys(SOURCES)) {
    for (const part of parts) for (const line of linesOf(folder, name, part)) lines.push(line);
  }
  const total = lines.reduce((sum, line) => sum + line.length + 1, 0);
  const units = new Uint16Array(total);
  let at = 0;
  for (const line of lines) {
    for (let i = 0; i < line.length; i += 1) units[at + i] = line.charCodeAt(i);
    units[at + line.length] = 10;
    at += line.length + 1;
  }
  return units;
}

export const isHan = (unit: number) => unit >= 0x4e00 && unit <= 0x9fff;
