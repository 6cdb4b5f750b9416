/** MC-42: short names of local organs with a character that sounds or looks like the right one. */
import { cites } from "../../authority";
import {
  centralOrgans,
  ministries,
  nationalOrgans,
  otherStateNames,
  shortOrgans,
  stateOrgans,
} from "../../packs/organs";
import type { BlockRule } from "../../rule";
import type { NearMiss } from "../../slips/near-miss";
import { NearMisses } from "../../slips/near-misses";
import { PhraseSlips } from "../wording/phrase-slips";
import { slipBetween } from "./near-miss";
import { FOREIGN } from "./organ-foreign";

let finder: NearMisses | null = null;
const central = new PhraseSlips([ministries, stateOrgans, centralOrgans].join(" ").trim().split(/\s+/).join("\n"));

export const organSlip: BlockRule = {
  id: "org-name-slip",
  category: "organ",
  title: "机构名称误字",
  severity: "error",
  fix: "suggest",
  authority: [cites("各级机构编制部门公布的机构名称")()],
  confidence: 0.9,
  checks: ["MC-03", "MC-42"],
  scope: "block",
  needs: "局剧居句厅听委员院会室中心队处所社台部步布",
  find: ({ id, text }) => {
    finder ??= new NearMisses(shortOrgans.trim().split(/\s+/));
    const names = finder;
    return names.find(text).flatMap((miss) => {
      const { form, start, end } = miss;
      const right = names.form(form).text;
      if (!isInner(miss, text, right)) return [];
      const message = `“${text.slice(start, end)}”疑为“${right}”，请核对机构名称。`;
      return [{ block: id, start, end, message, suggestions: [right] }];
    });
  },
  wrong: [
    { text: "市⟦应急管理剧⟧发布预警。", first: "应急管理局" },
    { text: "县⟦工商业联和会⟧换届。", first: "工商业联合会" },
    { text: "由市⟦生态环镜局⟧负责。", first: "生态环境局" },
    { text: "县⟦人民捡察院⟧提起公诉。", first: "人民检察院" },
    { text: "经市⟦人民攻府办公室⟧同意。", first: "人民政府办公室" },
  ],
  right: [
    "市应急管理局、县工商业联合会、市生态环境局。",
    "人民检察院和人民法院，人民政府办公厅（室）。",
    "交通运输厅、文化和旅游厅、自然资源局、规划局。",
    "成立人民检察委员会，召开居民会议。",
  ],
};

const KNOWN: ReadonlySet<string> = new Set(
  [otherStateNames, ...nationalOrgans.split("\n").map((line) => (line.split(" ")[0] ?? "").replaceAll("/", " "))]
    .join(" ")
    .split(/\s+/),
);

/** What follows an organ at once: what it does, or what is its own. */
const FOLLOWED =
  /^(?:[^一-龥]|$|的|发[布出文]|印发|负责|答复|联合|组织|召开|关于|会同|将|对|在|提[供醒起]|开展|工作|举[办行]|接到|受理|批复|公[布示告]|审[批核]|党[组委]|主[要办]|局长|副|领导|干部|有关|相关|等|和|与|及)/;

/** What stands before and behind a name may make another word of its ends: 交通运输|行政, 最|高人民法院. */
function isInner({ kind, start, end, at }: NearMiss, text: string, right: string): boolean {
  if (at === 0 || kind === "doubled") return false;
  const last = end - start - 1;
  // 消防救援车 is a car, not an office that sounds alike.
  if (at === last && text.charAt(end - 1) === "车") return false;
  const closed = FOLLOWED.test(text.slice(end));
  if (kind === "changed") return at < last || closed;
  if (kind === "swapped") return at + 1 < last || closed;
  return closed && at > 1 && right.charAt(at) !== "和" && right.length > 6;
}

/** Names of several committees and offices of one region differ in a character on purpose. */
const LOCAL = /[省市县区州旗盟某本我]$/;

export const organCentral: BlockRule = {
  id: "org-central-slip",
  category: "organ",
  title: "中央机构名称误写",
  severity: "error",
  fix: "suggest",
  authority: [cites("《国务院关于机构设置的通知》（国发〔2023〕5号）", "2023-03")()],
  confidence: 0.9,
  checks: ["MC-03", "MC-42"],
  scope: "block",
  words: central.words,
  antipatterns: FOREIGN,
  find: ({ id, text }) =>
    central.find(text).flatMap(({ start, end, phrase }) => {
      const written = text.slice(start, end);
      if (
        /[^一-龥]/.test(written) ||
        written.at(-1) !== phrase.at(-1) ||
        LOCAL.test(text.slice(0, start)) ||
        KNOWN.has(written) ||
        written.startsWith("国际")
      )
        return [];
      const message = `“${written}”应为“${phrase}”，请核对机构名称。`;
      const severity = slipBetween(phrase, written) === null ? ("warning" as const) : ("error" as const);
      return [{ block: id, start, end, message, severity, suggestions: [phrase] }];
    }),
  wrong: [
    { text: "由⟦退役军人人事务部⟧会同有关部门实施。", first: "退役军人事务部" },
    { text: "经⟦中央网络安全和信息化委会⟧同意。", first: "中央网络安全和信息化委员会" },
    { text: "报⟦国家防汛抗旱总指部⟧备案。", first: "国家防汛抗旱总指挥部" },
    { text: "⟦国家知识权产局⟧授权。", first: "国家知识产权局" },
  ],
  right: [
    "国家知识产权局、国家防汛抗旱总指挥部、应急管理部。",
    "住房城乡建设部、人力资源社会保障部联合印发通知。",
    "市防汛抗旱指挥部、省知识产权局、应急管理部门。",
    "国家卫生健康委、国家发展改革委。",
  ],
};
