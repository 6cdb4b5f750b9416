/** MC-26: titles of laws that are misspelt, and laws that no longer hold on the day they are cited for. */

import { cites, drafting } from "../../authority";
import { standing } from "../../event-day";
import { hitsOf } from "../../hits";
import { replacedStandards } from "../../packs/laws";
import type { BlockRule, DocumentRule, TextBlock } from "../../rule";
import { type DatedFact, datedFact, type Hit, judgeDated, monthName } from "./dated-names";
import { bare, lawList, type RepealedLaw, STATE } from "./law-list";
import { markedSlips, plainSlips, SURE } from "./law-slips";

const lawBase = cites("国家法律法规数据库名录");
const civilCode = cites("《中华人民共和国民法典》", "2021-01-01");
const TITLE = /《([^《》\n]{2,60})》/g;

export const lawTitleWrong: BlockRule = {
  id: "law-title-wrong",
  category: "law",
  title: "法律法规名称错误",
  severity: "error",
  fix: "suggest",
  authority: [lawBase(), drafting()],
  confidence: 0.92,
  checks: ["MC-26"],
  roles: ["title", "heading", "body", "list", "cell", "caption", "attachment", "meta"],
  scope: "block",
  words: ["《", "〈", STATE, "条例"],
  find: ({ id, text }, { lexicon }) => {
    const list = lawList(lexicon);
    return [...markedSlips(text, list), ...plainSlips(text, list)].map(({ start, end, right, score }) => {
      const message = `法规名录中没有“${text.slice(start, end)}”，疑为“${right}”，请核对名称。`;
      return {
        block: id,
        start,
        end,
        message,
        suggestions: [right],
        ...(score < SURE ? { severity: "warning" as const } : {}),
      };
    });
  },
  wrong: [
    { text: "根据《⟦中华人民共和国保密国家秘密法⟧》。", first: "中华人民共和国保守国家秘密法" },
    { text: "依照《⟦中华人民共和国行政处法⟧》作出决定。", first: "中华人民共和国行政处罚法" },
    { text: "按照《⟦政府信息公公开条例⟧》办理。", first: "政府信息公开条例" },
    { text: "违反《⟦建设工程质量管里条例⟧》的", first: "建设工程质量管理条例" },
    { text: "执行《⟦优化营商环竟条例⟧》。", first: "优化营商环境条例" },
    { text: "宣传《⟦中华人民共和国网络全安法⟧》", first: "中华人民共和国网络安全法" },
    { text: "落实《⟦安全产法⟧》《⟦计会法⟧》。", first: "安全生产法" },
    { text: "依据《⟦风影名胜区条例⟧》", first: "风景名胜区条例" },
    { text: "根据《⟦中华人民共合国档案法⟧》", first: "中华人民共和国档案法" },
    { text: "遵守《⟦中华人民共和国网络安全保护法⟧》。", first: "中华人民共和国网络安全法" },
    { text: "宣传《⟦中华人民共和国环保法⟧》。", first: "中华人民共和国环境保护法" },
    { text: "贯彻《⟦未成年人保护权益法⟧》。", first: "未成年人保护法" },
    { text: "《某省实施〈⟦中华人民共和国残疾人保护法⟧〉办法》", first: "中华人民共和国残疾人保障法" },
    { text: "违反⟦中华人民共和国行政许诺法⟧的规定。", first: "中华人民共和国行政许可法" },
    { text: "依照⟦物业管里条例⟧和⟦不动产登计暂行条例⟧办理。", first: "物业管理条例" },
  ],
  right: [
    "根据《中华人民共和国保守国家秘密法》和《环境保护法》。",
    "依照《某市城市绿化管理条例》《四川省河道管理条例》执行。",
    "《中华人民共和国行政许可法（2019年修正）》规定",
    "学习《论语》《红楼梦》，观看电影《我和我的祖国》。",
    "《关于优化营商环境的意见》已经印发。",
    "《道路交通安全法》《道路运输条例》《城镇燃气管理条例》。",
    "凭本人《居民身份证》办理。",
    "依据《中华人民共和国残疾人证管理办法》《中华人民共和国海关加工贸易货物监管办法》。",
    "日本国会通过《国家安全保障法》，美国《出口管制改革法》。",
    "中华人民共和国公民的合法权益，中华人民共和国最高人民法院。",
    "本条例自公布之日起施行，市级河道管理条例、养犬管理条例同时废止。",
    "起草《中华人民共和国社会救助法（草案）》，《保密法》宣传月。",
    "《中华人民共和国反网络暴力法（征求意见稿）》公开征求意见，修订某市轨道交通管理条例。",
    "公布《中华人民共和国矿产资源法实施条例》，发布《〈中华人民共和国国歌〉国家通用盲文方案》。",
  ],
};

/** Exact titles inside 《》, and the state's full titles without them. */
function repealedIn(block: TextBlock, repealed: ReadonlyMap<string, RepealedLaw>): Hit<RepealedLaw>[] {
  const marked = hitsOf(block.text, TITLE).flatMap((found) => {
    const written = found[1] ?? "";
    const law = repealed.get(bare(written));
    const start = found.index + 1;
    return law === undefined ? [] : [{ start, end: start + written.length, what: law }];
  });
  const plain: Hit<RepealedLaw>[] = [];
  for (let at = block.text.indexOf(STATE); at !== -1; at = block.text.indexOf(STATE, at + 1)) {
    if (block.text[at - 1] === "《") continue;
    for (const law of repealed.values())
      if (
        block.text.startsWith(law.name, at + STATE.length) &&
        !/[一-龥]/.test(block.text[at + STATE.length + law.name.length] ?? "")
      )
        plain.push({ start: at, end: at + STATE.length + law.name.length, what: law });
  }
  return [...marked, ...plain];
}

