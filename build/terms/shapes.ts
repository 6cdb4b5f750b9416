/**
 * `npx tsx build/terms/shapes.ts`: makes shared/proofreading/slips/data/shape-neighbours.ts from the Cangjie codes: characters
 * that share half of their body or differ in one key, the more common one first, each pair once.
 */
import { writeFileSync } from "node:fs";
import { lookAlikes } from "../../shared/proofreading/packs/name-characters";
import { allCharacters } from "../spelling/characters";
import { resemblances } from "../spelling/shapes";

const TARGET = "shared/proofreading/slips/data/shape-neighbours.ts";

/** Rows of GB 2312: up to 0xd7 the common characters, up to 0xf7 all. */
function unitsOfRows(last: number): ReadonlySet<number> {
  const bytes: number[] = [];
  for (let row = 0xb0; row <= last; row += 1) for (let cell = 0xa1; cell <= 0xfe; cell += 1) bytes.push(row, cell);
  const text = new TextDecoder("gb18030").decode(Uint8Array.from(bytes));
  return new Set(Array.from(text, (character) => character.charCodeAt(0)));
}

const characters = allCharacters();
const school = unitsOfRows(0xd7);
const printing = unitsOfRows(0xf7);

/** Pairs a hurried reader or a Wubi typist mixes up that no code tells. */
const OWN =
  "日曰 天夭 办为 栽裁 坚竖 导异 抓扒 任仕 展屐 施旋 家冢 已巳 抉决 壮状 券卷 冒昌 茶荼 戌戍 戊戍 崇祟 侍待 侥饶 赢羸 孟盂 亨享 延廷 库厍 冶治 陡徒 肓盲 病疾 鸟乌 折拆 柬束 史吏 兔免 臣巨 间问 闭闲";

const known = new Set<string>();
for (const row of lookAlikes.trim().split(/\s/u)) {
  for (const other of row.slice(1)) known.add(row.charAt(0) + other).add(other + row.charAt(0));
}

const rows: string[] = [];
for (const [one, others] of [...resemblances(characters)].sort(([a], [b]) => a - b)) {
  if (!school.has(one)) continue;
  const row = [...others]
    .filter((other) => printing.has(other) && !(school.has(other) && other < one))
    .map((other) => String.fromCharCode(other))
    .filter((other) => !known.has(String.fromCharCode(one) + other));
  if (row.length > 0) rows.push(String.fromCharCode(one) + row.sort().join(""));
}

for (const pair of OWN.split(" ")) if (!known.has(pair)) rows.push(pair);

/** Rows of about a screen's width. */
function wrapped(words: readonly string[]): string {
  let line = "";
  const lines: string[] = [];
  for (const word of words) {
    if (line.length + word.length > 110) {
      lines.push(line);
      line = "";
    }
    line += line === "" ? word : ` ${word}`;
  }
  return [...lines, line].join("\n");
}

writeFileSync(
  TARGET,
  `/** Data: characters whose codes share half of their keys or differ in one. Made by build/terms/shapes.ts. */\nexport const shapeNeighbours = \`\n${wrapped(rows)}\n\`;\n`,
);
