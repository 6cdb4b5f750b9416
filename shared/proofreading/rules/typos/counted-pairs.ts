/** MC-01, MC-02: verbs with objects and predicates with subjects that counted official text never joins. */
import { editing } from "../../authority";
import { objectMismatchesIn, predicateMismatchesIn } from "../../collocations/mismatches";
import { judgedVerbs, predicates } from "../../collocations/reading";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { isInside } from "./joints";

const shared = {
  category: "collocation",
  severity: "warning",
  fix: "suggest",
  confidence: 0.7,
  checks: ["MC-01", "MC-02"],
  yieldsToVocabulary: true,
  scope: "block",
} as const;

const objectFaults = ({ id, text }: TextBlock): Match[] =>
  objectMismatchesIn(text)
    .filter(({ start, end }) => !isInside(text, start, end))
    .map(({ start, end, verb, thing, better }) => ({
      block: id,
      start,
      end,
      message: `“${verb}”与“${thing}”很少搭配，公文中多写“${better}”。`,
      suggestions: [better],
    }));

const subjectFaults = ({ id, text }: TextBlock): Match[] =>
  predicateMismatchesIn(text).map(({ start, end, verb, thing, better }) => ({
    block: id,
    start,
    end,
    message: `“${thing}”与“${verb}”很少搭配，公文中多写“${better}”。`,
    suggestions: [`${text.slice(start, end - verb.length)}${better}`],
  }));

export const countedObject: BlockRule = {
  ...shared,
  id: "grammar-counted-object",
  title: "动词与宾语少有搭配",
  authority: [editing("动宾搭配")],
  words: judgedVerbs,
  find: objectFaults,
  wrong: [
    { text: "要⟦提高⟧干部的忧患意识，防范风险。", first: "增强" },
    { text: "各企业要深刻⟦吸收⟧事故教训。", first: "吸取" },
    { text: "要⟦增强⟧对工地的检查力度。", first: "加大" },
    { text: "充分⟦承担⟧村党支部的战斗堡垒作用。", first: "发挥" },
    { text: "⟦提高⟧对安全生产工作的组织领导。", first: "加强" },
    { text: "年轻一代⟦夯实⟧环保意识。", first: "增强" },
    { text: "各单位要⟦实行⟧专项整治，限期完成。", first: "开展" },
  ],
  right: [
    "要增强干部的忧患意识，深刻吸取事故教训，加大检查力度，发挥战斗堡垒作用。",
    "吸收社会资金的教训，发现并解决隐患。",
    "关于举办农民丰收节的通知",
    "着力纠正履行义务不到位的问题。",
    "责任人代为履行使用管理单位义务，会议通过选举办法。",
  ],
};

export const countedPredicate: BlockRule = {
  ...shared,
  id: "grammar-counted-predicate",
  title: "主语与谓语少有搭配",
  authority: [editing("主谓搭配")],
  words: predicates,
  find: subjectFaults,
  wrong: [
    { text: "群众的⟦安全感持续扩大⟧。", first: "安全感持续增强" },
    { text: "企业⟦成本明显改善⟧。", first: "成本明显降低" },
    { text: "全县森林⟦覆盖率不断扩大⟧。", first: "覆盖率不断提高" },
    { text: "城乡⟦差距逐步减少⟧，收入增加。", first: "差距逐步缩小" },
  ],
  right: [
    "全县森林覆盖率不断提高，企业成本明显降低，营商环境不断优化。",
    "效益的改进是长期的。",
    "水平没有增加，知名度有待扩大。",
  ],
};
