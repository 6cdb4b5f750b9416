/** A year of birth and an age that cannot both be right. 周岁 and 虚岁 differ by one year or two. */

import { logic } from "../../authority";
import { hitsOf } from "../../hits";
import type { BlockRule, Match, TextBlock } from "../../rule";

const BORN =
  /(?<!\d)(?<born>(?:18|19|20)\d{2})年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出?生(?!产|活|效|态|物|育|长|命|源|猪|鲜|均|成)|（?诞生)|(?:出生于|生于)(?<after>(?:18|19|20)\d{2})年/g;
/** 2020年时35岁, 2020年去世，享年80岁 */
const AGE =
  /(?<!\d)(?<year>(?:18|19|20)\d{2})年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[^。；\d]{0,16})(?<![近约逾超过满])(?<age>\d{1,3})(?:周)?岁(?!以|至|—)/;
const LIFE =
  /[（(](?<born>1[89]\d{2}|20\d{2})年?(?:\d{1,2}月(?:\d{1,2}日)?)?(?:—{1,2}|－|-|–|～|~|至)(?<died>1[89]\d{2}|20\d{2})年?(?:\d{1,2}月(?:\d{1,2}日)?)?[)）][^。；]{0,20}(?:享年|终年|年仅|卒年)(?<age>\d{1,3})岁/g;

export const wrongAge: BlockRule = {
  id: "date-age-mismatch",
  category: "period",
  title: "生年与年龄不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  scope: "block",
  needs: "岁",
  find: (block) => [...byBirth(block), ...byLife(block)],
  wrong: [
    { text: "王某，⟦1990年出生，2020年时35岁⟧。" },
    { text: "该同志⟦1931年5月生，2020年3月12日逝世，享年79岁⟧。" },
    { text: "李某⟦（1901—1980），终年69岁⟧。" },
    { text: "他⟦生于1950年，2000年退休时60岁⟧。" },
  ],
  right: [
    "王某，1990年出生，2020年时30岁。",
    "该同志1931年5月生，2020年3月12日逝世，享年90岁。",
    "李某（1901—1980），终年79岁。",
    "1990年出生的王某，2020年资助了一名35岁的村民。",
    "1949年出生率较低，2020年35岁以下人口占比下降。",
  ],
};

function byBirth(block: TextBlock): Match[] {
  return hitsOf(block.text, BORN).flatMap((born) => {
    const from = born.index + born[0].length;
    const sentence = block.text.slice(from, from + 60).split(/[。；]/, 1)[0] ?? "";
    const found = AGE.exec(sentence);
    // 2020年资助了一名35岁的村民: somebody else's age.
    if (found === null || /[名位个]\d/.test(found[0])) return [];
    const year = Number(born.groups?.born ?? born.groups?.after);
    const end = from + found.index + found[0].length;
    return verdict(
      block,
      { start: born.index, end },
      { born: year, year: Number(found.groups?.year), age: Number(found.groups?.age) },
    );
  });
}

function byLife(block: TextBlock): Match[] {
  return hitsOf(block.text, LIFE).flatMap((found) => {
    const { born, died, age } = found.groups ?? {};
    const place = { start: found.index, end: found.index + found[0].length };
    return verdict(block, place, { born: Number(born), year: Number(died), age: Number(age) });
  });
}

function verdict(
  block: TextBlock,
  place: { start: number; end: number },
  { born, year, age }: { born: number; year: number; age: number },
): Match[] {
  const years = year - born;
  if (age >= years - 1 && age <= years + 1) return [];
  const message = `${born}年出生的人到${year}年应为${years}岁左右，与“${age}岁”不符，请核对。`;
  return [{ block: block.id, ...place, message }];
}
