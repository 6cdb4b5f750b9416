/** R11, MC-42: organs under a name that does not hold on the day of the event. */
import { cites } from "../../authority";
import { isInTitle, type Span, standing } from "../../event-day";
import { localOrgans, nationalOrgans } from "../../packs/organs";
import type { DatedName, DocumentRule, Lexicon, Match } from "../../rule";
import { TermMatcher } from "../../term-matcher";
import { type DatedFact, datedFact, type Hit, judgeDated, monthName } from "./dated-names";

const reform = cites("《党和国家机构改革方案》", "2018-03");
const reform2023 = cites("《党和国家机构改革方案》", "2023-03");

interface Organ {
  readonly name: string;
  readonly from?: string;
  readonly until?: string;
  readonly successors: readonly string[];
  /** Local organs set up in a reform: wrong only where the text says that they acted before. */
  readonly isNew: boolean;
  /** Ministries have short names that foreign governments share: they need a boundary before them. */
  readonly short: boolean;
}

interface OrganIndex {
  readonly organs: readonly Organ[];
  readonly matcher: TermMatcher;
}

const indexes = new WeakMap<readonly DatedName[], OrganIndex>();

function organIndex({ organs: extra }: Lexicon): OrganIndex {
  const known = indexes.get(extra);
  if (known !== undefined) return known;
  const organs = [...tableOf(nationalOrgans, false), ...tableOf(localOrgans, true), ...extra.flatMap(ofPack)];
  const fresh = { organs, matcher: new TermMatcher(organs.map(({ name }) => name)) };
  indexes.set(extra, fresh);
  return fresh;
}

function tableOf(table: string, isLocal: boolean): Organ[] {
  return table
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [names = "", from = "-", until = "-", successors] = line.split(" ");
      return names.split("/").map((name) => ({
        name,
        ...(from === "-" ? {} : { from }),
        ...(until === "-" ? {} : { until }),
        successors: successors === undefined ? [] : successors.split("/"),
        isNew: isLocal && from !== "-" && until === "-",
        short: name.length <= 4 && name.endsWith("部"),
      }));
    });
}

