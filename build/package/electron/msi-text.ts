/**
 * Chinese in an MSI made by wixl: it keeps ASCII alone and drops the rest without a word. So the recipe carries ASCII, and the
 * texts are put in afterwards by msibuild, under code page 936, which every Windows reads.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runTool } from "../tool";

export interface MsiText {
  readonly table: "Property" | "LaunchCondition" | "Registry" | "Shortcut";
  readonly column: string;
  /** Row, by a column and its value. */
  readonly where: readonly [string, string];
  readonly text: string;
}

/** @throws Error when a text holds what its statement would not survive, or without msibuild */
export function writeMsiTexts(file: string, texts: readonly MsiText[], work: string): void {
  const page = join(work, "_ForceCodepage.idt");
  writeFileSync(page, "\r\n\r\n936\t_ForceCodepage\r\n");
  runTool("msibuild", [file, "-i", page]);
  const statements = texts.map(({ table, column, where, text }) => {
    const [key, value] = where;
    if ([text, value].some((part) => part.includes("'"))) throw new Error(`${text} cannot be written into an MSI`);
    return `UPDATE \`${table}\` SET \`${column}\`='${text}' WHERE \`${key}\`='${value}'`;
  });
  runTool("msibuild", [file, "-q", ...statements]);
}
