/** One document cited with two numbers: 《节水办法》（云政规〔2024〕3号） and （云政规〔2024〕5号） (MC-32). */
import { gb9704 } from "../../authority";
import { hitsOf } from "../../hits";
import type { DocumentRule, Match } from "../../rule";

interface Cited {
  readonly title: string;
  readonly number: string;
  readonly start: number;
}

const CITED = /《(?<title>[^《》\n]{4,60})》(?:的通知)?[（(](?<number>[一-龥]{2,10}〔\d{4}〕\d{1,5}号)[）)]/g;

export const oneNumberApart: DocumentRule<readonly Cited[]> = {
  id: "agree-document-number",
  category: "document-number",
  title: "同一文件前后文号不一",
  severity: "warning",
  fix: "suggest",
  authority: [gb9704("7.2.5", "verified")],
  confidence: 0.9,
  checks: ["MC-32"],
  roles: ["body", "list"],
  scope: "document",
  seeks: [CITED],
  facts: ({ text }) => {
    const cited = hitsOf(text, CITED).map((found): Cited => {
      const { title = "", number = "" } = found.groups ?? {};
      return { title, number, start: found.index + found[0].length - number.length - 1 };
    });
    return cited.length === 0 ? null : cited;
  },
  judge: (facts) => {
    const first = new Map<string, string>();
    return facts.flatMap(({ block, fact }) =>
      fact.flatMap(({ title, number, start }): Match[] => {
        const before = first.get(title);
        if (before === undefined) first.set(title, number);
        if (before === undefined || before === number) return [];
        const message = `前面的文号是“${before}”，此处是“${number}”，请核对。`;
        return [{ block, start, end: start + number.length, message, suggestions: [before] }];
      }),
    );
  },
  wrong: [
    {
      text: "《云溪县节水办法》（云政规〔2024〕3号）已经施行。\n根据《云溪县节水办法》（⟦云政规〔2024〕5号⟧）办理。",
      first: "云政规〔2024〕3号",
    },
    {
      text: "《关于做好防汛工作的通知》（云政办〔2025〕8号）；《关于做好防汛工作的通知》（⟦云政办〔2026〕8号⟧）。",
      first: "云政办〔2025〕8号",
    },
    { text: "《管理办法》（云政发〔2025〕8号）。《管理办法》（⟦云政办〔2025〕8号⟧）。", first: "云政发〔2025〕8号" },
  ],
  right: [
    "《云溪县节水办法》（云政规〔2024〕3号）。根据《云溪县节水办法》（云政规〔2024〕3号）办理。",
    "《云溪县节水办法》（云政规〔2024〕3号）、《云溪县节能办法》（云政规〔2024〕5号）。",
    "根据《云溪县节水办法》（云政规〔2024〕3号）办理。",
  ],
};