function ofPack({ name, short = [], from, until, successors = [] }: DatedName): Organ[] {
  const dates = { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
  return [name, ...short].map((form) => ({ name: form, ...dates, successors, isNew: false, short: false }));
}

export const organOutdated: DocumentRule<DatedFact<Organ>> = {
  id: "org-outdated",
  category: "organ",
  title: "机构名称与所述时间不符",
  severity: "error",
  fix: "suggest",
  authority: [reform(), reform2023()],
  confidence: 0.9,
  checks: ["MC-03", "MC-42"],
  needsToday: true,
  scope: "document",
  needs: "局部委厅办署会所队组室年〔",
  facts: (block, context) => datedFact(block, context, organsIn(block.text, organIndex(context.lexicon))),
  judge: (facts) => judgeDated(facts, verdict, "faint"),
  wrong: [
    { text: "请到市⟦工商局⟧办理登记。", first: "市场监督管理局" },
    { text: "2021年，某省⟦国土资源厅⟧印发通知。", first: "自然资源厅" },
    { text: "向县⟦环保局⟧举报。", first: "生态环境局" },
    { text: "⟦国家卫生计生委⟧、⟦农业部⟧联合部署。", first: "国家卫生健康委员会" },
    { text: "由区⟦扶贫办⟧牵头，⟦安监局⟧配合。", first: "农业农村局" },
    { text: "2015年⟦自然资源部⟧开展督察。" },
    { text: "2024年5月，⟦中国银保监会⟧发布公告。", first: "国家金融监督管理总局" },
    { text: "咨询电话：县⟦地税局⟧2212345" },
    { text: "2016年5月，县⟦应急管理局⟧检查企业12家。" },
    { text: "2014年春节前夕，某市⟦退役军人事务局⟧走访军属。" },
    { text: "2019年6月，县⟦国土资源局⟧发布公告。", first: "自然资源局" },
    { text: "2023年，项目通过⟦农业部⟧验收，材料报⟦国家预防腐败局⟧。", first: "农业农村部" },
  ],
  right: [
    "请到市市场监督管理局办理登记。",
    "2015年国土资源部印发通知。",
    "根据2016年印发的规划，县自然资源局组织编制方案。",
    "2017年以来，县生态环境局坚持开展监测；2019年2月，县国土资源局完成清查。",
    "2016年度考核优秀，2020年5月任县应急管理局局长。",
    "原国家环保局、原市工商局的职责由新机构承担。",
    "不再保留国土资源部、国务院法制办公室。",
    "印度尼西亚农业部长来访，美国环境保护局发布报告。",
    "省药品监督管理局、市林业局、县民政局、煤矿安全监察局。",
    "依据《事业单位公开招聘人员暂行规定》（人事部令第6号）组织招聘。",
    "县级以上地方人民政府农业部门负责本行政区域的工作。",
    "某市工商局\n2016年3月5日",
    "1998.03—2002.06 某县工商局局长",
    "《国家工商行政管理总局关于印发文书的通知》继续有效。",
  ],
};

function organsIn(text: string, { organs, matcher }: OrganIndex): Hit<Organ>[] {
  const hits = matcher
    .find(text)
    .flatMap(({ term, start, end }) => {
      const what = organs[term];
      return what === undefined ? [] : [{ start, end, what }];
    })
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const longest: Hit<Organ>[] = [];
  for (const hit of hits) {
    const last = longest.at(-1);
    if (last === undefined || hit.start >= last.end) longest.push(hit);
    else if (hit.end - hit.start > last.end - last.start) longest[longest.length - 1] = hit;
  }
  return longest.filter((hit) => isOurs(text, hit) && !isInTitle(text, hit.start));
}

const FOREIGN =
  /(?:美国|英国|法国|德国|日本|韩国|俄罗斯|印度|越南|泰国|加拿大|澳大利亚|意大利|西班牙|巴西|埃及|南非|朝鲜|蒙古|缅甸|老挝|柬埔寨|马来西亚|新加坡|菲律宾|印度尼西亚|印尼|哈萨克斯坦|巴基斯坦|伊朗|以色列|土耳其|乌克兰|波兰|瑞典|瑞士|荷兰|欧盟|联合国|香港|澳门|台湾|加州|纽约|[一-龥]尼亚|[一-龥]斯坦|该国|两国|本国|外国)[^。；]{0,14}$/;
const BEFORE_SHORT =
  /(?:^|[^一-龥]|中国|我国|中央|国务院|国家|[经由和与及据向报从被对将把给同是为到于请按以则而且并或了的在时年月日自让使称悉前今等致代会受随当过报送请得获求商函转交呈抄派归属需须凡均已曾又仍听见]|原)$/;
/** 农业部门, 卫生部队, 卫生部长 of some state and 工商局面: the next characters make another word. */
const INSIDE = /^(?:令第|门|队|分|位|署|级|面|势|限|部|里|外|长|中心局)/;
const BEFORE_LOCAL = /(?:美|州|和|与|发展改革|改革|商务|公|电|海洋|林业|水|煤矿|矿山)$/;

/** 卫生局 behind a place or at a boundary, not inside 环境卫生局 or 外交部人事局. */
const BEFORE_LOCAL_SHORT =
  /(?:^|[^一-龥]|[省市县区州旗盟镇乡地该各级本我由经和与及据向报被对将给同是为到请以或了的在月日年后原某]|中国|全国|国务院)$/;

/** A year, perhaps a feast or a half of it, and the place: who follows acted then. 根据2016年印发的规划，某县 is no such thing. */
const ACTED =
  /(?:^|[。；\n\u3000 ])(?:19|20)\d{2}年(?:\d{1,2}月(?:\d{1,2}日)?|[上下]半年|[一二三四]季度|[初底末春夏秋冬])?(?![以之]?[来后起]|至)(?:[一-龥]{0,6}(?:前夕|期间|之际))?，?(?:[一-龥]{0,6}[省市州县区旗]|全县|全市)?$/;

function isOurs(text: string, { start, end, what }: Hit<Organ>): boolean {
  if (INSIDE.test(text.slice(end, end + 3))) return false;
  const before = text.slice(Math.max(0, start - 24), start);
  if (FOREIGN.test(before)) return false;
  if (what.isNew) return ACTED.test(text.slice(Math.max(0, start - 40), start));
  if (what.short) return BEFORE_SHORT.test(before);
  if (what.name.length <= 3 && !BEFORE_LOCAL_SHORT.test(before)) return false;
  if (what.name === "粮食局" || what.name === "旅游局" || what.name === "文广局")
    return !/[和与化育及、展游]$/.test(before);
  if (what.name === "工商所" || what.name === "国土所" || what.name === "法制局")
    return /[省市县区镇乡州旗]$/.test(before);
  return !(what.name === "安监局" || what.name === "质监局") || !BEFORE_LOCAL.test(before);
}

function verdict(organ: Organ, day: Span): Omit<Match, "block" | "start" | "end"> | null {
  const state = standing(organ, day);
  if (state === "valid") return null;
  if (state === "early")
    return {
      severity: "hint",
      message: `“${organ.name}”${monthName(organ.from ?? "")}才设立，所述时间还没有这个机构，请核对。`,
    };
  const [next] = organ.successors;
  const now = next === undefined ? "" : `，现为“${organ.successors.join("”“")}”`;
  const since = organ.until === undefined || organ.until < "1950" ? "没有这个机构" : "已在机构改革中撤并或更名";
  return {
    message: `“${organ.name}”${since}${now}；说的是改革前的事，请写“原${organ.name}”或写明时间。`,
    suggestions: organ.successors,
  };
}
