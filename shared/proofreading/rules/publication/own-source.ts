/** A text that says it is the site's own and tells where it is from, and 我县 in what was taken from another county (MC-16). */
import { siteGuide2017 } from "../../authority";
import type { BlockFact, DocumentRule, Match } from "../../rule";

interface Signs {
  readonly own: { readonly start: number; readonly end: number } | null;
  readonly isFrom: boolean;
  /** 我县 in a sentence that begins with 据某县…消息. */
  readonly ours: { readonly start: number; readonly end: number } | null;
  readonly isReprint: boolean;
}

const OWN = /(?<=(?:来源|稿源)[：:][ \u3000]{0,2})(?:本站(?:原创|讯)?|本网(?:原创)?|原创|本单位)(?=[ \u3000]{0,4}$)/;
const FROM =
  /(?:^|[。\u3000 ])据[^，。；]{2,20}(?:网站|日报|晚报|新闻网|新华社|公众号|客户端|融媒体中心|电视台|官网)[^，。；]{0,14}(?:消息|报道|讯|发布)/;
const OURS = /(?<=据[一-龥]{2,6}[县市区](?:人民政府)?[^，。；]{0,12}(?:消息|报道)，[^。]{0,40}?)我[县市区]/;
const REPRINT = /转载|转自|摘自/;

export const ownSource: DocumentRule<Signs> = {
  id: "source-own-told",
  category: "source",
  title: "来源与文中所说不合",
  severity: "warning",
  fix: "none",
  authority: [siteGuide2017()],
  confidence: 0.88,
  checks: ["MC-16"],
  roles: ["body", "list"],
  scope: "document",
  words: ["来源", "稿源", "消息", "报道", "转载"],
  facts: ({ text }) => {
    const own = OWN.exec(text);
    const ours = OURS.exec(text);
    const isFrom = FROM.test(text);
    const isReprint = REPRINT.test(text);
    if (own === null && ours === null && !isFrom && !isReprint) return null;
    const placed = (found: RegExpExecArray | null) =>
      found === null ? null : { start: found.index, end: found.index + found[0].length };
    return { own: placed(own), isFrom, ours: placed(ours), isReprint };
  },
  judge: (facts) => [
    ...(facts.some(({ fact }) => fact.isFrom)
      ? marked(facts, "own", "文中说明消息取自别处，来源不应写作本站，请写明原来的单位。")
      : []),
    ...(facts.some(({ fact }) => fact.isReprint)
      ? marked(facts, "ours", "转载别处的消息，“我县”指的不是本县，请改写成县名。")
      : []),
  ],
  wrong: [
    { text: "来源：⟦本站原创⟧\n据市生态环境局网站6月5日消息，行动已经启动。" },
    { text: "据岚桥县人民政府网站消息，近日，⟦我县⟧首个光伏电站并网。（松陂县人民政府网站转载）" },
    { text: "稿源：⟦本网⟧\n据《云溪日报》客户端报道，茶园开采。" },
  ],
  right: [
    "来源：市生态环境局网站\n据市生态环境局网站6月5日消息，行动已经启动。",
    "来源：本站原创\n行动已经启动。",
    "据县气象局消息，我县将有大雨。",
  ],
};

const marked = (facts: readonly BlockFact<Signs>[], part: "own" | "ours", message: string): Match[] =>
  facts.flatMap(({ block, fact }) => {
    const place = fact[part];
    return place === null ? [] : [{ block, ...place, message }];
  });
