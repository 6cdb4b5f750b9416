/** MC-10: identity numbers, mobile numbers and bank cards, with the masked form as first suggestion (TN-13, R14). */

import { emptyMetadata } from "../../../model/metadata";
import { cites, openGovernment, personalInformation } from "../../authority";
import { masked, type PersonalKind, type PersonalNumber, personalNumbers } from "../../privacy";
import type { BlockRole, BlockRule, Match, ProofContext, TextBlock } from "../../rule";

export const idNumbers = cites("GB 11643-1999《公民身份号码》", "1999-07-01");
export const bankCards = cites("GB/T 14504-1993《信用卡和借记卡 编码》");

/** A leak is one wherever it stands, in metadata and attachments too. */
export const everywhere: readonly BlockRole[] = [
  "title",
  "heading",
  "body",
  "list",
  "cell",
  "caption",
  "attachment",
  "meta",
];

export const DIGITS = "0123456789０１２３４５６７８９";

/** 惩戒公示 and 强制性信息披露 may show numbers; the finding then only asks for a second look (TN-13). */
export function isExempt(context: ProofContext): boolean {
  return (context.metadata ?? emptyMetadata).privacyExemption !== "";
}

const known = new WeakMap<TextBlock, readonly PersonalNumber[]>();

/** Four rules look at the same numbers of a block. */
function numbersOf(block: TextBlock): readonly PersonalNumber[] {
  const before = known.get(block);
  if (before !== undefined) return before;
  const fresh = personalNumbers(block.text);
  known.set(block, fresh);
  return fresh;
}

function finder(kind: PersonalKind, message: string): BlockRule["find"] {
  const form = kind === "idNumberInvalid" ? "idNumber" : kind;
  return (block, context): readonly Match[] =>
    numbersOf(block)
      .filter((number) => number.kind === kind)
      .map(({ start, end }) => ({
        block: block.id,
        start,
        end,
        message,
        suggestions: [masked(form, block.text.slice(start, end), context.lexicon.masks)],
        ...(isExempt(context) ? { severity: "warning" as const } : {}),
      }));
}

const common = {
  category: "privacy",
  fix: "suggest",
  checks: ["MC-10"],
  roles: everywhere,
  alsoInQuotations: true,
  scope: "block",
  needs: DIGITS,
} as const;

export const idCard: BlockRule = {
  ...common,
  id: "privacy-id-card",
  title: "未脱敏的居民身份证号码",
  severity: "block",
  authority: [personalInformation("第二十八条"), openGovernment("第十五条"), idNumbers()],
  confidence: 0.99,
  find: finder("idNumber", "居民身份证号码属个人信息，公开前须脱敏。"),
  wrong: [
    { text: "身份证号：⟦11010519491231002X⟧。", first: "1101**********002X" },
    { text: "证号⟦１１０１０５１９４９１２３１００２Ｘ⟧" },
    { text: "申请人身份证⟦110105 1949 1231 002X⟧已核验。", first: "1101** **** **** 002X" },
    { text: "（公民身份号码⟦11010519491231002x⟧）" },
    { text: "旧证号码：身份证⟦110105491231002⟧。" },
  ],
  right: [
    "信息索取号：000014349/2022-02058",
    "身份证号：5102**********1234",
    "身份证号：110105********002X，手机138****1234。",
    "项目编号：20200102030405061，资金12345678901234567.89元。",
  ],
};

export const invalidIdCard: BlockRule = {
  ...common,
  id: "privacy-id-card-invalid",
  title: "校验码不符的身份证号码",
  severity: "warning",
  authority: [idNumbers()],
  confidence: 0.9,
  find: finder("idNumberInvalid", "形似居民身份证号码但校验码不符：如属录入错误请更正，公开前须脱敏。"),
  wrong: [
    { text: "身份证号：⟦110105194912310021⟧", first: "1101**********0021" },
    { text: "李某（⟦340104198003070018⟧）" },
    { text: "证件号码⟦510102 1990 0101 1235⟧" },
    { text: "证号⟦１１０１０５１９４９１２３１００２１⟧" },
  ],
  right: ["编号：2024-110105", "序列号999999194912310021", "合同号110105194913310021", "订单号：110105194912310021000"],
};

export const mobile: BlockRule = {
  ...common,
  id: "privacy-mobile",
  title: "未脱敏的手机号码",
  severity: "block",
  authority: [personalInformation("第四条"), openGovernment("第十五条")],
  confidence: 0.97,
  find: finder("mobile", "手机号码属个人信息，公开前须脱敏；确需公布联系方式的，请改用办公电话。"),
  wrong: [
    { text: "联系人王某，⟦13812345678⟧。", first: "138****5678" },
    { text: "电话⟦138 1234 5678⟧", first: "138 **** 5678" },
    { text: "微信同号：⟦+86 13912345678⟧" },
    { text: "负责人赵某⟦１５９１２３４５６７８⟧" },
    { text: "手机：⟦186-1234-5678⟧", first: "186-****-5678" },
  ],
  right: [
    "市长热线：0564-12345，服务电话400-888-1234，010-12345678。",
    "项目编号：20200102030405061，订单号：13812345678。",
    "共投入13812345678.50元。",
    "手机138****1234。",
    "拨打12345、12315、12348、110、96333均可。",
  ],
};

export const bankCard: BlockRule = {
  ...common,
  id: "privacy-bank-card",
  title: "未脱敏的银行卡号",
  severity: "block",
  authority: [personalInformation("第二十八条"), bankCards()],
  confidence: 0.97,
  find: finder("bankCard", "银行卡号属敏感个人信息，公开前须脱敏。"),
  wrong: [
    { text: "开户账号⟦6222021234567890128⟧。", first: "6222***********0128" },
    { text: "银行卡号：⟦6222 0212 3456 7890 128⟧" },
    { text: "补贴打入⟦6228480402564890018⟧" },
    { text: "信用卡账号⟦4111111111111111⟧" },
  ],
  right: [
    "开户行：某银行某支行。",
    "卡号6222***********0128",
    "流水号6222021234567890129",
    "统一社会信用代码91350100M000100Y43",
    "收费收入1000000000000元",
  ],
};
