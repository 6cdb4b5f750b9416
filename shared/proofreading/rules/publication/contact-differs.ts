/** One line told twice with two of its figures in another order: 报名电话0838-5511230 and 0838-5511320 (MC-15). */
import { logic } from "../../authority";
import { hitsOf } from "../../hits";
import type { DocumentRule, Match } from "../../rule";

interface Told {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly number: string;
}

const LINE =
  /(?<label>(?:报名|咨询|监督|举报|受理|联系|投诉|值班|服务|预约|办公|缴费|公示|反馈)(?:电话|热线))(?:为|是|：|:)?[ ]?(?<number>(?:0\d{2,3}[-—－]?)?\d{7,11})(?!\d|[、，/和—-]\d)/g;

export const contactDiffers: DocumentRule<readonly Told[]> = {
  id: "contact-differs",
  category: "link",
  title: "同一电话前后数字次序不同",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-15"],
  roles: ["body", "list", "cell", "caption"],
  scope: "document",
  words: ["电话", "热线"],
  facts: ({ text }) => {
    const told = hitsOf(text, LINE).map((found): Told => {
      const { label = "", number = "" } = found.groups ?? {};
      const end = found.index + found[0].length;
      return { start: end - number.length, end, label, number };
    });
    return told.length === 0 ? null : told;
  },
  judge: (facts) => {
    const first = new Map<string, string>();
    return facts.flatMap(({ block, fact }) =>
      fact.flatMap(({ start, end, label, number }): Match[] => {
        const other = first.get(label);
        if (other === undefined) first.set(label, number);
        if (other === undefined || !isSwapped(digits(other), digits(number))) return [];
        const message = `前面的${label}是${other}，这里是${number}，数字次序不同，请核对。`;
        return [{ block, start, end, message }];
      }),
    );
  },
  wrong: [
    { text: "报名电话：0838-5511230。\n如有疑问，请拨打报名电话⟦0838-5511320⟧。" },
    { text: "咨询电话：028-86432100\n咨询电话：⟦028-84632100⟧" },
    { text: "监督电话：5551267。监督电话：⟦5551627⟧。" },
  ],
  right: [
    "报名电话：0838-5511230。\n报名电话：0838-5511230。",
    "咨询电话：0838-5511230\n监督电话：0838-5511320",
    "咨询电话：0838-5511230\n咨询电话：0838-5511231",
    "咨询电话：0838-5511230、0838-5511320。",
  ],
};

const digits = (number: string): string => number.replace(/\D/g, "");

/** Two figures stand in each other's place and all others agree. */
function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length || a === b) return false;
  const apart = [...a].flatMap((digit, at) => (digit === b[at] ? [] : [at]));
  const [first, second] = apart;
  return (
    apart.length === 2 &&
    first !== undefined &&
    second !== undefined &&
    a[first] === b[second] &&
    a[second] === b[first]
  );
}
