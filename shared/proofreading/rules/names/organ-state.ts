/** MC-42: names that begin with 国家 and resemble an organ of the state, but are none: 国家档案总局, 国家疾病控制预防局. */
import { cites } from "../../authority";
import { isExcused } from "../../event-day";
import { nationalOrgans, otherStateNames, stateOrgans } from "../../packs/organs";
import type { BlockRule, Match } from "../../rule";
import { TermMatcher } from "../../term-matcher";
import { slipBetween } from "./near-miss";
import { organTerms } from "./organ-wrong-name";

const wordsOf = (table: string) => table.trim().split(/\s+/);

const current = wordsOf(stateOrgans);
/** Of one place the longest right name counts: 国家税务总局 before 国家税务局. */
const right: readonly string[] = [
  ...current,
  ...wordsOf(otherStateNames),
  ...nationalOrgans.split("\n").flatMap((line) => (line.split(" ")[0] ?? "").split("/")),
  ...organTerms.map(({ wrong }) => wrong),
].filter((name) => name.startsWith("国家"));

/** 国家 and the two characters that follow. */
const HEAD = 4;
const heads = new Map<string, string[]>();
for (const name of current) {
  const head = name.slice(0, HEAD);
  const names = heads.get(head);
  if (names === undefined) heads.set(head, [name]);
  else names.push(name);
}
const words = [...heads.keys()];
let matcher: TermMatcher | null = null;

const NAME =
  /^国家[一-龥]{1,12}?(?:总局|总署|总台|局|署|委员会|委员委|委会员|会员会|办公[室厅]|中心)(?![长面部限势名])/;
const LEAST = 0.72;

export const organState: BlockRule = {
  id: "org-state-name",
  category: "organ",
  title: "国家机关名称不实",
  severity: "error",
  fix: "suggest",
  authority: [cites("《国务院关于机构设置的通知》（国发〔2023〕5号）", "2023-03")()],
  confidence: 0.92,
  checks: ["MC-03", "MC-42"],
  scope: "block",
  words,
  find: ({ id, text }) => {
    matcher ??= new TermMatcher(words);
    return matcher.find(text).flatMap(({ term, start }): Match[] => {
      if (right.some((name) => text.startsWith(name, start))) return [];
      const written = NAME.exec(text.slice(start, start + 20))?.[0];
      if (written === undefined || isExcused(text, start, start + written.length)) return [];
      const name = nearest(written, heads.get(words[term] ?? "") ?? []);
      if (name === null) return [];
      const message = `没有“${written}”这个机构，应为“${name}”，请核对机构名称。`;
      return [{ block: id, start, end: start + written.length, message, suggestions: [name] }];
    });
  },
  wrong: [
    { text: "由⟦国家档案总局⟧组织实施。", first: "国家档案局" },
    { text: "材料报⟦国家疾病控制预防局⟧备案。", first: "国家疾病预防控制局" },
    { text: "经⟦国家广播电影总局⟧同意。", first: "国家广播电视总局" },
    { text: "⟦国家互联网信息办公厅⟧公布名单。", first: "国家互联网信息办公室" },
    { text: "⟦国家烟草专买局⟧、⟦国家知识产权管理局⟧", first: "国家烟草专卖局" },
    { text: "向⟦国家统计总署⟧报送。", first: "国家统计局" },
  ],
  right: [
    "国家档案局、国家统计局、国家广播电视总局。",
    "原国家广播电影电视总局，国家新闻出版广电总局。",
    "国家税务局系统，国家移民局，国家外汇局。",
    "国家能源委员会召开会议，国家数据局局长出席。",
    "国家安全机关、国家机关工作人员、国家公园管理机构。",
    "完善国家统计工作，推动全局。",
  ],
};

function nearest(written: string, names: readonly string[]): string | null {
  let best: { readonly name: string; readonly score: number } | null = null;
  for (const name of names) {
    const same = slipBetween(name, written) !== null || coreOf(name) === coreOf(written);
    const score = same ? 1 : likeness(name, written);
    if (score >= LEAST && (best === null || score > best.score)) best = { name, score };
  }
  return best?.name ?? null;
}

const coreOf = (name: string) => name.replace(/(?:总局|总署|局|署|委员会|办公[室厅])$/, "");

/** Of the characters behind 国家: how many both have. */
function likeness(name: string, written: string): number {
  const rest = [...written.slice(2)];
  const size = rest.length + name.length - 2;
  let shared = 0;
  for (const character of name.slice(2)) {
    const at = rest.indexOf(character);
    if (at === -1) continue;
    rest.splice(at, 1);
    shared += 1;
  }
  return (2 * shared) / size;
}
