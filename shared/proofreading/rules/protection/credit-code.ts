/** GB 32100-2015: the last character of a 统一社会信用代码 is computed from the others, so a slip of the pen shows. */

import { cites } from "../../authority";
import { foldWidth } from "../../characters";
import { hitsOf } from "../../hits";
import type { BlockRule } from "../../rule";
import { everywhere } from "./personal-numbers";

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const CODE =
  /(?:统一社会信用代码|社会信用代码|信用代码)(?:证)?(?:号码|号)?(?:为|是)?[）)]?[：:]?\s{0,2}(?<mark>[0-9A-Za-z]{15,20})(?![0-9A-Za-z*])/dg;
const FREE =
  /(?<![0-9A-Za-z.\-/])(?<mark>(?:91|92|93|11|12|13|51|52|53|54)\d{6}[0-9A-Z]{9}[0-9A-Z])(?![0-9A-Za-z.\-/*])/dg;

/** No code is shorter: most texts with a figure have none. */
const LONG = /[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]{15}/;

/** The 18th character for the 17 before it; `null` when one of them is not allowed. */
export function creditCheck(code: string): string | null {
  let sum = 0;
  let weight = 1;
  for (const char of code.slice(0, 17)) {
    const value = ALPHABET.indexOf(char);
    if (value === -1) return null;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31] ?? null;
}

export const creditCode: BlockRule = {
  id: "privacy-uscc-invalid",
  category: "privacy",
  title: "统一社会信用代码校验不符",
  severity: "warning",
  fix: "none",
  authority: [cites("GB 32100-2015《法人和其他组织统一社会信用代码编码规则》", "2015-10-01")()],
  confidence: 0.95,
  roles: everywhere,
  alsoInQuotations: true,
  scope: "block",
  needs: "0123456789０１２３４５６７８９",
  find: (block) => {
    if (!LONG.test(block.text)) return [];
    const text = foldWidth(block.text);
    const places = new Map<number, number>();
    for (const pattern of [CODE, FREE])
      for (const found of hitsOf(text, pattern)) {
        const [start, end] = found.indices?.groups?.mark ?? [0, 0];
        // Eighteen digits without the word before them are an identity number or a serial number.
        if (start !== end && (pattern === CODE || /[A-Z]/.test(text.slice(start, end - 1)))) places.set(start, end);
      }
    return [...places].flatMap(([start, end]) => {
      const why = faultOf(text.slice(start, end));
      return why === null ? [] : [{ block: block.id, start, end, message: why }];
    });
  },
  wrong: [
    { text: "信用代码：⟦91350100M000100Y4A⟧" },
    { text: "统一社会信用代码为⟦91350100M000100Y34⟧。" },
    { text: "某公司（统一社会信用代码：⟦91350100M00100Y43⟧）" },
    { text: "统一社会信用代码⟦91350100MO00100Y43⟧" },
    { text: "中标人：某公司，⟦91350100M000100Y53⟧" },
  ],
  right: [
    "信用代码：91350100M000100Y43",
    "统一社会信用代码（纳税人识别号）为91350100M000100Y43。",
    "某公司，91350100M000100Y43，已注销",
    "统一社会信用代码9135010*****100Y43",
    "实行统一社会信用代码制度，2015年10月1日起施行。",
  ],
};

function faultOf(code: string): string | null {
  if (code.length !== 18) return `统一社会信用代码应为18位，这里是${code.length}位，请核对。`;
  const check = creditCheck(code.toUpperCase());
  if (check === null) return "统一社会信用代码不使用I、O、S、V、Z等字母，请核对。";
  return check === code[17]?.toUpperCase() ? null : "统一社会信用代码的校验位不符，可能录错一位，请核对。";
}
