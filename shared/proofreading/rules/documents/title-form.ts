/** 标题: who, about what, which kind of document (《党政机关公文处理工作条例》第九条). */
import { documentsRegulation } from "../../authority";
import type { DocumentRule, Match, PatternRule } from "../../rule";
import { endsInGenre } from "./genre";

const OFFICE = "(?:人民政府|政府办公[室厅]|办公[室厅]|委员会|[局厅部委院])";
const VERB = "(?:做好|开展|加强|进一步|召开|举办|印发|转发|切实|全面|调整|公布|成立|组织|推进|规范|征集)";

const noAbout = new RegExp(
  `^[^，。：；关]{0,20}${OFFICE}(?<mark>${VERB})[^，。：；]{2,60}的(?:通知|意见|决定|通报|批复|请示|通告)$`,
);
/** 关于召开会议通知: 的 is missing before the kind. 紧急通知, 补充通知 and the like are words of their own. */
const noParticle =
  /^[^，。：；]{0,30}关于[^，。：；]{3,60}(?<![的急充步充》”"])(?<mark>通知|请示|批复|通告)(?:[（(][^（）()]{1,12}[)）])?$/;
/** Titles of news and of questions are not titles of documents. */
const NEWS = /[，。：；！？!?…—|｜]|为什么|如何|怎么|哪些|什么|听取|审议|解读|一图|图解|记者|新华社|答问/;

function titleFault(text: string): Omit<Match, "block"> | null {
  const title = text.trim();
  if (title.length < 6 || title.length > 80 || NEWS.test(title) || isCut(title)) return null;
  if (/关于/.test(title) && !endsInGenre.test(title)) {
    return {
      start: 0,
      end: text.length,
      message: "标题写了“关于”，却没有文种，应由发文机关名称、事由和文种组成，如“某机关关于……的通知”。",
    };
  }
  const particle = noParticle.exec(title)?.groups?.mark;
  if (particle !== undefined && !/情况(?:通报|通告)/.test(title)) {
    const start = text.lastIndexOf(particle);
    const message = `“关于……”之后、文种之前应有“的”字，写作“的${particle}”。`;
    return { start, end: start + particle.length, message, suggestions: [`的${particle}`], fix: "suggest" };
  }
  const verb = title.includes("关于") ? undefined : noAbout.exec(title)?.groups?.mark;
  if (verb === undefined) return null;
  const start = text.indexOf(verb);
  const message = `标题的事由前应有“关于”，写作“关于${verb}……”。`;
  return { start, end: start + verb.length, message, suggestions: [`关于${verb}`], fix: "suggest" };
}

export const titleThreeParts: DocumentRule<Omit<Match, "block">> = {
  id: "doc-title-three-parts",
  category: "document-form",
  title: "标题要素不全",
  severity: "warning",
  fix: "suggest",
  authority: [documentsRegulation("第九条")],
  confidence: 0.85,
  checks: ["MC-32"],
  roles: ["title", "heading", "body"],
  scope: "document",
  seeks: [/关于/, /的(?:通知|意见|决定|通报|批复|请示|通告)$/],
  facts: (block) => titleFault(block.text),
  judge: (facts, { metadata }) => {
    const type = metadata?.itemType ?? "notice";
    if (type !== "notice" && type !== "policy" && type !== "survey") return [];
    const [first] = facts;
    return first === undefined || first.index !== 0 ? [] : [{ block: first.block, ...first.fact }];
  },
  wrong: [
    { text: "⟦关于校园周边环境整治⟧" },
    { text: "某县卫生健康局关于开展夏季灭蚊⟦通知⟧", first: "的通知" },
    { text: "某市人民政府办公室⟦做好⟧汛期值班工作的通知", first: "关于做好" },
    { text: "⟦某区教育局关于中小学开学⟧\n各学校要做好准备。" },
    { text: "关于申请维修资金⟦请示⟧", first: "的请示" },
  ],
  right: [
    "某县卫生健康局关于开展夏季灭蚊工作的通知",
    "关于加强值班值守的紧急通知",
    "关于印发《某市公园管理办法》的通知",
    "某市安全生产管理办法（试行）",
    "我市召开会议，研究关于食品安全的工作",
    "总则\n关于校园周边环境整治",
    { text: "关于养老金的几件事", metadata: { itemType: "news" } },
  ],
};

export const genreWrong: PatternRule = {
  id: "doc-genre-wrong",
  category: "document-form",
  title: "文种误用",
  severity: "warning",
  fix: "suggest",
  authority: [documentsRegulation("第八条")],
  confidence: 0.85,
  checks: ["MC-32"],
  roles: ["title", "heading", "body", "caption", "cell", "list"],
  scope: "pattern",
  patterns: [
    {
      regex: /关于[^，。；：！？\n]{1,60}的(?<mark>请示报告|报告请示|请求报告|申请请示)(?![制条工规程事])/g,
      message: "“请示”和“报告”是两种文种，不能并用；需要上级答复的用“请示”。",
      suggest: "请示",
    },
    {
      regex:
        /关于[^，。；：！？\n]{1,60}的(?<mark>通知通告|通告通知|公告通知|通知公告|公告通告|通告公告|通报通知|通知通报|决定通知|意见通知|函告|通知函|批复函)(?=$|[。，；）”》])/g,
      message: (found) => `“${found.groups?.mark ?? ""}”不是法定文种，请按用途选一个文种。`,
      suggest: (found) => [
        (found.groups?.mark ?? "").endsWith("函") || (found.groups?.mark ?? "").startsWith("函")
          ? "函"
          : (found.groups?.mark ?? "").slice(-2),
      ],
    },
    {
      regex: /^[^，。；：！？\n]{0,30}关于[^，。；：！？\n]{2,60}的(?<mark>会议纪要|汇报|申请报告|申请)$/g,
      message: (found) =>
        `“${found.groups?.mark ?? ""}”不是法定文种，应作“${PROPER[found.groups?.mark ?? ""] ?? ""}”。`,
      suggest: (found) => [PROPER[found.groups?.mark ?? ""] ?? ""],
      accept: (found) => !/听取|审议|召开|研究|讨论|传达/.test(found[0].split("关于")[0] ?? ""),
    },
    {
      regex: /^[^，。；：！？\n]{0,40}(?:转发|印发|批转)[^，。；：！？\n]{2,60}(?<mark>的通知的通知)$/g,
      message: "标题中“的通知”重复，转发通知时保留一个即可。",
      suggest: "的通知",
    },
  ],
  wrong: [
    { text: "关于追加经费的⟦请示报告⟧", first: "请示" },
    { text: "关于研究防汛问题的⟦会议纪要⟧", first: "纪要" },
    { text: "关于临时停水的⟦通知公告⟧", first: "公告" },
    { text: "某局关于购置设备的⟦申请⟧", first: "请示" },
    { text: "某县关于转发省厅做好春耕工作⟦的通知的通知⟧", first: "的通知" },
    { text: "关于商请提供数据的⟦函告⟧", first: "函" },
  ],
  right: [
    "关于追加经费的请示",
    "严格执行关于重大事项的请示报告制度",
    "市政府第12次常务会议纪要",
    "常务会议听取关于防汛工作的汇报",
    "个人可以向派出所提出关于更名的申请。",
    "关于转发《省厅关于做好春耕工作的通知》的通知",
  ],
};

const PROPER: Readonly<Record<string, string>> = { 会议纪要: "纪要", 汇报: "报告", 申请报告: "请示", 申请: "请示" };

/** A title that runs on to the next line: its 《 is not closed here. */
const isCut = (title: string): boolean => title.split("《").length !== title.split("》").length;
