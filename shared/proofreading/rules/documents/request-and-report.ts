/** 请示 asks one superior, 报告 asks nothing, and an ending names the kind it stands in (条例第十五条). */
import { documentsRegulation } from "../../authority";
import { hitsOf } from "../../hits";
import type { BlockFact, DocumentRule, Match, TextBlock } from "../../rule";

type Kind = "请示" | "报告" | "函" | "批复" | "通知" | "通报" | "意见";

interface Asked {
  readonly kind: Kind | null;
  readonly addressed: { readonly start: number; readonly end: number; readonly isMany: boolean } | null;
  readonly asks: readonly { readonly start: number; readonly end: number }[];
  readonly named: { readonly start: number; readonly end: number; readonly word: string } | null;
}

const TITLE = /^[^。；：]{0,60}关于[^。；：]{2,60}的(?<kind>请示|报告|函|复函|批复|通知|通报|意见)[ \u3000]{0,4}$/;
const SUPERIOR = "(?:省|市|州|县|区|镇|乡|上级|人民)?(?:党?委|(?:人民)?政府|财政局?|上级(?:部门|机关)?|主管部门|领导)";
/** 请县政府安排资金: the superior is asked for what only it can give. */
const ASKS = new RegExp(
  `(?:^|(?<=[。；，！]))(?:为此，?|故|特|现|同时，?|对此，?)?(?:恳请|敬请|请求|恳求|请)(?:${SUPERIOR}[、和]?){1,2}(?:领导)?(?:尽快|及时|予以|给予|适当|统筹|协调|研究|帮助|支持|从[^。；，]{1,12}中){0,2}(?:安排|解决|拨付|下拨|拨给|追加|追拨|批准|同意|核拨|划拨|核定|调剂|增加|增拨|增设|补助|减免)(?!的)[^。；]{0,40}`,
  "g",
);
const NAMED =
  /(?:^|[。；！])(?<mark>(?:以上|上述)(?<word>请示|报告|通知|函|批复))[^。；]{0,12}(?:请|恳请|敬请|望)[^。；]{0,10}[。！]?[ \u3000]{0,4}$/;
const MANY = /^[ \u3000]{0,4}(?<names>[一-龥（）]{2,20}(?:[、，][一-龥（）]{2,20}){1,6})：[ \u3000]{0,4}$/;
/** Party committee and government of one place are asked together where they decide together. */
const TOGETHER = /^[一-龥]{0,8}(?:委|党委|委员会)[、，][一-龥]{0,8}(?:人民)?政府$/;

function factOf({ text }: TextBlock): Asked | null {
  const kind = kindOf(text);
  const names = text.length > 130 ? undefined : MANY.exec(text)?.groups?.names;
  const start = names === undefined ? 0 : text.indexOf(names);
  const addressed = names === undefined ? null : { start, end: start + names.length, isMany: !TOGETHER.test(names) };
  const asks = /[请求]/.test(text)
    ? hitsOf(text, ASKS).map(({ index, 0: all }) => ({ start: index, end: index + all.length }))
    : [];
  const named = namedIn(text);
  return kind === null && addressed === null && asks.length === 0 && named === null
    ? null
    : { kind, addressed, asks, named };
}

function kindOf(text: string): Kind | null {
  const kind = text.length > 130 ? undefined : TITLE.exec(text)?.groups?.kind;
  switch (kind) {
    case "请示":
    case "报告":
    case "函":
    case "批复":
    case "通知":
    case "通报":
    case "意见":
      return kind;
    default:
      return kind === "复函" ? "函" : null;
  }
}

function namedIn(text: string): Asked["named"] {
  const { mark, word } = NAMED.exec(text.slice(-60))?.groups ?? {};
  if (mark === undefined || word === undefined) return null;
  const start = text.lastIndexOf(mark);
  return { start, end: start + mark.length, word };
}

/** The kind of the document, if its first lines show one title and no other stands further down. */
function kindOfDocument(facts: readonly BlockFact<Asked>[]): Kind | null {
  const titles = facts.filter(({ fact }) => fact.kind !== null);
  const [title] = titles;
  return title === undefined || titles.length > 1 || title.index > 3 ? null : title.fact.kind;
}

const shared = {
  category: "document-form",
  severity: "warning",
  fix: "none",
  authority: [documentsRegulation("第十五条")],
  checks: ["MC-32"],
  roles: ["title", "heading", "body", "list"],
  scope: "document",
  seeks: [TITLE, MANY, ASKS, NAMED],
  facts: factOf,
} as const;

