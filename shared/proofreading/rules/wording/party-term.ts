/** MC-03, MC-05: formulas of the Party: a member lost, in the wrong place or not one of them; a name miswritten. */

import { cites, logic } from "../../authority";
import { hitsOf } from "../../hits";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { TermMatcher } from "../../term-matcher";
import { type Formula, formulaNames, formulas } from "./party-formulas";
import { listFaults, type Rows, rowsOf } from "./party-lists";

const congress = cites("党的全国代表大会报告、决议和中央文件的规范提法");

const matcher = new TermMatcher(formulaNames.map(([wrong]) => wrong));
/** Numbers of years gone by: 三个自信 was right before 2016, 四个全面 had another first member before 2020. */
const past = /(?:201[0-9]年|党的十八大|提出[了的]?|曾|由)[^。；\n]{0,20}$/;
const loose = new Set([
  "三个自信",
  "四个确立",
  "三个确立",
  "两个确定",
  "五个意识",
  "改革开发",
  "五个自信",
  "四种意识",
  "四个认识",
  "两个不动摇",
  "邓小平思想",
  "毛泽东理论",
  "以人为本的发展思想",
  "三个维护",
  "两个拥护",
]);
const ends = /[。；）)\n”]|等(?:方面)?[，。；]|$/;

function nameMatches(block: TextBlock): Match[] {
  return matcher.find(block.text).flatMap(({ term, start, end }) => {
    const [wrong = "", right = ""] = formulaNames[term] ?? [];
    if (isInnocentName(block.text, { wrong, start, end })) return [];
    const message = `“${wrong}”不是规范提法，应为“${right.replace(/[“”]/g, "")}”。`;
    return [{ block: block.id, start, end, message, suggestions: [right] }];
  });
}

function isInnocentName(text: string, hit: { wrong: string; start: number; end: number }): boolean {
  const { wrong, start, end } = hit;
  if (wrong === "改革开发") return /[区院部利中银]/.test(text.charAt(end)) || text.charAt(start - 1) === "、";
  if (loose.has(wrong))
    return (
      past.test(text.slice(Math.max(0, start - 24), start)) || !/[“”]/.test(text.charAt(start - 1) + text.charAt(end))
    );
  return false;
}

/** A formula with what finds it: its name before a list, and all its members in a row. */
interface FormulaForms {
  readonly formula: Formula;
  readonly intro: RegExp;
  readonly run: RegExp;
}

function formsOf(formula: Formula): FormulaForms {
  const { name, members } = formula;
  const one = [...members].sort((a, b) => b.length - a.length).join("|");
  const others = `(?:[、，](?:${one})){${members.length - 1}}`;
  const initials = members.map((member) => member.charAt(0)).join("");
  const lead = "[坚持增强坚定树牢把握贯彻实现推进]";
  return {
    formula,
    intro: new RegExp(`${name}[”"]?(?:[：:（(]|，?即|，?就是|，?是指|包括)(?:[：:])?`, "g"),
    run: new RegExp(
      `(?=[${initials}])(?:(?<![\\u4e00-\\u9fff、])(?:${one})${others}(?![、\\u4e00-\\u9fff])|(?<=${lead})(?:${one})${others}(?![、]))`,
      "g",
    ),
  };
}

const forms: readonly FormulaForms[] = formulas.map(formsOf);
/** Every member, with the formula it is of: a text is read once for all of them. */
const members = formulas.flatMap((formula, index) => formula.members.map((member) => ({ member, index })));
const memberMatcher = new TermMatcher(members.map(({ member }) => member));

function formsIn(text: string): readonly FormulaForms[] {
  const present = new Set(memberMatcher.find(text).map(({ term }) => members[term]?.index));
  return present.size === 0 ? [] : forms.filter((_, index) => present.has(index));
}
/** A list of members without the name has one of them before a comma. */
const followed = formulas.flatMap(({ members }) => members.flatMap((member) => [`${member}、`, `${member}，`]));

