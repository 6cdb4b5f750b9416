/** MC-10: identity numbers, mobile numbers and bank cards, with the masked form as first suggestion (TN-13). */

import { emptyMetadata } from "../../../model/metadata";
import { maskWith } from "../../../workflow/masking";
import { cites, openGovernment, personalInformation } from "../../authority";
import { builtinMasks, type PersonalKind, personalNumbers } from "../../privacy";
import type { BlockRule, ProofContext } from "../../rule";

const names: Readonly<Record<PersonalKind, string>> = {
  idNumber: "居民身份证号码",
  idNumberInvalid: "校验码不符的身份证号码",
  mobile: "手机号码",
  bankCard: "银行卡号",
};

export const personalNumber: BlockRule = {
  id: "personal-number",
  category: "privacy",
  title: "未脱敏的个人信息",
  severity: "block",
  fix: "suggest",
  authority: [personalInformation("第二十八条"), openGovernment("第十五条"), cites("GB 11643-1999", "1999-07-01")()],
  confidence: 0.97,
  roles: ["title", "heading", "body", "list", "cell", "caption", "meta"],
  scope: "block",
  find: (block, context) =>
    personalNumbers(block.text).map(({ kind, start, end }) => {
      const number = block.text.slice(start, end);
      const isSlip = kind === "idNumberInvalid";
      return {
        block: block.id,
        start,
        end,
        message: isSlip
          ? "形似居民身份证号码但校验码不符：如属录入错误请更正，公开前须脱敏。"
          : `${names[kind]}属个人信息，公开前须脱敏。`,
        suggestions: [maskWith(maskOf(kind, context), number)],
        ...(isSlip || isExempt(context) ? { severity: "warning" as const } : {}),
      };
    }),
  wrong: [
    { text: "身份证号：⟦11010519491231002X⟧。", first: "1101**********002X" },
    { text: "联系人王某，⟦13812345678⟧。", first: "138****5678" },
    { text: "开户账号⟦6222021234567890128⟧。" },
    { text: "身份证号：⟦110105194912310021⟧" },
    { text: "电话⟦138 1234 5678⟧，证号⟦１１０１０５１９４９１２３１００２Ｘ⟧" },
  ],
  right: [
    "信息索取号：000014349/2022-02058",
    "市长热线：0564-12345，服务电话400-888-1234，010-12345678。",
    "身份证号：5102**********1234，手机138****1234。",
    "项目编号：20200102030405061，订单号：13812345678。",
    "共投入13812345678.50元。",
  ],
};

function maskOf(kind: PersonalKind, context: ProofContext): { keepStart: number; keepEnd: number } {
  const name = kind === "idNumberInvalid" ? "idNumber" : kind;
  return context.lexicon.masks?.[name] ?? builtinMasks[name] ?? { keepStart: 0, keepEnd: 0 };
}

/** 惩戒公示 and 强制性信息披露 may show numbers; the finding then only asks for a second look (TN-13). */
function isExempt(context: ProofContext): boolean {
  return (context.metadata ?? emptyMetadata).privacyExemption !== "";
}
