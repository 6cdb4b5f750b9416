/** MC-16: a reprint names its source, with address and date, and the source is one reprints may come from. */

import { cites, siteGuide2017 } from "../../authority";
import { hitsOf } from "../../hits";
import { hostClass } from "../../hosts";
import type { BlockFact, DocumentRule, Match, ProofContext } from "../../rule";

const authority = [siteGuide2017(), cites("《互联网新闻信息服务管理规定》", "2017-06-01")()];

interface Signs {
  /** 电头: （新华社北京5月1日电） */
  readonly dateline: { readonly start: number; readonly end: number } | null;
  readonly saysSource: boolean;
}

const AGENCY =
  "新华社|新华网|人民日报|人民网|中新社|中新网|中国新闻社|央视网|央视新闻|光明日报|经济日报|中国日报|科技日报|工人日报|农民日报|法治日报|解放军报|求是网|央广网|中国青年报|中国网|中国经济网";
const DATELINE = new RegExp(
  `[（(]?(?:据)?(?:${AGENCY})[（(]?[\\u4e00-\\u9fff·、 ]{0,12}(?:\\d{4}年)?\\d{1,2}月\\d{1,2}日(?:电|讯|消息)|[（(](?:${AGENCY})[ ]?(?:记者|通讯员)[ ]?[\\u4e00-\\u9fff·、 ]{2,20}[)）]|(?:^|[（(])本报[\\u4e00-\\u9fff]{2,6}\\d{1,2}月\\d{1,2}日[电讯]|^本报讯(?=[（(])`,
);
const SAYS_SOURCE = /(?:来源|转自|摘自|转载自|稿源|原载|出处)(?:[：:]|于|自|为|《)/;

export const sourceMissing: DocumentRule<Signs> = {
  id: "web-source-missing",
  category: "source",
  title: "转载未注明来源",
  severity: "error",
  fix: "none",
  authority,
  confidence: 0.93,
  checks: ["MC-16"],
  needsToday: true,
  scope: "document",
  seeks: [DATELINE, SAYS_SOURCE],
  facts: ({ text, role }) => {
    const found = role === "attachment" ? null : DATELINE.exec(text);
    const dateline = found === null ? null : { start: found.index, end: found.index + found[0].length };
    const saysSource = text.length < 400 && SAYS_SOURCE.test(text);
    return dateline === null && !saysSource ? null : { dateline, saysSource };
  },
  judge: (facts, context) => {
    const { metadata } = context;
    if (metadata?.itemType === "reprint") return reprintFaults(context);
    if (metadata !== null && (metadata.source?.name ?? "").trim() !== "") return [];
    if (facts.some(({ fact }) => fact.saysSource)) return [];
    return unsourced(facts);
  },
  wrong: [
    { text: "⟦（新华社成都3月2日电⟧）全省春耕工作会议召开。" },
    { text: "⟦新华社上海9月10日电⟧ 展览开幕。" },
    { text: "⟦人民日报北京2024年7月1日讯⟧，记者获悉……" },
    { text: "⟦本报临川5月3日讯⟧（记者王芳）油菜花开，游人如织。" },
    { text: "要闻\n⟦据中新社广州6月5日电⟧，龙舟赛举行。" },
  ],
  right: [
    "来源：新华社\n（新华社成都3月2日电）全省春耕工作会议召开。",
    "新华社记者到我县采访。",
    "2024年3月2日，会议在京召开。",
    { text: "新华社上海9月10日电 展览开幕。", metadata: { source: { name: "新华社", url: "", publishedOn: "" } } },
    "（新华社成都3月2日电）会议召开。\n稿源：新华社客户端",
  ],
};

/** Only the first: one sentence says what the item lacks. */
function unsourced(facts: readonly BlockFact<Signs>[]): Match[] {
  const first = facts.find(({ fact }) => fact.dateline !== null);
  const dateline = first?.fact.dateline ?? null;
  if (first === undefined || dateline === null) return [];
  const message = "文中有新闻单位的电头，却没有注明来源；转载稿件请写明来源，并把稿件类型选为“转载”。";
  return [{ block: first.block, ...dateline, message }];
}

function reprintFaults({ metadata, lexicon, today }: ProofContext): Match[] {
  const source = metadata?.source ?? null;
  const at = (length: number) => ({ block: "meta.source", start: 0, end: length });
  if (source === null || source.name.trim() === "") {
    const severity = lexicon.sourceRequired === false ? ("warning" as const) : ("block" as const);
    const message = "转载稿件没有注明来源，请填写来源名称、网址和日期。";
    return [{ ...at(source?.name.length ?? 0), severity, message }];
  }
  const lacking = [source.url === "" ? "网址" : "", source.publishedOn === "" ? "日期" : ""].filter(
    (name) => name !== "",
  );
  const whole = at(source.name.length);
  if (lacking.length > 0) return [{ ...whole, message: `转载来源缺少${lacking.join("和")}，请补齐。` }];
  return source.publishedOn > today ? [{ ...whole, message: "转载来源的发布日期晚于今天，请核对。" }] : [];
}