/** `name` followed by its list: “四个自信”：道路自信、理论自信…  */
function namedLists(block: TextBlock, { formula, intro }: FormulaForms): Match[] {
  return hitsOf(block.text, intro).flatMap((found) => {
    const start = found.index + found[0].length;
    const rest = block.text.slice(start, start + 120);
    const stop = rest.search(ends);
    const list = stop === -1 ? rest : rest.slice(0, stop);
    if (/^等/.test(rest.slice(list.length)) || goesOn(list, formula)) return [];
    const items = list
      .split(/[、，]|(?:以及|和|及)(?=[\u4e00-\u9fff])/)
      .map((item) => item.replace(/[“”"]/g, "").trim());
    const known = items.filter((item) => formula.members.includes(item)).length;
    if (known < 2 || items.join("、") === formula.members.join("、") || isOldForm(formula, items)) return [];
    return [{ block: block.id, start, end: start + list.length, ...explain(formula, items) }];
  });
}

/** The list is whole, and the sentence goes on behind a comma: …、必须坚持胸怀天下，自觉用党的创新理论指导实践。 */
const goesOn = (list: string, { members }: Formula): boolean =>
  list.startsWith(`${members.join("、")}，`) ||
  list.startsWith(`${members.slice(0, -1).join("、")}和${members.at(-1)}，`);

/** 四个全面 before October 2020. */
const isOldForm = (formula: Formula, items: readonly string[]): boolean =>
  formula.name === "四个全面" &&
  items[0] === "全面建成小康社会" &&
  items.slice(1).join() === formula.members.slice(1).join();

function explain(formula: Formula, items: readonly string[]) {
  const missing = formula.members.filter((member) => !items.includes(member));
  const extra = items.filter((item) => !formula.members.includes(item));
  const why =
    missing.length === 0 && extra.length === 0
      ? "顺序不对"
      : [missing.length === 0 ? "" : `缺“${missing.join("”“")}”`, extra.length === 0 ? "" : `多出“${extra.join("”“")}”`]
          .filter((part) => part !== "")
          .join("，");
  const right = formula.members.join("、");
  return {
    message: `“${formula.name}”的内容${why}，规范提法为“${right}”（${formula.source}）。`,
    suggestions: [right],
  };
}

/** All members of a formula in another order, without its name. */
function looseLists(block: TextBlock, { formula, run }: FormulaForms): Match[] {
  const { members } = formula;
  return hitsOf(block.text, run).flatMap((found) => {
    const items = found[0].split(/[、，]/);
    if (new Set(items).size !== members.length || items.join("、") === members.join("、")) return [];
    return [{ block: block.id, start: found.index, end: found.index + found[0].length, ...explain(formula, items) }];
  });
}

/** A member lost, another word in its place, or one too many, without the name. */
function brokenLists({ id, text }: TextBlock, rows: Rows, { formula }: FormulaForms): Match[] {
  return listFaults(text, rows, formula).map(({ start, end, right }) => ({
    block: id,
    start,
    end,
    severity: "error",
    message: `规范提法为“${formula.members.join("、")}”（${formula.source}），请核对有无缺项、错项。`,
    suggestions: [right],
  }));
}

/** What is wrong with a formula's list; where its name stands before it, only that is said. */
function listsOf(block: TextBlock, rows: Rows, one: FormulaForms): Match[] {
  const named = namedLists(block, one);
  const loose = [...looseLists(block, one), ...brokenLists(block, rows, one)];
  return [...named, ...loose.filter(({ start, end }) => !named.some((list) => list.start < end && start < list.end))];
}

export const partyTerm: BlockRule = {
  id: "wording-party-term",
  category: "party-wording",
  title: "重要提法",
  severity: "block",
  fix: "suggest",
  authority: [congress()],
  confidence: 0.93,
  checks: ["MC-03", "MC-04", "MC-05"],
  yieldsToVocabulary: true,
  words: [...formulaNames.map(([wrong]) => wrong), ...formulas.map(({ name }) => name), ...followed],
  scope: "block",
  find: (block) => {
    const present = formsIn(block.text);
    const rows = present.length === 0 ? [] : rowsOf(block.text);
    return [...nameMatches(block), ...present.flatMap((one) => listsOf(block, rows, one))];
  },
  wrong: [
    {
      text: "坚持“四个自信”：⟦道路自信、理论自信、文化自信、制度自信⟧。",
      first: "道路自信、理论自信、制度自信、文化自信",
    },
    { text: "增强“四个意识”（⟦政治意识、大局意识、看齐意识⟧）。", first: "政治意识、大局意识、核心意识、看齐意识" },
    { text: "贯彻⟦创新、绿色、协调、开放、共享⟧。" },
    { text: "深入学习⟦习近平新时期中国特色社会主义思想⟧。", first: "习近平新时代中国特色社会主义思想" },
    { text: "统筹推进⟦“五位一体”战略布局⟧。", first: "“五位一体”总体布局" },
    { text: "实现⟦中华民族伟大振兴⟧。", first: "中华民族伟大复兴" },
    { text: "落实⟦党的二十大三中全会⟧精神。", first: "党的二十届三中全会" },
    { text: "倡导⟦爱国、敬业、诚实、友善⟧。", first: "爱国、敬业、诚信、友善" },
    { text: "坚持⟦科学立法、严格执法、全民守法⟧。", first: "科学立法、严格执法、公正司法、全民守法" },
    { text: "增强⟦政治意识、大局意识、核心意识和看清意识⟧。", first: "政治意识、大局意识、核心意识和看齐意识" },
    { text: "践行社会主义核心价值观：⟦富强、民主、文明、和谐、自由、平等、公正、法制、爱国、敬业、诚信、友善⟧。" },
  ],
  right: [
    "坚持“六个必须坚持”，即必须坚持人民至上、必须坚持自信自立、必须坚持守正创新、必须坚持问题导向、必须坚持系统观念、必须坚持胸怀天下，推动各项工作。",
    "坚持“四个自信”：道路自信、理论自信、制度自信、文化自信。",
    "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
    "贯彻创新、协调、绿色、开放、共享的新发展理念。",
    "深入学习贯彻习近平新时代中国特色社会主义思想。",
    "协调推进“四个全面”战略布局，统筹推进“五位一体”总体布局。",
    "改革开放以来，中国改革开发区管理体制。",
    "坚定道路自信、理论自信。",
    "倡导爱国、敬业、诚信、友善，反对形式主义、官僚主义。",
    "完善自治、法治、德治相结合的体系，建设富强、民主、文明、和谐、美丽的国家。",
    "推进产业振兴、人才振兴，抓好政治建设、思想建设。",
  ],
};

const digits = "一二三四五六七八九十";
/** “N个XX” and a list whose every item carries XX. */
const counted =
  /[“"]([两二三四五六七八九十])(?:个|大|项|条|种)?([\u4e00-\u9fff]{2,4})[”"](?:[：:（(]|，?即|，(?:包括|分别是))：?(?=([^。；）)\n]{4,160})[。；）)\n])/g;

export const sloganNumber: BlockRule = {
  id: "wording-slogan-number",
  category: "party-wording",
  title: "“N个××”与列项数不符",
  severity: "error",
  fix: "none",
  authority: [logic("数目与列项一致"), congress()],
  confidence: 0.9,
  checks: ["MC-05"],
  needs: '“"',
  scope: "block",
  find: (block) =>
    hitsOf(block.text, counted).flatMap((found): Match[] => {
      const [whole, number = "", word = "", list = ""] = found;
      const wanted = number === "两" ? 2 : digits.indexOf(number) + 1;
      const items = list.split(/[、，]/).map((item) => item.replace(/[“”"]/g, "").trim());
      const carries = items.filter((item) => item.includes(word)).length;
      if (items.length < 2 || carries !== items.length || items.length === wanted || /等$/.test(list)) return [];
      const start = found.index + whole.length;
      return [
        {
          block: block.id,
          start,
          end: start + list.length,
          message: `“${number}个${word}”后面列出${items.length}项，数目不符。`,
        },
      ];
    }),
  wrong: [
    { text: "实施“五大工程”，即⟦产业提质工程、交通畅通工程、教育提升工程、健康惠民工程⟧。" },
    { text: "开展“三个提升”：⟦能力提升、作风提升⟧。" },
    { text: "做到“四个到位”（⟦思想到位、责任到位、措施到位⟧）。" },
    { text: "坚持“五个坚持”：⟦坚持党的领导、坚持依法办事、坚持群众路线、坚持实事求是⟧。" },
  ],
  right: [
    "开展“三个提升”：能力提升、作风提升、效能提升。",
    "做到“四个到位”（思想到位、责任到位、措施到位等）。",
    "落实“三个务必”：务必不忘初心、务必谦虚谨慎、务必敢于斗争。",
    "“两个清单”：权力和责任事项由部门公布。",
  ],
};
