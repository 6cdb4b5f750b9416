/** Names of leaders, organs, places and laws that are wrong or no longer hold. */

import { leaders } from "../data/administrator";
import { byLook, bySound } from "../data/confusions";
import { formerOrgans, formerRegions, nearLaws, nearOrgans, repealedLaws, wrongRegions } from "../data/names";
import { addSentence, sentenceOf, sentences } from "../places";
import type { Mutator } from "../plant";
import type { Random } from "../random";

const leader = { category: "leader", nature: "deterministic", severity: "block" } as const;
const organ = { category: "organ", nature: "contextual", severity: "error" } as const;
const region = { category: "region", nature: "contextual", severity: "error" } as const;
const law = { category: "law", nature: "contextual", severity: "error" } as const;

const own: Readonly<Record<string, string>> = {
  沈: "审沉",
  砚: "研燕",
  秋: "丘愁",
  顾: "故雇",
  怀: "淮坏",
  远: "院源",
  陶: "淘桃",
  景: "竞影",
  和: "合河",
  骆: "洛络",
  思: "恩丝",
  源: "原元",
  祁: "齐祈",
  明: "名鸣",
  哲: "折喆",
  邬: "乌邹",
  静: "净靖",
  姝: "殊淑",
  牧: "沐枚",
  之: "芝乏",
  裴: "斐装",
  承: "丞成",
  志: "智至",
  阳: "杨洋",
  欧: "殴区",
};
function misspelt(name: string, random: Random): string {
  const at = random.below(name.length);
  const character = name.charAt(at);
  const others = [...(own[character] ?? ""), ...(bySound.get(character) ?? []), ...(byLook.get(character) ?? [])];
  const other = random.maybe(others.filter((one) => one !== character)) ?? "某";
  return name.slice(0, at) + other + name.slice(at + 1);
}
const titleOf = (index: number): string => leaders[index]?.posts[0]?.title ?? "";
const nameOf = (index: number): string => leaders[index]?.name ?? "";

const misspeltName = sentences({ ...leader, name: "领导人姓名错一字" }, (random) => {
  const index = random.below(leaders.length);
  const [name, title] = [nameOf(index), titleOf(index)];
  const wrong = misspelt(name, random);
  return random.pick([
    `${title}⟦${wrong}→${name}⟧出席会议并讲话。`,
    `${title}⟦${wrong}→${name}⟧主持会议。`,
    `会上，${title}⟦${wrong}→${name}⟧通报了有关情况。`,
  ]);
});
const wrongTitle = sentences({ ...leader, name: "职务与姓名不符" }, (random) => {
  const [a = 0, b = 1] = random.shuffle(leaders.map((_, index) => index));
  return random.pick([`⟦${titleOf(a)}${nameOf(b)}⟧出席会议并讲话。`, `⟦${titleOf(a)}${nameOf(b)}⟧到现场调研。`]);
});
const wrongOrder: Mutator = {
  ...leader,
  name: "领导人排序颠倒",
  mutate: (draft, random) => {
    const start = random.below(leaders.length - 2);
    const count = random.between(3, Math.min(5, leaders.length - start));
    const order = Array.from({ length: count }, (_, index) => start + index);
    const at = random.below(count - 1);
    const [first = 0, second = 0] = order.slice(at, at + 2);
    order.splice(at, 2, second, first);
    const isTitled = random.below(2) === 0;
    const wrong = order.map((index) => (isTitled ? titleOf(index) + nameOf(index) : nameOf(index))).join("、");
    return addSentence(draft, random, { lead: isTitled ? "" : "市领导", wrong, tail: "等出席会议。" });
  },
};
const outdatedTitle = sentences({ ...leader, name: "职务早于任期", nature: "contextual" }, (random) => {
  const index = random.below(leaders.length);
  const year = random.between(2015, 2020);
  return `${year}年${random.between(1, 12)}月，⟦${titleOf(index)}${nameOf(index)}⟧到现场调研。`;
});

const organFrames = [
  (name: string) => `请将有关情况报${name}备案。`,
  (name: string) => `根据${name}的统一部署，我市启动了专项行动。`,
  (name: string) => `${name}有关负责人出席会议。`,
  (name: string) => `该项目已通过${name}验收。`,
  (name: string) => `由${name}会同有关部门组织实施。`,
];
const framed = (random: Random, wrong: string, right: string | undefined) =>
  random.pick(organFrames)(right === undefined ? `⟦${wrong}⟧` : `⟦${wrong}→${right}⟧`);
const formerOrgan = sentences({ ...organ, name: "已撤并机构" }, (random) => {
  const [former = "", now = ""] = random.pick(formerOrgans);
  return framed(random, former, now);
});
const nearOrgan = sentences({ ...organ, name: "机构名称差一字" }, (random) => {
  const [wrong = "", right = ""] = random.pick(nearOrgans);
  return framed(random, wrong, right);
});

const regionFrames = [
  (name: string) => `来自${name}的考察团到访我市。`,
  (name: string) => `该企业在${name}设有分支机构。`,
  (name: string) => `活动将于下月在${name}举行。`,
  (name: string) => `我市与${name}签订了合作协议。`,
];
const formerRegion = sentences({ ...region, name: "已撤并、更名的行政区" }, (random) => {
  const [former = "", now = ""] = random.pick(formerRegions);
  return random.pick(regionFrames)(`⟦${former}→${now}⟧`);
});
const wrongRegion = sentences({ ...region, name: "行政区隶属或名称错误" }, (random) => {
  const [wrong = "", right = ""] = random.pick(wrongRegions);
  return random.pick(regionFrames)(`⟦${wrong}→${right}⟧`);
});

const lawFrames = [
  (name: string) => `根据《${name}》的规定，制定本方案。`,
  (name: string) => `当事人应当按照《${name}》承担相应责任。`,
  (name: string) => `要深入学习宣传《${name}》。`,
  (name: string) => `依照《${name}》第十二条的规定处理。`,
];
const repealed: Mutator = {
  ...law,
  name: "已废止的法律法规",
  mutate: (draft, random) =>
    addSentence(draft, random, sentenceOf(random.pick(lawFrames)(`⟦${random.pick(repealedLaws)}⟧`))),
};
const nearLaw = sentences({ ...law, name: "法律名称差一字" }, (random) => {
  const [wrong = "", right = ""] = random.pick(nearLaws);
  return random.pick(lawFrames)(`⟦${wrong}→${right}⟧`);
});

export const nameMutators: readonly Mutator[] = [
  misspeltName,
  wrongTitle,
  wrongOrder,
  outdatedTitle,
  formerOrgan,
  nearOrgan,
  formerRegion,
  wrongRegion,
  repealed,
  nearLaw,
];
