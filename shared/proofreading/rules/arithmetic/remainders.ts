/** What is left when a part is told: 共57口，40口保存完好，其余17口…; 剩余6个, of 18; days that overrun a quarter (MC-06). */
import { logic } from "../../authority";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { type Amount, amountsIn, shownAs } from "./amount";

const REST = /^(?:其中)?(?:其余|剩余|余下|剩下|另外?还?有|尚有|还有|其他)的?[^，。；]{0,8}$/;
const TOTAL =
  /(?:共有?|总共|合计|总数|总计|全[市县区镇乡村省]|登记|排查|收到|受理|应[办检查改]|辖|现有|涉及|按照?)[^，。；]{0,10}$/;
const COUNTED = /^[件株户家人个处座口所条项名棵宗起台辆栋块只头批份位村镇]$/;

export const wrongRemainder: BlockRule = {
  id: "calc-remainder",
  category: "arithmetic",
  title: "余下的数与总数不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-06"],
  wraps: true,
  roles: ["body", "list"],
  scope: "block",
  words: ["其余", "剩余", "余下", "剩下"],
  find: (block) => {
    const amounts = amountsIn(block.text);
    return amounts.flatMap((rest, index) =>
      index === 0 || !/^(?:其中)?(?:其余|剩余|余下|剩下)/.test(rest.label) || !REST.test(rest.label)
        ? []
        : remainderOf(block, amounts.slice(0, index), rest, amounts.slice(index + 1, index + 4)),
    );
  },
  wrong: [
    { text: "全县共有古树⟦86株，已挂牌76株，其余16株⟧将于年底前完成挂牌。" },
    { text: "登记古桥⟦57座，其中明代9座、清代31座、民国17座；42座保存完好，其余17座⟧受损。" },
    { text: "全镇共有⟦18个村，12个村已完成，剩余5个⟧村正在推进。" },
  ],
  right: [
    "全县共有古树86株，已挂牌70株，其余16株将于年底前完成挂牌。",
    "登记古桥57座，其中明代9座、清代31座、民国17座；40座保存完好，其余17座受损。",
    "共受理100件，其中投诉60件、举报20件，其余20件为咨询。",
    "全镇已完成12个村，剩余5个村正在推进。",
    "共120户，其中搬迁45户，其余补助30户、奖励45户。",
  ],
};

function remainderOf(block: TextBlock, before: readonly Amount[], rest: Amount, after: readonly Amount[]): Match[] {
  const { text } = block;
  const same = before.filter(({ unit, isRounded }) => unit === rest.unit && !isRounded);
  const part = same.at(-1);
  if (
    part === undefined ||
    rest.isRounded ||
    !COUNTED.test(rest.unit) ||
    before.some(({ isRounded, unit }) => isRounded && unit === rest.unit)
  )
    return [];
  const total = same
    .slice(0, -1)
    .findLast(({ label, value }) => TOTAL.test(label) && value > rest.value && value >= part.value);
  if (total === undefined || rest.end - total.start > 120 || /[。！？]/.test(text.slice(part.end, rest.start)))
    return [];
  // A further part told behind, or one that lies before and between, may make up the whole.
  if (after.some(({ unit, start }) => unit === rest.unit && !/[。；]/.test(text.slice(rest.end, start)))) return [];
  const parts = same.slice(same.indexOf(total) + 1);
  let sum = rest.value;
  for (const { value } of parts.toReversed()) {
    sum += value;
    if (sum === total.value) return [];
  }
  const larger = same.some(({ value }) => value === part.value + rest.value && value !== part.value);
  if (
    larger ||
    part.value + rest.value === total.value ||
    parts.some(({ value }) => value + rest.value === total.value)
  )
    return [];
  const message = `${shownAs(part.value, part)}与余下的${shownAs(rest.value, rest)}相加不是${shownAs(total.value, total)}，请核对。`;
  return [{ block: block.id, start: total.start, end: rest.end, message }];
}
