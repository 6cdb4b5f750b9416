/** Words that belong to another kind of document: 请遵照执行 in a letter, 现请示如下 in a reply (条例第八条). */

import { documentsRegulation } from "../../authority";
import { hitsOf } from "../../hits";
import type { BlockFact, DocumentRule, Match, TextBlock } from "../../rule";

type Kind = "函" | "批复" | "请示" | "通知" | "报告";

interface GenreFact {
  readonly kind: Kind | null;
  /** Stretches that the kinds named cannot have. */
  readonly words: readonly {
    readonly start: number;
    readonly end: number;
    readonly not: string;
    readonly right: string;
  }[];
}

const TITLE = /^[^。；：，]{0,60}关于[^。；：，]{2,50}的(?<kind>函|复函|批复|请示|通知|报告)$/;
/** …收悉。经研究 opens a reply, whatever its title. */
const REPLY = /(?:请示|来函)》?[^。]{0,24}(?:收悉|悉)。/;

const foreign: readonly (readonly [pattern: RegExp, not: string, right: string])[] = [
  [/请(?:认真)?(?:遵照|贯彻|照此)执行|请认真(?:贯彻落实|贯彻执行)/g, "函请示报告", "请予支持"],
  [/现(?:将有关情况)?请示如下|妥否[，、]?请(?:批示|批复|示)|当否[，、]?请批示/g, "批复函通知报告", "现批复如下"],
  [/现批复如下/g, "请示通知报告", "现请示如下"],
  [/现通知如下|现将有关事项通知如下/g, "请示批复报告函", ""],
  [/特此通知/g, "函请示批复报告", "特此函达"],
  [/特此函(?:告|达|复)|专此函达/g, "请示批复报告通知", ""],
  [/特此报告/g, "函批复通知请示", ""],
  [/^此致[\s\u3000，,]{0,4}敬礼[！!]?$/g, "批复通知报告请示", ""],
  [/此复/g, "请示通知报告", ""],
];

function factOf({ text }: TextBlock): GenreFact | null {
  const body = text.trim();
  const named = TITLE.exec(body)?.groups?.kind?.replace("复函", "函");
  const kind = isKind(named) ? named : REPLY.test(body) ? "批复" : null;
  const words = foreign.flatMap(([pattern, not, right]) =>
    hitsOf(body, pattern).map((found) => {
      const start = text.indexOf(body) + found.index;
      return { start, end: start + found[0].length, not, right };
    }),
  );
  return kind === null && words.length === 0 ? null : { kind, words };
}

const isKind = (text: string | undefined): text is Kind =>
  text !== undefined && ["函", "批复", "请示", "通知", "报告"].includes(text);

export const genreWords: DocumentRule<GenreFact> = {
  id: "doc-genre-words",
  category: "document-form",
  title: "用语与文种不符",
  severity: "warning",
  fix: "none",
  authority: [documentsRegulation("第八条")],
  confidence: 0.85,
  checks: ["MC-32"],
  scope: "document",
  seeks: [TITLE, REPLY, ...foreign.map(([pattern]) => pattern)],
  facts: factOf,
  judge: (facts) => {
    const first = facts.find(({ fact }) => fact.kind !== null);
    // Two kinds: a sample or another document stands below.
    const kinds = new Set(facts.flatMap(({ fact }) => (fact.kind === null ? [] : [fact.kind])));
    if (first === undefined || kinds.size > 1) return [];
    return facts
      .filter(({ index }) => index - first.index < FARTHEST)
      .flatMap((one) => misplaced(one, first.fact.kind));
  },
  wrong: [
    {
      text: "关于同意设立工业集中区的批复\n石湾镇人民政府：\n你镇《关于设立工业集中区的请示》收悉。经研究，同意设立。\n⟦此致敬礼！⟧",
    },
    { text: "关于商请提供用地数据的函\n县自然资源局：\n因编制规划需要，请提供数据，⟦请遵照执行⟧。" },
    { text: "你局《关于调整预算的请示》收悉。经研究，⟦现请示如下⟧：" },
    { text: "关于拨付维修经费的请示\n市财政局：\n因校舍维修，需经费30万元。\n⟦特此通知⟧。" },
    { text: "关于报送总结的通知\n各科室：\n请按时报送。\n⟦特此报告⟧。" },
  ],
  right: [
    "关于商请提供用地数据的函\n县自然资源局：\n因编制规划需要，请予支持。\n特此函达。",
    "你局《关于调整预算的请示》收悉。经研究，现批复如下：",
    "关于报送总结的通知\n各科室：\n请认真贯彻执行。\n特此通知。",
    "关于印发请示范本的通知\n请示末尾写“妥否，请批示”。\n关于申请经费的请示\n妥否，请批示。",
  ],
};

/** An attached sample further down is a document of its own. */
const FARTHEST = 40;

function misplaced({ block, fact }: BlockFact<GenreFact>, kind: Kind | null): Match[] {
  if (kind === null) return [];
  return fact.words
    .filter(({ not }) => (kind === "函" ? /函/.test(not) : not.includes(kind)))
    .map(({ start, end, right }) => ({
      block,
      start,
      end,
      message: `“${kind}”不用这样的话${right === "" ? "" : `，可写“${right}”一类`}，请核对文种。`,
    }));
}
