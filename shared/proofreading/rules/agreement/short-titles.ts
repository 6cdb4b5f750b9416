/** 以下简称《办法》, and further down 《细则》: the short title that was agreed on is another (MC-01). */
import { editing } from "../../authority";
import { hitsOf } from "../../hits";
import type { DocumentRule, Match } from "../../rule";

interface Titles {
  readonly agreed: readonly string[];
  readonly used: readonly { readonly name: string; readonly start: number }[];
}

const AGREED = /(?:以下)?(?:统称|简称)(?:为|：)?《(?<name>[^《》]{2,8})》/g;
const KIND =
  "实施办法|实施细则|实施方案|办法|规定|细则|条例|方案|意见|规划|计划|预案|通知|通告|公告|标准|规范|指南|制度|章程|规则|措施|目录|清单|纲要|若干措施|实施意见|暂行办法|决定";
const USED = new RegExp(`《(?<name>${KIND})》(?!（[^（）]{0,4}简称)`, "g");

export const shortTitle: DocumentRule<Titles> = {
  id: "agree-short-title",
  category: "law",
  title: "所用简称与约定的简称不一",
  severity: "warning",
  fix: "suggest",
  authority: [editing("前后一致")],
  confidence: 0.85,
  checks: ["MC-01"],
  roles: ["title", "heading", "body", "list"],
  scope: "document",
  seeks: [AGREED, USED],
  facts: ({ text }) => {
    const agreed = hitsOf(text, AGREED).map(({ groups }) => groups?.name ?? "");
    const used = hitsOf(text, USED).map(({ index, groups }) => ({ name: groups?.name ?? "", start: index + 1 }));
    return agreed.length === 0 && used.length === 0 ? null : { agreed, used };
  },
  judge: (facts) => {
    const agreed = new Set(facts.flatMap(({ fact }) => fact.agreed));
    const [only] = agreed;
    if (only === undefined) return [];
    const all = facts.flatMap(({ fact }) => fact.used.map(({ name }) => name));
    return facts.flatMap(({ block, fact }) =>
      fact.used.flatMap(({ name, start }): Match[] => {
        if (agreed.has(name) || all.filter((one) => one === name).length > 1) return [];
        const message = `前面约定的简称是《${only}》，此处写作《${name}》，请核对。`;
        const suggestions = agreed.size === 1 ? [only] : [];
        return [{ block, start, end: start + name.length, message, suggestions }];
      }),
    );
  },
  wrong: [
    {
      text: "县政府制定了《云溪县医疗救助实施办法》（以下简称《办法》）。\n《⟦细则⟧》自2026年1月1日起施行。",
      first: "办法",
    },
    { text: "根据《燃气管理规定》（以下简称《规定》）。\n《⟦办法⟧》第八条规定，每年入户安检一次。", first: "规定" },
    { text: "印发《实施方案》（简称《方案》）。\n《⟦意见⟧》明确了四项任务。", first: "方案" },
  ],
  right: [
    "县政府制定了《云溪县医疗救助实施办法》（以下简称《办法》）。\n《办法》自2026年1月1日起施行。",
    "根据《办法》和《细则》办理。",
    "《条例》（以下简称《条例》）和《细则》（以下简称《细则》）施行。\n《细则》共六章。",
  ],
};