const SELF_MEDIA =
  "公众号|微博|抖音|快手|自媒体|网友|网络|互联网|博客|论坛|贴吧|头条号|百家号|朋友圈|微信群|知乎|小红书|百度百科|百度|视频号|搜狐号|企鹅号|大鱼号|哔哩哔哩|豆瓣|个人图书馆|短视频平台|微信";
const SAID = new RegExp(
  `(?:来源|稿源|转自|摘自|转载自|出处)[：:][ \\u3000]{0,2}(?<mark>[^\\s，。；、|（(]{0,16}(?:${SELF_MEDIA})(?:平台|账号|号)?)`,
  "g",
);
/** Nothing behind the colon, or a word that names nobody. */
const VAGUE_SOURCE =
  /(?<=[（(【[])(?:转自|摘自|来自|源自|选自|转载自|摘编自|整理自)(?:网络|互联网|网上|网友|微信|微博|论坛|朋友圈|某网站?|有关媒体)(?:整理)?(?=[)）】\]])|(?<=[（(【[])(?:文章|稿件|信息|内容|图片|资料|消息)?(?:来源|稿源|转自|摘自|转载自|出处)[：:][ \u3000]{0,4}(?=[)）】\]])|(?<![\u4e00-\u9fff])(?:文章|稿件|信息|内容|图片|资料|消息)?(?:来源|稿源|转自|摘自|转载自|出处)[：:][ \u3000]{0,2}(?:不详|未知|不明|待[查补定核]实?|佚名|匿名|无|其他|转载|综合(?:整理|报道|媒体)?|(?:根据)?(?:公开|网上|相关)(?:资料|信息|报道)(?:整理)?|有关(?:媒体|方面|部门|人士)|某[媒网报]体?站?|(?:部分|多家)媒体|外[媒网]|知情人士|消息人士)(?=[)）】\]。；，\s]|$)/;
const OFFICIAL =
  /日报|晚报|新华|央视|人民网|光明|经济|中国|政府|发布|广播|电视|检察|公安|法院|法治|融媒|[局委厅部院办]|共青团|政务|官方/;

export const sourceUnlisted: DocumentRule<readonly Omit<Match, "block">[]> = {
  id: "web-source-unlisted",
  category: "source",
  title: "来源不在规定稿源之列",
  severity: "warning",
  fix: "none",
  authority: [cites("《互联网新闻信息稿源单位名单》")(), siteGuide2017()],
  confidence: 0.9,
  checks: ["MC-16"],
  scope: "document",
  seeks: [/[源自摘处][：:]|自[网互微论朋某有]/],
  facts: ({ text }) => {
    if (!/[源自摘处][：:]|自[网互微论朋某有]/.test(text)) return null;
    const vague = VAGUE_SOURCE.exec(text);
    if (vague !== null) {
      const place = { start: vague.index, end: vague.index + vague[0].length };
      return [{ ...place, message: "来源没有写明，请写出首发单位的全称，或删去这一项。" }];
    }
    const found = hitsOf(text, SAID).map((hit): Omit<Match, "block"> | null => {
      const name = hit.groups?.mark ?? "";
      const end = hit.index + hit[0].length;
      const message = `“${name}”不是规定的稿源，请核实内容，改用政府网站、主流媒体的稿件。`;
      return OFFICIAL.test(name) ? null : { start: end - name.length, end, message };
    });
    const kept = found.flatMap((item) => (item === null ? [] : [item]));
    return kept.length === 0 ? null : kept;
  },
  judge: (facts, context) => [
    ...facts.flatMap(({ block, fact }) => fact.map((match) => ({ block, ...match }))),
    ...unlistedSource(context),
  ],
  wrong: [
    { text: "来源：⟦某某养生公众号⟧" },
    { text: "（来源：⟦网络⟧）" },
    { text: "转自：⟦某某论坛⟧" },
    { text: "稿源：⟦微博⟧" },
    { text: "文章来源：⟦百度百科⟧" },
    { text: "群众反映良好。（⟦来源：⟧）" },
    { text: "⟦来源：综合整理⟧" },
    { text: "办事更加便捷。（⟦转自网络⟧）" },
  ],
  right: ["来源：人民日报", "来源：新华社微信公众号", "来源：某市教育局", "数据来源于网络调查。", "资金来源：财政拨款"],
};

/** The source in the metadata, by the list of sources and by the class of its site. */
function unlistedSource({ metadata, lexicon }: ProofContext): Match[] {
  const source = metadata?.itemType === "reprint" ? metadata.source : null;
  const name = source?.name.trim() ?? "";
  if (source === null || name === "") return [];
  const place = { block: "meta.source", start: 0, end: source.name.length };
  const kind = source.url === "" ? "own" : hostClass(source.url, lexicon);
  const isGovernment = kind === "government";
  const { newsSources } = lexicon;
  if (newsSources.length > 0 && !isGovernment && !newsSources.includes(name))
    return [{ ...place, severity: "error", message: `“${name}”不在稿源名单中，请改用名单内的来源或经批准后转载。` }];
  if (newsSources.includes(name) || (kind !== "other" && kind !== "bad" && kind !== "address")) return [];
  const message = "来源网站不在政府网站和官方权威媒体之列，请核实是否为规定稿源。";
  return [{ ...place, message }];
}
