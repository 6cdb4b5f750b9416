/** Personal numbers in a text and their masked forms (个人信息保护法 第二十八条; TN-13). Used by the rules and by the masking tool. */

import { never } from "../never";
import { maskWith } from "../workflow/masking";
import { isDay } from "./calendar";
import { foldWidth } from "./characters";
import { hitsOf } from "./hits";
import type { Mask } from "./rule";

export type PersonalKind = "idNumber" | "idNumberInvalid" | "mobile" | "bankCard";

/** Kinds with a masked form of their own. Addresses lose every number. */
export type MaskKind = "idNumber" | "mobile" | "bankCard" | "plate" | "email" | "passport" | "address";

export interface PersonalNumber {
  readonly kind: PersonalKind;
  readonly start: number;
  readonly end: number;
}

/** The forms used where the city profile names no other: 5102**********1234, 138****1234. */
export const builtinMasks: Readonly<Record<MaskKind, Mask>> = {
  idNumber: { keepStart: 4, keepEnd: 4 },
  mobile: { keepStart: 3, keepEnd: 4 },
  bankCard: { keepStart: 4, keepEnd: 4 },
  plate: { keepStart: 2, keepEnd: 2 },
  email: { keepStart: 1, keepEnd: 0 },
  passport: { keepStart: 2, keepEnd: 2 },
  address: { keepStart: 0, keepEnd: 0 },
};

/** The masked form of a stretch of text by the profile's forms (R14): what one click writes. */
export function masked(kind: MaskKind, text: string, masks: Readonly<Record<string, Mask>> | undefined): string {
  const form = (masks !== undefined && Object.hasOwn(masks, kind) ? masks[kind] : undefined) ?? builtinMasks[kind];
  switch (kind) {
    case "email": {
      const at = text.indexOf("@");
      return maskWith(form, text.slice(0, at)) + text.slice(at);
    }
    case "address":
      return text.replace(/[\dA-Za-z０-９]{1,8}|[一二三四五六七八九十百]{1,6}(?=[号栋幢座楼层单室户组])/g, (part) =>
        maskWith(form, part),
      );
    case "idNumber":
    case "mobile":
    case "bankCard":
    case "plate":
    case "passport":
      return maskWith(form, text);
    default:
      return never(kind);
  }
}

const ID_NUMBER = /(?<![\dA-Za-z])\d{6}[ -]?\d{4}[ -]?\d{4}[ -]?\d{3}[\dXx](?![\dA-Za-z])/g;
const OLD_ID_NUMBER = /(?<=身份证[^\d\n]{0,8})\d{15}(?![\dA-Za-z])/g;
const MOBILE = /(?<![\dA-Za-z./_-])(?:\+?86[ -]?)?1[3-9]\d(?:\d{8}|[ -]\d{4}[ -]\d{4})(?![\dA-Za-z]|\.\d)/g;
const BANK_CARD = /(?<![\dA-Za-z./-])\d{4}(?: ?\d{4}){2,3}(?: ?\d{1,3})?(?![\dA-Za-z]|[./-]\d)/g;

/** Numbers that merely look personal: 编号, 订单, 备案 … stand right before them. */
const SERIAL =
  /(?:编号|索取号|订单号?|流水号|备案号?|许可证号?|代码|书号|刊号|文号|案号|条形码|批号|ISBN|ID|No\.?)[:：为 ]{0,2}$/i;
const CARD_WORDS = /(?:卡号|账号|帐号|账户|帐户|开户|银行|储蓄|信用卡)[^\n]{0,20}$/;

/** Every personal number in a text, in order. Masked ones are not numbers any more and are left alone. */
export function personalNumbers(text: string): readonly PersonalNumber[] {
  if (!/(?:[\d０-９][ \-－　]{0,2}){11}/.test(text)) return [];
  const folded = foldWidth(text);
  const ids = [...idNumbers(folded), ...oldIdNumbers(folded)];
  const free = (range: PersonalNumber) => !ids.some((id) => id.start < range.end && range.start < id.end);
  const mobiles = rangesOf(MOBILE, folded, "mobile").filter((range) => free(range) && !isSerial(folded, range.start));
  const cards = rangesOf(BANK_CARD, folded, "bankCard").filter((range) => free(range) && isCard(folded, range));
  return [...ids, ...mobiles, ...cards].sort((a, b) => a.start - b.start);
}

function rangesOf(pattern: RegExp, text: string, kind: PersonalKind): PersonalNumber[] {
  return hitsOf(text, pattern).map((match) => ({
    kind,
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function isSerial(text: string, start: number): boolean {
  return SERIAL.test(text.slice(Math.max(0, start - 12), start));
}

function idNumbers(text: string): PersonalNumber[] {
  return rangesOf(ID_NUMBER, text, "idNumber").flatMap((range) => {
    const digits = text.slice(range.start, range.end).replace(/[ -]/g, "");
    if (!isPlausibleId(digits)) return [];
    return [{ ...range, kind: hasCheckDigit(digits) ? ("idNumber" as const) : ("idNumberInvalid" as const) }];
  });
}

function oldIdNumbers(text: string): PersonalNumber[] {
  return rangesOf(OLD_ID_NUMBER, text, "idNumber").filter((range) => {
    const digits = text.slice(range.start, range.end);
    return isPlausibleId(`${digits.slice(0, 6)}19${digits.slice(6)}0`);
  });
}

/** First digits of 行政区划 codes (GB/T 2260), 83 for residents of Taiwan. */
const PROVINCES = new Set(
  "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split(" "),
);

function isPlausibleId(digits: string): boolean {
  const year = Number(digits.slice(6, 10));
  return (
    PROVINCES.has(digits.slice(0, 2)) &&
    year >= 1900 &&
    year <= 2100 &&
    isDay(year, Number(digits.slice(10, 12)), Number(digits.slice(12, 14)))
  );
}

/** GB 11643-1999: ISO 7064 MOD 11-2. */
export function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < 17; i += 1) sum += Number(digits[i]) * (2 ** (17 - i) % 11);
  return "10X98765432"[sum % 11] === digits[17]?.toUpperCase();
}

/** UnionPay cards begin with 62; other numbers need a word that speaks of an account before them. */
function isCard(text: string, range: PersonalNumber): boolean {
  const digits = text.slice(range.start, range.end).replaceAll(" ", "");
  if (digits.length < 15 || digits.length > 19 || /^(\d)\1+$/.test(digits) || !passesLuhn(digits)) return false;
  if (isSerial(text, range.start)) return false;
  const before = text.slice(Math.max(0, range.start - 30), range.start);
  return (digits.startsWith("62") && digits.length >= 16) || CARD_WORDS.test(before);
}

/** ISO/IEC 7812-1 Annex B. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const value = Number(digits.at(-1 - i));
    const doubled = i % 2 === 1 ? value * 2 : value;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
