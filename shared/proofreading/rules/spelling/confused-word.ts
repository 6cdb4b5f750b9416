/** MC-01: words that are taken for each other, where the spelling model finds that the other one belongs there. */
import { dictionary } from "../../authority";
import type { BlockRule, Match, TextBlock } from "../../rule";
import type { Confusion } from "../../spelling/speller";
import { exampleSpeller } from "./example-speller";
import {
  inDocumentNumber,
  inForeignName,
  inParallelList,
  inPersonName,
  inTitle,
  isEcho,
  isNumeral,
  type Place,
} from "./vetoes";

/** So many orders of magnitude beyond what is asked make an error of a suspicion. */
const CERTAIN = 3;
/** What is asked beyond the threshold of the pair, and inside a title. */
const SPARE = 0.25;
const IN_TITLE = 0.7;
/** What a word loses that the sentence says twice. */
const ECHOED = 1;

export const confusedWord: BlockRule = {
  id: "probable-confusion",
  category: "confusable",
  title: "疑似易混词（语言模型）",
  severity: "error",
  fix: "suggest",
  authority: [dictionary()],
  confidence: 0.85,
  checks: ["MC-01"],
  yieldsToVocabulary: true,
  scope: "block",
  roles: ["title", "heading", "body", "list", "cell", "caption", "attachment"],
  find: (block, { spelling }) => (spelling === null ? [] : matchesIn(block, spelling.confusedIn(block.text))),
  setting: {
    spelling: exampleSpeller(
      [],
      [],
      [
        { wrong: "教育的权力", right: "教育的权利", odds: 1 },
        { wrong: "反应出", right: "反映出", odds: 2 },
        { wrong: "认真的开展", right: "认真地开展", odds: 1 },
        { wrong: "市长余波", right: "市长与波", odds: 3 },
        { wrong: "市场法", right: "市长法", odds: 0.2 },
        { wrong: "引道", right: "引导", odds: 1 },
        { wrong: "局反映", right: "局反应", odds: 1 },
        { wrong: "十国开", right: "四国开", odds: 1 },
        { wrong: "哪些关", right: "那些关", odds: 1 },
        { wrong: "成分复", right: "成份复", odds: 1 },
        { wrong: "有先后", right: "优先后", odds: 1 },
        { wrong: "600余副", right: "600余幅", odds: 1 },
      ],
    ),
  },
  wrong: [
    { text: "保障少年儿童接受教育的权⟦力⟧。", first: "利" },
    { text: "这反⟦应⟧出管理粗放。", first: "映" },
    { text: "认真⟦的⟧开展自查。", first: "地" },
  ],
  right: [
    "保障少年儿童接受教育的权利。",
    "这反映出管理粗放。",
    "认真地开展自查。",
    "市长余波主持会议。",
    "印发《市场法》。",
    "大桥及两端引道封闭施工。",
    "公示期间如有异议，请以书面形式向县教育局反映。",
    "要抓住哪些关键环节？人员成分复杂，双方互负债务，有先后履行顺序。",
    "协定对上述十国开始生效。",
    "书法家协会会员为群众书写春联600余副。",
  ],
};

/** Right uses that the model takes for the other word of the pair, by what stands before and the word itself. */
const RIGHT_USE =
  /(?:向|到)[^，。；]{2,24}反映$|(?:春联|对联|楹联|手套|眼镜|担架|拐杖)[^，。；]{0,10}副$|(?:总|统一|唯一|主|出|安全|网上)入口$|街延线$|居住、居留$|成分$|赠予$|传道受$|实践$/;
const USED_BACK = 30;

/** 引道 is the road that leads up to a bridge. */
const APPROACH = /[桥隧渡]|两端|引道[长各工路及两]/;

/** 对十国生效: which number is meant only the author knows. */
const isOtherNumber = (wrong: string, right: string): boolean =>
  Array.from(wrong).some((char, at) => char !== right.charAt(at) && isNumeral(char, right.charAt(at)));

/** 要抓住哪些环节？: a question has a word that asks. */
const isAsked = (text: string, start: number, end: number): boolean =>
  text.charAt(start) === "哪" && /^[^。；！]{0,40}？/.test(text.slice(end));

function matchesIn({ id, text }: TextBlock, confused: readonly Confusion[]): Match[] {
  return confused.flatMap(({ start, end, right, spare }) => {
    const place: Place = { text, slip: { start, end, right, odds: spare } };
    if (inDocumentNumber(place) || inPersonName(place) || inParallelList(place)) return [];
    const wrong = text.slice(start, end);
    if (inForeignName(place) || isOtherNumber(wrong, right)) return [];
    if (spare - (isEcho(place) ? ECHOED : 0) < (inTitle(place) ? IN_TITLE : SPARE)) return [];
    if (RIGHT_USE.test(text.slice(Math.max(0, end - USED_BACK), end))) return [];
    if (isAsked(text, start, end) || text.startsWith("有先后", start)) return [];
    if (text.slice(0, end).endsWith("引道") && APPROACH.test(text.slice(Math.max(0, start - 8), end + 4))) return [];
    return [
      {
        block: id,
        start,
        end,
        severity: spare >= CERTAIN ? ("error" as const) : ("warning" as const),
        suggestions: [right],
        message: `此处的“${wrong}”疑为“${right}”之误：两者易混，按上下文后者更通，请核对。`,
      },
    ];
  });
}
