/** A paragraph that ends in a comma though the next one begins anew (GB/T 15834-2011 4.1). */
import { gb15834 } from "../../authority";
import type { BlockFact, DocumentRule, Match } from "../../rule";

interface Ending {
  /** The stop it ends in, if it ends in one that does not end a sentence. */
  readonly open: string | null;
  readonly end: number;
  readonly isSentence: boolean;
}

/** Shorter lines are verse, headings or fields. */
const SHORTEST = 12;
const ITEM =
  /^[\s\u3000]{0,8}(?:[（(]?[一二三四五六七八九十百\d①-⑳]{1,4}[）)、.．，]|第[一二三四五六七八九十\d]|[-—•·●])/;

export const paragraphComma: DocumentRule<Ending> = {
  id: "punct-para-comma",
  category: "punctuation",
  title: "段末用了逗号",
  severity: "warning",
  fix: "suggest",
  authority: [gb15834("4.1")],
  confidence: 0.8,
  checks: ["MC-01"],
  roles: ["body"],
  scope: "document",
  facts: ({ text }) => {
    const body = text.trimEnd();
    if (body.length < SHORTEST || ITEM.test(body)) return null;
    const last = body.slice(-1);
    return { open: /[，、]/.test(last) ? last : null, end: body.length, isSentence: /[。！？]”?$/.test(body) };
  },
  judge: (facts) => facts.flatMap((one, at) => judgeOne(one, { before: facts[at - 1], next: facts[at + 1] })),
  wrong: [
    { text: "全县粮食总产量达到26.5万吨⟦，⟧\n蔬菜产量稳步增长，市场供应充足。", first: "。" },
    {
      text: "县交通运输局排查了全县的桥梁。\n全县新建农村公路56公里⟦，⟧\n县交通运输局将继续加大养护力度。",
      first: "。",
    },
    { text: "县民政局走访了敬老院的老人⟦、⟧\n老人们对饭菜质量表示满意，提出两条建议。", first: "。" },
  ],
  right: [
    "全县粮食总产量达到26.5万吨。\n蔬菜产量稳步增长，市场供应充足。",
    "白日依山尽，\n黄河入海流。",
    "对下列在岗的乡村医生给予补助：\n在岗不足一年的乡村医生，\n在岗一年以上的乡村医生。",
    "联系电话：0563-2218806，\n地址：县政务服务中心二楼社会保障窗口",
  ],
};

type Neighbours = Readonly<Record<"before" | "next", BlockFact<Ending> | undefined>>;

/** One open end between whole sentences: of several, the text was broken by its typesetting, or they are items. */
function judgeOne({ block, index, fact }: BlockFact<Ending>, { before, next }: Neighbours): Match[] {
  if (fact.open === null || next?.index !== index + 1 || !next.fact.isSentence) return [];
  if (before?.index === index - 1 && !before.fact.isSentence) return [];
  const message = `段落到此结束，末尾的“${fact.open}”应为句号。`;
  return [{ block, start: fact.end - 1, end: fact.end, message, suggestions: ["。"] }];
}
