/** A level by which it is over another, the greatest of a list, what so many a day come to: 水位168.6米，超汛限水位168.0米1.6米 (MC-06). */
import { logic } from "../../authority";
import type { PatternRule } from "../../rule";

const N = "\\d{1,6}(?:\\.\\d{1,3})?";
const MOST = "最高|最多|最大|最好|居首位?|居第一|排(?:名)?第一|位列第一";
const LEAST = "最低|最少|最小|最差|垫底|居末位|排(?:名)?(?:最后|末位)";
const PAIR = `[一-龥]{2,8}${N}(?:万|亿)?(?:[%％]|个百分点|[一-龥]{1,2})`;

const scale = (multiple: string | undefined): number => (multiple === "亿" ? 1e8 : multiple === "万" ? 1e4 : 1);

export const toldDifference: PatternRule = {
  id: "calc-told-difference",
  category: "arithmetic",
  title: "差值、最大最小、累计与所列的数不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.88,
  checks: ["MC-06"],
  wraps: true,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<mark>(?<now>${N})(?<unit>米|毫米|立方米|吨|人|元|万元)(?:（[^（）]{1,12}）)?，(?:已)?(?:超出?|高于|超过|低于|比|较)(?<kind>[一-龥]{2,8}?)(?:（)?(?<base>${N})\\k<unit>(?:）)?(?:[，、]|高出?|低于?|多出?|超出?|少)?(?<gap>${N})\\k<unit>)(?!\\d)`,
        "g",
      ),
      message: "差值与前面两个数不符，请核对。",
      accept: ({ groups }) =>
        Math.abs(Math.abs(Number(groups?.now) - Number(groups?.base)) - Number(groups?.gap)) > 0.0001,
    },
    {
      regex: new RegExp(
        `(?<=[：:，](?<list>(?:${PAIR}[、，]){2,14}${PAIR})[，。；](?:其中)?[，]?)(?<mark>(?!其中)(?<who>[一-龥]{2,8}?)(?<way>${MOST}|${LEAST}))(?=[，。；、（])`,
        "g",
      ),
      message: "与前面所列的数不符，请核对。",
      accept: ({ groups }) =>
        !isOutermost(groups?.list ?? "", groups?.who ?? "", new RegExp(MOST).test(groups?.way ?? "")),
    },
    {
      regex:
        /实到[一-龥]{0,6}(?<all>\d{1,4})[名人][^。]{0,20}。[^。]{0,14}?(?<mark>(?:赞成|同意)(?<pro>\d{1,4})票，(?:反对|不同意)(?<contra>\d{1,3})票，弃权(?<none>\d{1,3})票)/g,
      message: ({ groups }) => `各类票数之和不等于实到的${groups?.all ?? ""}人，请核对。`,
      accept: ({ groups }) =>
        Number(groups?.pro) + Number(groups?.contra) + Number(groups?.none) !== Number(groups?.all),
    },
    {
      regex:
        /(?<mark>(?<![\d.第])(?<all>\d{1,6})[名人][一-龥]{0,8}，(?:其中)?[，]?男(?:性|生|职工|代表)?(?<men>\d{1,6})[名人][，、]女(?:性|生|职工|代表)?(?<women>\d{1,6})[名人])/g,
      message: ({ groups }) =>
        `男女相加为${Number(groups?.men) + Number(groups?.women)}人，与${groups?.all ?? ""}人不符，请核对。`,
      accept: ({ groups }) => Number(groups?.men) + Number(groups?.women) !== Number(groups?.all),
    },
    {
      regex: new RegExp(
        `(?<mark>(?:平均)?(?:每天|每日|日均)[^，。；\\d]{0,10}(?<one>\\d{1,6})(?<unit>人次|人|件|吨|次|份|单|公斤|元|车次|辆次)[^。；\\d]{0,14}(?:按|以)?(?<days>\\d{1,3})(?:个?工作日|天|日)(?:计算|计|测算)?，[^，。；\\d]{0,6}(?:累计|共|总共|合计|全年)[^，。；\\d]{0,8}(?<all>${N})(?<by>万|亿)?\\k<unit>)`,
        "g",
      ),
      message: ({ groups }) =>
        `按前面的数计算为${Number(groups?.one) * Number(groups?.days)}${groups?.unit ?? ""}，请核对。`,
      accept: ({ groups }) => {
        const all = Number(groups?.all) * scale(groups?.by);
        return Math.abs((Number(groups?.one) * Number(groups?.days)) / all - 1) > 0.06;
      },
    },
  ],
  wrong: [
    { text: "青龙水库水位⟦168.6米，超汛限水位168.0米1.6米⟧。" },
    { text: "优良天数比率为：东岭镇97%、石湾镇95%、松岭镇98%，其中⟦东岭镇最高⟧，石湾镇最低。" },
    { text: "应到代表45名，实到42名。表决结果：⟦赞成40票，反对1票，弃权2票⟧。" },
    { text: "参加体检的⟦120人中，男性65人，女性58人⟧。" },
    { text: "水库水位⟦152.3米，比汛限水位150.0米高出3.3米⟧。" },
    { text: "⟦平均每天接待群众60人次，全年按250个工作日计算，累计接待1.2万人次⟧。" },
  ],
  right: [
    "青龙水库水位168.6米，超汛限水位168.0米0.6米。",
    "优良天数比率为：东岭镇97%、石湾镇95%、松岭镇98%，其中松岭镇最高，石湾镇最低。",
    "平均每天接待群众60人次，全年按250个工作日计算，累计接待1.5万人次。",
  ],
};

/** Whether nothing in the list is above (below) the one named. One who is not in it says nothing. */
function isOutermost(list: string, who: string, isMost: boolean): boolean {
  const pairs = list.split(/[、，]/).map((item) => {
    const found = /^([一-龥]{2,8}?)(\d[\d.]*)(.*)$/.exec(item);
    return {
      name: found?.[1] ?? "",
      value: Number(found?.[2] ?? "0") * scale(found?.[3]?.charAt(0)),
      unit: found?.[3] ?? "",
    };
  });
  const own = pairs.find(({ name }) => name === who);
  if (own === undefined || new Set(pairs.map(({ unit }) => unit.replace(/^[万亿]/, ""))).size > 1) return true;
  return pairs.every(({ value }) => (isMost ? value <= own.value : value >= own.value));
}
