/** Names on the lines below a heading that counts them, and an award told in the text and on its list: 名单（共6人）, 等9名 (MC-06). */
import { logic } from "../../authority";
import { hitsOf } from "../../hits";
import { wordsToNumber } from "../../numerals";
import type { BlockFact, DocumentRule, Match, TextBlock } from "../../rule";

interface RosterFact {
  /** A line that ends in （共6人）. */
  readonly headed: { readonly start: number; readonly end: number; readonly count: number } | null;
  /** 等9名同志“平岭工匠”称号 and “平岭工匠”名单（10名）. */
  readonly told: readonly {
    readonly isList: boolean;
    readonly start: number;
    readonly end: number;
    readonly title: string;
    readonly count: number;
  }[];
}

const N = "\\d{1,3}|[二两三四五六七八九十]{1,3}";
const HEADED = new RegExp(
  `(?:名单|人员|对象|名册|如下|公示)[^（()）\\d]{0,6}[（(](?:共计?|总计)?(?<count>${N})[人名位个家][)）][：:]?\\s{0,4}$`,
);
const NAME = "[一-龥][一-龥某×*＊]{1,3}";
const LINE = new RegExp(
  `^[\\s\\u3000]{0,6}(?:[一-龥]{2,14}(?:（\\d{1,3}[人名]）)?[：:][\\s\\u3000]{0,2})?(?<list>${NAME}(?:[、\\s\\u3000]{1,4}${NAME}){0,40})[\\s\\u3000]{0,4}$`,
);
const AWARDED = new RegExp(
  `等(?<count>${N})[名位个家](?<after>[^“”。；，]{0,10})(?<mark>“(?<title>[^“”]{2,16})”)`,
  "g",
);
const LISTED = new RegExp(
  `“(?<title>[^“”]{2,16})”[^“”（()）]{0,10}名单[（(](?:共)?(?<count>${N})[名人位个家][)）]`,
  "g",
);

const countOf = (written = ""): number =>
  written === "两" ? 2 : /^\d/.test(written) ? Number(written) : Number(wordsToNumber(written) ?? 0n);

function factOf({ text }: TextBlock): RosterFact | null {
  const found = text.length > 60 ? null : HEADED.exec(text);
  const headed =
    found === null
      ? null
      : { start: found.index, end: found.index + found[0].trimEnd().length, count: countOf(found.groups?.count) };
  const told = text.includes("”")
    ? [...hitsOf(text, AWARDED), ...hitsOf(text, LISTED)].map((hit) => ({
        isList: hit[0].includes("名单"),
        start: hit.index,
        end: hit.index + hit[0].length,
        title: hit.groups?.title ?? "",
        count: countOf(hit.groups?.count),
      }))
    : [];
  return headed === null && told.length === 0 ? null : { headed, told };
}

/** Names on the line, behind a label or alone; 0 for other text. */
const namesOn = ({ text }: TextBlock): number =>
  text.length > 240 ? 0 : (LINE.exec(text)?.groups?.list?.split(/[、\s\u3000]+/).length ?? 0);

export const roster: DocumentRule<RosterFact> = {
  id: "calc-roster",
  category: "arithmetic",
  title: "名单人数与所列姓名不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.86,
  checks: ["MC-06"],
  roles: ["title", "heading", "body", "list"],
  scope: "document",
  seeks: [HEADED, /等(?:\d{1,3}|[一-龥])[名位个家][^“”。；，]{0,10}“|”[^“”]{0,10}名单[（(]/],
  facts: factOf,
  judge: (facts, { blocks }) => [
    ...facts.flatMap((item) => (item.fact.headed === null ? [] : listedBelow(item, blocks))),
    ...toldApart(facts),
  ],
  wrong: [
    { text: "拟录取⟦名单（共5人）⟧\n一中：李某、王某某\n二中：赵某、钱某某" },
    { text: "获奖⟦名单（3名）⟧\n周志勇、胡建军、汤美琴、熊国华" },
    { text: "授予陈刚等7名同志“优秀教师”称号。\n附件：⟦“优秀教师”名单（8名）⟧" },
    { text: "命名城东社区等四个“平安社区”。\n⟦“平安社区”名单（5个）⟧" },
  ],
  right: [
    "拟录取名单（共5人）\n一中：李某、王某某\n二中：赵某、钱某某、孙某",
    "获奖人员名单（4名）\n周志勇、胡建军、汤美琴、熊国华",
    "授予陈刚等8名同志“优秀教师”称号。\n附件：“优秀教师”名单（8名）",
    "拟录取名单（共5人）\n请登录网站查询。",
    "授予陈刚等8名“优秀教师”、李红等5名“优秀班主任”称号。",
  ],
};

/** The lines right below; text that follows them ends the list, and so does another heading. */
function listedBelow({ block, index, fact: { headed } }: BlockFact<RosterFact>, blocks: readonly TextBlock[]): Match[] {
  if (headed === null) return [];
  let sum = 0;
  for (const line of blocks.slice(index + 1, index + 80)) {
    const names = namesOn(line);
    if (names === 0) break;
    sum += names;
  }
  if (sum < 2 || sum === headed.count) return [];
  const message = `标明${headed.count}人，下面列出${sum}人，请核对。`;
  return [{ block, start: headed.start, end: headed.end, message }];
}

function toldApart(facts: readonly BlockFact<RosterFact>[]): Match[] {
  const all = facts.flatMap(({ block, fact }) => fact.told.map((told) => ({ ...told, block })));
  const last = all.at(-1);
  const first = all.find(({ title }) => title === last?.title);
  if (last?.isList !== true || first === undefined || first.count === last.count || first.count === 0) return [];
  if (
    all.filter(({ title }) => title === last.title).some(({ count }) => count !== first.count && count !== last.count)
  )
    return [];
  const message = `前面是${first.count}，这里是${last.count}，请核对。`;
  return [{ block: last.block, start: last.start, end: last.end, message }];
}
