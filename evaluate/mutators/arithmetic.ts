/** Figures that do not add up. */
import type { Draft } from "../draft";
import { changeAt, placesOf, sentences } from "../places";
import type { Mutation, Mutator } from "../plant";
import type { Random } from "../random";

const arithmetic = { category: "arithmetic", nature: "deterministic", severity: "error" } as const;

const sum = sentences({ ...arithmetic, name: "分项之和与总数不符" }, (random) => {
  const [a, b, c] = [random.between(12, 90), random.between(12, 90), random.between(12, 90)];
  const total = a + b + c;
  const wrong = total + random.pick([1, -1, 2, 10, -10, 9]);
  return random.pick([
    `全年受理申请⟦${wrong}件，其中予以公开${a}件、部分公开${b}件、不予公开${c}件⟧。`,
    `全市现有公办园、民办园、普惠园⟦共${wrong}所，其中公办园${a}所，民办园${b}所，普惠园${c}所⟧。`,
    `集中开工项目⟦${wrong}个，其中工业项目${a}个、服务业项目${b}个、农业项目${c}个⟧。`,
    `总投资⟦${wrong}万元，其中中央资金${a}万元，省级资金${b}万元，市级资金${c}万元⟧。`,
    `本次招聘⟦${wrong}人，其中教师岗位${a}人、医护岗位${b}人、管理岗位${c}人⟧。`,
  ]);
});
const shares = sentences({ ...arithmetic, name: "占比之和超过百分之百" }, (random) => {
  const a = random.between(45, 60);
  const b = random.between(30, 44);
  const c = 100 - a - b + random.between(3, 9);
  return random.pick([
    `从产业看，⟦第一产业占${c}%，第二产业占${b}%，第三产业占${a}%⟧。`,
    `三次产业结构⟦比为${c}∶${b}∶${a}⟧。`,
    `调查显示，⟦表示满意的占${a}%，基本满意的占${b}%，不满意的占${c}%⟧。`,
  ]);
});
const growth = sentences({ ...arithmetic, name: "增长率与基数不符" }, (random) => {
  const base = random.between(20, 90) * 10;
  const rate = random.between(5, 30);
  const now = Math.round(base * (1 + rate / 100));
  const wrong = rate + random.pick([3, 5, 10, -3]);
  return random.pick([
    `全年办理业务⟦${now}件，比上年的${base}件增长${wrong}%⟧。`,
    `项目数量⟦由${base}个增加到${now}个，增长${wrong}%⟧。`,
    `全年发布信息⟦${now}条，比上年增加${now - base}条，增长${wrong}.${random.between(1, 9)}%⟧。`,
    `补助标准⟦从每人每月${base}元提高到${now}元，增幅${wrong}%⟧。`,
  ]);
});
const difference = sentences({ ...arithmetic, name: "增减数与前后不符" }, (random) => {
  const from = random.between(30, 90);
  const to = from + random.between(5, 30);
  const wrong = to - from + random.pick([1, -1, 2, 10]);
  return random.pick([
    `审批时限⟦由${to}个工作日压缩到${from}个工作日，减少${wrong}个工作日⟧。`,
    `示范村⟦从${from}个增加到${to}个，增加了${wrong}个⟧。`,
    `床位⟦由${from}张增至${to}张，净增${wrong}张⟧。`,
  ]);
});
const ratio = sentences({ ...arithmetic, name: "占比与分子分母不符" }, (random) => {
  const whole = random.between(20, 90) * 10;
  const part = Math.round(whole * (random.between(30, 80) / 100));
  const wrong = Math.round((part / whole) * 100) + random.pick([4, -4, 7, 10]);
  return random.pick([
    `检查企业⟦${whole}家，合格${part}家，合格率${wrong}%⟧。`,
    `应到代表⟦${whole}人，实到${part}人，到会率为${wrong}%⟧。`,
    `参训人员⟦${whole}人，其中女性${part}人，占${wrong}%⟧。`,
  ]);
});

/** One figure of a column or a row with a total is changed. */
const tableTotal: Mutator = {
  ...arithmetic,
  name: "表格合计不符",
  mutate: (draft: Draft, random: Random): Mutation | null => {
    const tables = totalsOf(draft);
    const table = random.maybe(tables);
    if (table === null) return null;
    const cells = draft.blocks.filter(({ cell, text }) => cell?.table === table && /^\d+(?:\.\d+)?$/.test(text));
    const block = random.maybe(cells);
    if (block === null) return null;
    const wrong = String(Number(block.text) + random.pick([1, 2, 10])).slice(0, block.text.length + 1);
    const place = { block: block.id, at: 0, text: block.text, groups: [], before: "", after: "" };
    const whole = draft.blocks.filter(({ cell }) => cell?.table === table);
    return {
      changes: [changeAt(place, wrong)],
      also: whole.map(({ id, text }) => ({ block: id, start: 0, end: text.length })),
    };
  },
};

/** Tables whose last row is a total. */
function totalsOf(draft: Draft): string[] {
  const named = draft.blocks.filter(({ cell, text }) => cell?.column === 0 && /^(?:合计|总计|小计|全市)$/.test(text));
  return named.flatMap(({ cell }) => (cell === undefined ? [] : [cell.table]));
}

const headline: Mutator = {
  ...arithmetic,
  name: "标题与正文数字不一致",
  nature: "contextual",
  mutate: (draft, random) => {
    const place = random.maybe(placesOf(draft, /\d{2,4}(?=[个家件项户人万亿])/g, ["title"]));
    if (place === null) return null;
    const also = placesOf(draft, new RegExp(`${place.text}(?=[个家件项户人万亿])`, "g"), ["body", "list"]);
    if (also.length === 0) return null;
    return {
      changes: [changeAt(place, String(Number(place.text) + random.pick([1, 2, 10, -1])))],
      also: also.map(({ block, at, text }) => ({ block, start: at, end: at + text.length })),
    };
  },
};
export const arithmeticMutators: readonly Mutator[] = [sum, shares, growth, difference, ratio, tableTotal, headline];
