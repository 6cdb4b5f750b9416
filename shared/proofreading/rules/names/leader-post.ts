/** MC-03, R11, R12: posts by the day of the event, the order of names, the first mention. */
import { cites, newsWording } from "../../authority";
import { demoLeaders } from "../../packs/demo-leaders";
import type { DocumentRule, Leader, TextBlock } from "../../rule";
import { type DatedFact, datedFact, type Hit, judgeDated } from "./dated-names";
import { isSamePost, leadersIn, postBefore, postsOn, rankOn } from "./leader-list";

const leaders = demoLeaders;
const packTerms = cites("领导人名单（管理员词库，任期区间）");
const packOrder = cites("领导人名单（管理员词库，排序）");

interface Named {
  readonly leader: Leader;
  readonly post: string;
}

/** Posts that one person has many of beside the first: leading groups, committees, party groups. */
const MAIN =
  /(?:[省市县区州旗盟国]|副|代|常务)[省市县区州旗盟]?长$|[省市县区州旗盟]委(?:副)?书记$|^(?:副|代)?(?:省|市|县|区|州|旗|盟)长$|人大(?:常委会)?(?:副)?主任$|政协(?:副)?主席$|(?:部|厅|局|院|检察|秘书|委员)长$|总理$/;

export const leaderTitleMismatch: DocumentRule<DatedFact<Named>> = {
  id: "leader-title-mismatch",
  category: "leader",
  title: "姓名与职务不符",
  severity: "error",
  fix: "none",
  authority: [packTerms()],
  confidence: 0.9,
  checks: ["MC-03", "MC-04"],
  needsToday: true,
  when: ({ lexicon }) => lexicon.leaders.length > 0,
  scope: "document",
  facts: (block, context) =>
    datedFact(
      block,
      context,
      leadersIn(block.text, context.lexicon).flatMap((hit): Hit<Named>[] => {
        const post = postBefore(block.text, hit.start);
        return MAIN.test(post)
          ? [{ start: hit.start - post.length, end: hit.end, what: { leader: hit.what, post } }]
          : [];
      }),
    ),
  judge: (facts) =>
    judgeDated(
      facts,
      ({ leader, post }, day) => {
        const now = postsOn(leader, day);
        const same = now.filter(({ title }) => isSamePost(post, title));
        if (/^[原前]/.test(post) || same.some(({ title }) => isWhole(post, title))) return null;
        if (same.length > 0)
          return {
            severity: "warning",
            message: `${leader.name}任${same[0]?.title ?? ""}，“${post}”漏了“常务”，请核对职务。`,
          };
        const other = leader.posts.find(({ title }) => isSamePost(post, title));
        const held = now.map(({ title }) => title).join("、");
        const right = held === "" ? "名单中此时没有任职" : `名单中此时任${held}`;
        const message =
          other === undefined
            ? `“${post}${leader.name}”：${leader.name}${right}，请核对职务。`
            : `${leader.name}任${other.title}的时间是${other.from}至${other.until ?? "今"}，所述时间${held === "" ? "不在任期内" : `任${held}`}，请核对。`;
        return { message };
      },
      "as-today",
    ),
  setting: { lexicon: { leaders } },
  wrong: [
    { text: "⟦市委书记李明远⟧出席会议。" },
    { text: "⟦副市长李明远⟧主持会议。" },
    { text: "2020年5月，⟦市委书记周思齐⟧调研。" },
    { text: "⟦市长周思齐⟧到现场检查。", metadata: { generatedOn: "2025-06-01" } },
    { text: "某⟦市政协主席陈若松⟧讲话。" },
    { text: "⟦副市长贺嘉⟧到现场调研。" },
  ],
  right: [
    "市长李明远出席会议。",
    "某市委书记周思齐主持，市委副书记、市长李明远出席。",
    "2020年5月，市长周思齐、副市长李明远调研。",
    "时任市长周思齐、原副市长李明远。",
    "领导小组组长周思齐、市总河长李明远。",
    "市长周思齐主持会议。\n2021年6月3日",
  ],
};

/** 常务副市长 is called so in full. */
const isWhole = (post: string, title: string) => post.includes("常务") || !/常务副[一-龥]{0,2}长/.test(title);

interface Listed {
  readonly names: readonly Hit<Leader>[];
}

/** Between two names of one list: a mark or 和, then at most the next one's post. */
const GAP =
  /^(?:同志)?(?:[（(][^（()）]{1,12}[）)])?[\s　]{0,4}(?:、|，|,|\s|　|和|及|与|以及)[\s　]{0,4}(?:[一-龥]{0,24}(?:书记|长|主任|主席|委员|常委|总理|政委|成员|领导|同志|专员))?$/;

