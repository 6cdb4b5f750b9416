/** MC-02: a verb with two objects that goes with the first only: 完善了制度和质量, 降低了损耗和可靠性. */
import { editing } from "../../authority";
import { objectMismatchesIn } from "../../collocations/mismatches";
import { isVerb, judgedVerbs, verbBefore } from "../../collocations/reading";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { objectFaultsIn } from "./verb-object";

/** 参与, 和平, 维和 are words. */
const JOINTS = /(?:以及|(?<![维共温缓调饱总参给付])[和与](?![平谐睦解约会]))(?=[一-龥]{4,10}(?:[，。；！]|$))/g;
/** Between the verb and the joint: one object, without another verb, a list or what it is done to. */
const ONE_OBJECT = /^(?:了|起了?|好)?[^了的、，。；：“”《》对为把将使让由从在向和与及]{3,12}$/;
/** The verb is that of the clause. */
const LEADING =
  /(?:^|[，。；！：、要应须将会能已可]|必须|应当|进一步|不断|切实|着力|努力|全面|大力|积极|持续|有效|逐步|稳步|帮助[一-龥]{2,4}|改造|建设|发展|不仅|既|也|还)$/;
const LAST = /^[一-龥]{4,10}/;
/** What stands for a clause of its own, or belongs to the first object: 加强管理和使用, 健全收集和反馈机制. */
const OWN =
  /^(?:其|不|未|能|可|要|应|将|为|对|把|由|在|向|让|使|更|再|加|相关|其他|有关|以|从|个人|他|我|服务|管理|保障)|[的了]/;

function faultsIn({ id, text }: TextBlock): Match[] {
  const matches: Match[] = [];
  for (const joint of text.matchAll(JOINTS)) {
    const at = joint.index;
    const second = LAST.exec(text.slice(at + joint[0].length))?.[0] ?? "";
    const read = second === "" || OWN.test(second) || isVerb(second.slice(0, 2)) ? null : verbBefore(text, at);
    if (read === null || isVerb(second.slice(-2))) continue;
    const first = text.slice(read.start + 2, at);
    if (!text.startsWith("了", read.start + 2) && !LEADING.test(text.slice(Math.max(0, read.start - 6), read.start)))
      continue;
    if (!ONE_OBJECT.test(first) || isVerb(text.slice(at - 2, at)) || holdsDeed(first)) continue;
    const better = betterFor(read.verb, second);
    if (better === null || betterFor(read.verb, first.replace(/^(?:了|起了?|好)/, "")) !== null) continue;
    const message = `“${read.verb}”与前一个宾语搭配，与“${second}”不搭配，后者可另写“${better}”。`;
    const start = at;
    matches.push({ block: id, start, end: at + joint[0].length, message, suggestions: [`，${better}`] });
  }
  return matches;
}

/** 优化服务流程: a deed in the first object makes it doubtful whose object the second is. */
const holdsDeed = (first: string): boolean => {
  for (let at = 1; at + 2 < first.length; at += 1)
    if (isVerb(first.slice(at, at + 2)) && first.charAt(at + 2) === "的") return true;
  return false;
};

/** The verb that the object goes with, by counts or by the table, if not with this one. */
function betterFor(verb: string, object: string): string | null {
  const text = `${verb}${object}。`;
  const counted = objectMismatchesIn(text)[0]?.better;
  if (counted !== undefined) return counted;
  return objectFaultsIn({ id: "", role: "body", text })[0]?.suggestions?.[0] ?? null;
}

export const secondObject: BlockRule = {
  id: "grammar-second-object",
  category: "collocation",
  title: "并列宾语与动词不搭配",
  severity: "warning",
  fix: "suggest",
  authority: [editing("并列"), editing("动宾搭配")],
  confidence: 0.75,
  checks: ["MC-02"],
  yieldsToVocabulary: true,
  scope: "block",
  seeks: [/[和与以]/],
  words: judgedVerbs,
  find: faultsIn,
  wrong: [
    { text: "公司帮助农户完善了合作机制⟦和⟧生活水平。", first: "，提高" },
    { text: "新流程减轻了企业负担⟦和⟧办事时限。", first: "，缩短" },
    { text: "要进一步健全规章制度⟦和⟧办事效率。", first: "，提高" },
  ],
  right: [
    "公司帮助农户完善了合作机制和配套设施。",
    "要进一步健全规章制度和工作机制，提高服务水平和质量。",
    "加强组织领导和统筹协调，完善制度，提高质量和效率。",
  ],
};
