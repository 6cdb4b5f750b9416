/** MC-32: the form of 发文字号, `国办发〔2017〕47号` (GB/T 9704-2012 7.2.5; A-10). */
import { gb9704 } from "../../authority";
import type { BlockRole, BlockRule, Match, TextBlock } from "../../rule";
import { faultyNumbers, type NumberFault } from "./number-parts";

const authority = [gb9704("7.2.5", "verified")];
const roles: readonly BlockRole[] = ["title", "heading", "body", "list", "cell", "caption", "attachment", "meta"];

const find =
  (kind: NumberFault) =>
  (block: TextBlock): Match[] =>
    faultyNumbers(block).flatMap((number) => {
      if (number.kind !== kind) return [];
      const { start, end, message, right, isSure } = number;
      const suggestions = right === "" ? [] : [right];
      return [{ block: block.id, start, end, message, suggestions, ...(isSure ? {} : { fix: "suggest" as const }) }];
    });

export const numberBracket: BlockRule = {
  id: "doc-number-bracket",
  category: "document-number",
  title: "发文字号年份未用六角括号",
  severity: "error",
  fix: "safe",
  authority,
  confidence: 0.97,
  checks: ["MC-32"],
  roles,
  scope: "block",
  needs: "[［【（({﹝〖〘<＜〈「]］】）)}﹞〗〙>＞〉」",
  find: find("bracket"),
  wrong: [
    { text: "（⟦川府发[2019]12号⟧）", first: "川府发〔2019〕12号" },
    { text: "按照⟦国办函（2016）108号⟧执行", first: "国办函〔2016〕108号" },
    { text: "依据⟦市监发【2023】5号⟧办理", first: "市监发〔2023〕5号" },
    { text: "⟦某政办〔2021]37号⟧印发", first: "某政办〔2021〕37号" },
    { text: "⟦皖政(2020)8号⟧规定", first: "皖政〔2020〕8号" },
    { text: "见⟦财建［2018］第019号⟧", first: "财建〔2018〕19号" },
    { text: "⟦发改办高技﹝2015﹞1号⟧", first: "发改办高技〔2015〕1号" },
    { text: "（⟦发改投资（2017）31号⟧）", first: "发改投资〔2017〕31号" },
  ],
  right: [
    "按照国办函〔2016〕108号执行",
    "市第二中级人民法院（2021）川07民终31号判决",
    "办公室（2023年1月）印发，政府（2022年）公布",
    "审图号：GS（2021）456号",
    "依据《办法》（市政府令第88号）",
    "药品批号国药准字(2019)第5号",
    "引自文献[2019]和[2020]",
  ],
};

export const numberPad: BlockRule = {
  id: "doc-number-pad",
  category: "document-number",
  title: "发文顺序号编虚位或加“第”",
  severity: "error",
  fix: "safe",
  authority,
  confidence: 0.97,
  checks: ["MC-32"],
  roles,
  scope: "block",
  needs: "〔",
  find: find("surplus"),
  wrong: [
    { text: "⟦国办函〔2018〕第55号⟧", first: "国办函〔2018〕55号" },
    { text: "依据⟦川办函〔2022〕089号⟧", first: "川办函〔2022〕89号" },
    { text: "⟦某政发〔2020〕第006号⟧文件", first: "某政发〔2020〕6号" },
    { text: "⟦某府办规〔2023年〕12号⟧", first: "某府办规〔2023〕12号" },
    { text: "（⟦教基〔2011〕0021号⟧）", first: "教基〔2011〕21号" },
  ],
  right: [
    "国办函〔2018〕55号",
    "川办函〔2022〕100号、〔2022〕101号",
    "《规定》（部令第016号）",
    "许可证编号：第0012号",
    "某政发〔2020〕6号第三条",
  ],
};

export const numberBroken: BlockRule = {
  id: "doc-number-broken",
  category: "document-number",
  title: "发文字号残缺",
  severity: "error",
  fix: "suggest",
  authority,
  confidence: 0.95,
  checks: ["MC-32"],
  roles,
  scope: "block",
  needs: "0123456789",
  find: (block) => [...find("broken")(block), ...(block.id === "meta.documentNumber" ? wholeValue(block) : [])],
  wrong: [
    { text: "根据⟦国办发〔201747⟧、等文件", first: "国办发〔2017〕47号" },
    { text: "⟦国发〔2022〕14⟧文件", first: "国发〔2022〕14号" },
    { text: "⟦皖政办秘 2020120⟧ 精神", first: "皖政办秘〔2020〕120号" },
    { text: "⟦六政办秘〔2021148⟧", first: "六政办秘〔2021〕148号" },
    { text: "⟦国办发〔17〕47号⟧", first: "国办发〔2017〕47号" },
    { text: "按⟦川府发2019〕3号⟧要求", first: "川府发〔2019〕3号" },
    { text: "⟦某政办发〔2021〕号⟧印发" },
  ],
  right: [
    "国办发〔2017〕47号",
    "市政府2023年工作要点",
    "（国发〔2022〕14号）",
    "某政办发2021年工作简报3期",
    "六政办秘〔2021〕148号文件",
    "会议由市发改委2019年提出",
  ],
};

export const numberSpace: BlockRule = {
  id: "doc-number-space",
  category: "document-number",
  title: "发文字号内多余空格",
  severity: "hint",
  fix: "safe",
  authority,
  confidence: 0.9,
  checks: ["MC-32"],
  roles,
  scope: "block",
  needs: " \u3000\u00a0",
  find: find("space"),
  wrong: [
    { text: "⟦国办发 〔2017〕 47 号⟧", first: "国办发〔2017〕47号" },
    { text: "⟦国发〔2022〕 14号⟧", first: "国发〔2022〕14号" },
    { text: "依据⟦川办函〔 2022 〕89号⟧", first: "川办函〔2022〕89号" },
    { text: "⟦某府规〔2020〕6　号⟧", first: "某府规〔2020〕6号" },
  ],
  right: ["国办发〔2017〕47号 2017年5月15日", "文号 国发〔2022〕14号", "国办函〔2018〕55号　公开方式：主动公开"],
};

/** The metadata field holds nothing but the number. */
function wholeValue(block: TextBlock): Match[] {
  if (block.text === "" || /〔\d{4}〕[1-9]\d{0,4}号$/.test(block.text)) return [];
  if (/第[\d一二三四五六七八九十百〇零]+号$/.test(block.text)) return [];
  if (faultyNumbers(block).length > 0) return [];
  const message = "发文字号应由机关代字、〔年份〕和顺序号组成，如“国办发〔2017〕47号”。";
  return [{ block: block.id, start: 0, end: block.text.length, message, severity: "warning" }];
}