export const leaderOrder: DocumentRule<DatedFact<Listed>> = {
  id: "leader-order",
  category: "leader",
  title: "领导人排序与名单不符",
  severity: "error",
  fix: "none",
  authority: [packOrder()],
  confidence: 0.92,
  checks: ["MC-03", "MC-04"],
  needsToday: true,
  when: ({ lexicon }) => lexicon.leaders.length > 0,
  scope: "document",
  facts: (block, context) => datedFact(block, context, listsIn(block, leadersIn(block.text, context.lexicon))),
  judge: (facts) =>
    judgeDated(
      facts,
      ({ names }, day) => {
        const ranked = names.flatMap((hit) => {
          const rank = rankOn(hit.what, day);
          return rank === null ? [] : [{ name: hit.what.name, rank }];
        });
        const wrong = ranked.some(({ rank }, index) => rank < (ranked[index - 1]?.rank ?? rank));
        if (!wrong) return null;
        const right = [...ranked].sort((a, b) => a.rank - b.rank).map(({ name }) => name);
        return { message: `领导人排序与名单不符，应为：${right.join("、")}。` };
      },
      "as-today",
    ),
  setting: { lexicon: { leaders } },
  wrong: [
    { text: "⟦李明远、周思齐⟧出席会议。" },
    { text: "市领导⟦周思齐、郑云帆、陈若松⟧参加活动。" },
    { text: "⟦李明远，市委书记周思齐⟧出席。" },
    { text: "出席：⟦贺嘉、李明远、欧阳启文⟧。" },
    { text: "2020年1月，副市长⟦李明远、市长周思齐⟧调研。" },
    { text: "⟦李明远　周思齐⟧" },
  ],
  right: [
    "周思齐、李明远出席会议。",
    "周思齐主持会议，李明远讲话。李明远强调，周思齐要求。",
    "市委书记周思齐，市委副书记、市长李明远，陈若松、郑云帆出席。",
    "李明远会见了客人，周思齐陪同。",
  ],
};

function listsIn(block: TextBlock, names: readonly Hit<Leader>[]): Hit<Listed>[] {
  const lists: Hit<Leader>[][] = [];
  for (const hit of names) {
    const list = lists.at(-1);
    const last = list?.at(-1);
    if (list !== undefined && last !== undefined && GAP.test(block.text.slice(last.end, hit.start))) list.push(hit);
    else lists.push([hit]);
  }
  return lists.flatMap((list) => {
    const [first, last] = [list[0], list.at(-1)];
    if (first === undefined || last === undefined || list.length < 2) return [];
    return [{ start: first.start, end: last.end, what: { names: list } }];
  });
}

interface Mention extends Hit<string> {
  readonly titled: boolean;
}

export const leaderComradeMissing: DocumentRule<readonly Mention[]> = {
  id: "leader-comrade-missing",
  category: "leader",
  title: "领导人首次出现缺职务或“同志”",
  severity: "hint",
  fix: "none",
  authority: [cites("党内称呼规范（可按配置关闭）")(), newsWording()],
  confidence: 0.75,
  checks: ["MC-03"],
  roles: ["body"],
  when: ({ lexicon }) => lexicon.leaders.length > 0,
  scope: "document",
  facts: (block, { lexicon }) => {
    const hits = leadersIn(block.text, lexicon);
    return hits.length === 0 ? null : hits.map(({ start, end, what }) => mentionOf(block.text, start, end, what.name));
  },
  judge: (facts) => {
    const seen = new Set<string>();
    return facts.flatMap(({ block, fact }) =>
      fact.flatMap(({ start, end, what, titled }) => {
        if (seen.has(what)) return [];
        seen.add(what);
        if (titled) return [];
        return [{ block, start, end, message: `${what}在文中首次出现，应当写明职务或加“同志”。` }];
      }),
    );
  },
  setting: { lexicon: { leaders } },
  wrong: [
    { text: "⟦李明远⟧强调，要压实责任。" },
    { text: "会上，⟦周思齐⟧宣读了决定。" },
    { text: "市长李明远主持会议。\n随后，⟦陈若松⟧讲话。" },
  ],
  right: [
    "市长李明远强调，要压实责任。李明远指出，要抓好落实。",
    "李明远同志强调，要压实责任。",
    "市领导周思齐、李明远、陈若松参加。",
    "（李明远）",
  ],
};

/** In a list one post or 市领导 may stand for all. */
function mentionOf(text: string, start: number, end: number, what: string): Mention {
  const before = text.slice(Math.max(0, start - 20), start);
  const titled =
    /(?:[长记任席理员委导]|领导同志|主任委员|[、：:（(])$/.test(before) ||
    /^(?:同志|等?领导|、|（|\()/.test(text.slice(end, end + 4));
  return { start, end, what, titled };
}