export const lawRepealed: DocumentRule<DatedFact<RepealedLaw & { readonly full: boolean }>> = {
  id: "law-repealed",
  category: "law",
  title: "引用已废止的法规",
  severity: "error",
  fix: "suggest",
  authority: [civilCode("第一千二百六十条"), lawBase()],
  confidence: 0.93,
  checks: ["MC-26"],
  needsToday: true,
  scope: "document",
  needs: "法条定则年〔",
  // A title, or what shows the day of the document.
  words: ["《", STATE, "年", "〔", "[", "［", "期：", "期:", "间：", "间:"],
  facts: (block, context) => {
    const { repealed } = lawList(context.lexicon);
    const hits = repealedIn(block, repealed).map((hit) => ({
      ...hit,
      what: { ...hit.what, full: block.text.startsWith(STATE, hit.start) },
    }));
    return datedFact(block, context, hits);
  },
  judge: (facts) =>
    judgeDated(facts, (law, day) => {
      if (standing({ until: law.until }, day) !== "past") return null;
      const [next] = law.successors;
      const now = next === undefined ? "" : `，现行的是《${next}》`;
      const suggestions = law.successors.map((name) =>
        law.full && /(?:法|法典|条例)$/.test(name) ? STATE + name : name,
      );
      return { message: `《${law.name}》已于${monthName(law.until)}前后失效${now}：请改引现行规定。`, suggestions };
    }),
  wrong: [
    { text: "依据《⟦中华人民共和国合同法⟧》签订协议。", first: "中华人民共和国民法典" },
    { text: "按照《⟦婚姻法⟧》规定，禁止包办婚姻。", first: "民法典" },
    { text: "2022年，依照《⟦物权法⟧》办理登记。", first: "民法典" },
    { text: "依据《⟦信访条例⟧》受理群众来信。", first: "信访工作条例" },
    { text: "执行《⟦公司登记管理条例⟧》第九条。", first: "市场主体登记管理条例" },
    { text: "公文格式按《⟦国家行政机关公文处理办法⟧》执行。", first: "党政机关公文处理工作条例" },
  ],
  right: [
    "依据《中华人民共和国民法典》签订协议。",
    "2018年，法院依照《中华人民共和国合同法》作出判决。",
    "民法典施行后，《婚姻法》《继承法》同时废止。",
    "原《物权法》第四十二条的规定",
    "依据《劳动合同法》和《保险法》。",
    "依据《婚姻法》办理登记。\n某政发〔2016〕12号",
  ],
};

interface Standard {
  readonly old: string;
  readonly until: string;
  readonly current: string;
}

const standards: readonly Standard[] = replacedStandards
  .trim()
  .split("\n")
  .flatMap((line) => {
    const found = /^(\S{2,6} [\d.]{2,10}-\d{4}) (\S{10}) (.{6,24})$/.exec(line);
    return found === null ? [] : [{ old: found[1] ?? "", until: found[2] ?? "", current: found[3] ?? "" }];
  });

export const standardReplaced: DocumentRule<DatedFact<Standard>> = {
  id: "law-standard-replaced",
  category: "law",
  title: "引用已被代替的国家标准",
  severity: "warning",
  fix: "suggest",
  authority: [cites("全国标准信息公共服务平台")()],
  confidence: 0.95,
  checks: ["MC-26"],
  needsToday: true,
  scope: "document",
  needs: "年G〔",
  facts: (block, context) => datedFact(block, context, standardsIn(block.text)),
  judge: (facts) =>
    judgeDated(facts, ({ old, until, current }, day) =>
      standing({ until }, day) === "past"
        ? { message: `${old}已被${current}代替，请核对引用的版本。`, suggestions: [current] }
        : null,
    ),
  wrong: [
    { text: "公文格式执行⟦GB/T 9704-1999⟧。", first: "GB/T 9704-2012" },
    { text: "标点符号按⟦GB/T15834—1995⟧使用。", first: "GB/T 15834-2011" },
    { text: "空气质量执行⟦GB 3095-1996⟧二级标准。", first: "GB 3095-2012" },
  ],
  right: [
    "公文格式执行GB/T 9704-2012。",
    "2008年印发的通知引用GB/T 9704-1999。",
    "GB/T 15834-2011代替了GB/T 15834-1995，后者同时废止。",
  ],
};

function standardsIn(text: string): Hit<Standard>[] {
  return Array.from(text.matchAll(/GB(?:\/T)?\s?\d{3,5}(?:\.\d{1,2})?[-—–－](?:19|20)\d{2}/g)).flatMap((found) => {
    const written = found[0].replace(/^(GB(?:\/T)?)\s?/, "$1 ").replace(/[—–－]/, "-");
    const standard = standards.find(({ old }) => old === written);
    return standard === undefined ? [] : [{ start: found.index, end: found.index + found[0].length, what: standard }];
  });
}
