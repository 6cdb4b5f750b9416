/** An amount in figures beside the same in words: 1200元（大写：壹仟贰佰元整）. */

import { cites, gb15835 } from "../../authority";
import { foldWidth } from "../../characters";
import { hitsOf } from "../../hits";
import { wordsToNumber } from "../../numerals";
import type { BlockRule, Match, TextBlock } from "../../rule";

const cheque = cites("《中华人民共和国票据法》第八条", "2004-08-28");

const FIGURES = "[￥¥]?[ ]?(?<figure>\\d[\\d,]{0,18}(?:\\.\\d{1,6})?)[ ]?(?<multiple>万|亿)?元?";
const WORDS =
  "(?<words>(?=[壹贰叁肆伍陆柒捌玖拾])[零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿]{1,30}[元圆](?:[零壹贰叁肆伍陆柒捌玖]角)?(?:零?[壹贰叁肆伍陆柒捌玖]分)?)[整正]?";
const BETWEEN = "(?:[ \\u3000（(，,、：:]|人民币|大写|小写|金额|即|为|计|[)）]){0,8}";
const FIGURES_FIRST = new RegExp(`(?<![\\d.,])${FIGURES}${BETWEEN}${WORDS}`, "g");
const WORDS_FIRST = new RegExp(`${WORDS}${BETWEEN}(?<![\\d.,])${FIGURES}`, "g");

export const moneyInWords: BlockRule = {
  id: "calc-rmb-upper",
  category: "amount",
  title: "大小写金额不一致",
  severity: "warning",
  fix: "none",
  authority: [cheque(), gb15835("5.2.4")],
  confidence: 0.95,
  checks: ["MC-06"],
  scope: "block",
  needs: "元圆",
  find: (block) => {
    if (!/[壹贰叁肆伍陆柒捌玖拾佰仟]/.test(block.text)) return [];
    const first = compare(block, FIGURES_FIRST);
    return first.found ? first.matches : compare(block, WORDS_FIRST).matches;
  },
  wrong: [
    { text: "人民币⟦1200元（大写：壹仟叁佰元整⟧）" },
    { text: "合同金额：⟦￥35,600.50（人民币叁万伍仟陆佰元陆角整⟧）" },
    { text: "大写：⟦伍万元整，小写：￥500000⟧" },
    { text: "补助⟦3.5万元（大写：叁万肆仟元整⟧）" },
  ],
  right: [
    "人民币1200元（大写：壹仟贰佰元整）",
    "合同金额：￥35,600.50（人民币叁万伍仟陆佰元伍角整）",
    "大写：伍拾万元整，小写：￥500000",
    "补助3.5万元（大写：叁万伍仟元整）",
    "人民币10,005元（大写：壹万零伍元整）",
    "评估价为人民币陆万元整（￥60000.00），起拍价5万元，保证金1万元。",
  ],
};

function compare(block: TextBlock, pattern: RegExp): { found: boolean; matches: Match[] } {
  const hits = hitsOf(foldWidth(block.text), pattern);
  const matches = hits.flatMap((found): Match[] => {
    const { figure = "", multiple, words = "" } = found.groups ?? {};
    const small = cents(figure, multiple);
    const large = centsOfWords(words);
    if (large === null || small === large) return [];
    const message = "大写金额与小写金额不一致，请核对。";
    return [{ block: block.id, start: found.index, end: found.index + found[0].length, message }];
  });
  return { found: hits.length > 0, matches };
}

/** In hundredths of a 分, so that 3.5万元 stays whole. */
function cents(figure: string, multiple: string | undefined): bigint {
  const [whole = "0", fraction = ""] = figure.replace(/,/g, "").split(".");
  const scale = multiple === "万" ? 10_000n : multiple === "亿" ? 100_000_000n : 1n;
  return (BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, "0"))) * scale;
}

function centsOfWords(text: string): bigint | null {
  const [whole = "", rest = ""] = text.split(/[元圆]/);
  const yuan = wordsToNumber(whole);
  const jiao = wordsToNumber(/(.)角/.exec(rest)?.[1] ?? "零");
  const fen = wordsToNumber(/(.)分/.exec(rest)?.[1] ?? "零");
  return yuan === null || jiao === null || fen === null ? null : yuan * 1_000_000n + jiao * 100_000n + fen * 10_000n;
}