export const reportAsks: DocumentRule<Asked> = {
  ...shared,
  id: "doc-report-request",
  title: "报告中夹带请示事项",
  confidence: 0.85,
  judge: (facts) =>
    kindOfDocument(facts) !== "报告"
      ? []
      : facts.flatMap(({ block, fact }) =>
          fact.asks.map(({ start, end }): Match => {
            const message = "报告不得夹带请示事项，需要批准或解决的应另行写“请示”。";
            return { block, start, end, message };
          }),
        ),
  wrong: [
    { text: "某局关于防汛工作的报告\n县人民政府：\n防汛形势严峻。⟦恳请县政府安排应急资金50万元⟧。\n特此报告。" },
    { text: "某镇关于水毁道路情况的报告\n县人民政府：\n水毁道路12处，⟦请县财政局拨付抢修资金80万元⟧。" },
    { text: "某局关于人员编制情况的报告\n县委：\n现有编制不足。⟦为此，请求县委增加编制5名⟧。" },
  ],
  right: [
    "某局关于防汛工作的请示\n县人民政府：\n恳请县政府安排应急资金50万元。\n妥否，请批示。",
    "某局关于防汛工作的报告\n县人民政府：\n县政府安排应急资金50万元，已全部拨付。\n特此报告。",
    "某局关于经费使用情况的报告\n县人民政府：\n去年请示县政府解决的经费已到位，请县政府检查组查阅的台账已备。",
    "关于防汛工作的报告\n关于拨款的请示\n恳请县政府安排应急资金50万元。",
  ],
};

export const requestAddressees: DocumentRule<Asked> = {
  ...shared,
  id: "doc-request-addressees",
  title: "请示主送多个机关",
  confidence: 0.85,
  judge: (facts) =>
    kindOfDocument(facts) !== "请示"
      ? []
      : facts.flatMap(({ block, index, fact: { addressed } }): Match[] => {
          if (addressed === null || !addressed.isMany || index > 4) return [];
          const message = "请示原则上主送一个上级机关，需要同时送其他机关的用抄送。";
          return [{ block, start: addressed.start, end: addressed.end, message }];
        }),
  wrong: [
    { text: "某局关于购置设备的请示\n⟦县人民政府、县财政局⟧：\n拟购置设备2台。" },
    { text: "关于新建泵站的请示\n⟦市水务局，市发展和改革委员会⟧：\n拟新建泵站。" },
    { text: "某镇关于修缮校舍的请示\n⟦县人民政府、县教育局、县财政局⟧：\n校舍需要修缮。" },
  ],
  right: [
    "某局关于购置设备的请示\n县人民政府：\n拟购置设备2台。",
    "某局关于换届工作的请示\n县委、县人民政府：\n拟组织换届。",
    "某局关于报送材料的通知\n县水务局、县财政局：\n请报送。",
    "某局关于购置设备的请示\n县人民政府：\n一、设备\n二、经费\n三、安排\n主送、抄送：",
  ],
};

export const endingNamesOther: DocumentRule<Asked> = {
  ...shared,
  id: "doc-ending-names-other",
  title: "结语所称的文种与标题不符",
  fix: "suggest",
  confidence: 0.88,
  judge: (facts) => {
    const kind = kindOfDocument(facts);
    return kind === null
      ? []
      : facts.flatMap(({ block, fact: { named } }): Match[] => {
          if (named === null || named.word === kind) return [];
          const message = `标题的文种是“${kind}”，这里写作“${named.word}”，请核对。`;
          const suggestions = kind === "函" ? [] : [`以上${kind}`];
          return [{ block, start: named.start, end: named.end, message, suggestions }];
        });
  },
  wrong: [
    {
      text: "某局关于追加经费的请示\n县人民政府：\n需追加经费20万元。\n⟦以上报告⟧如无不妥，请批准。",
      first: "以上请示",
    },
    { text: "某局关于商请支持的函\n县水务局：\n请提供资料。\n⟦以上请示⟧，请予支持。" },
    { text: "某局关于信访工作的报告\n县人民政府：\n略。\n⟦以上请示⟧当否，请批复。", first: "以上报告" },
  ],
  right: [
    "某局关于追加经费的请示\n县人民政府：\n需追加经费20万元。\n以上请示如无不妥，请批准。",
    "某局关于信访工作的报告\n县人民政府：\n略。\n以上报告，请审阅。",
    "以上请示，请批复。",
    "关于商请支持的函\n县水务局：\n以上事项，请予支持。",
  ],
};
