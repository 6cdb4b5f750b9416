/** What an administrator's pack would bring, with made-up persons and texts. */
import type { Leader, Lexicon, SourceText } from "../../shared/proofreading/rule";

export const leaders: readonly Leader[] = [
  { name: "沈砚秋", posts: [{ title: "云溪市委书记", from: "2023-03-01", rank: 1 }] },
  { name: "顾怀远", posts: [{ title: "云溪市市长", from: "2023-04-01", rank: 2 }] },
  { name: "陶景和", posts: [{ title: "云溪市人大常委会主任", from: "2022-01-20", rank: 3 }] },
  { name: "骆思源", posts: [{ title: "云溪市政协主席", from: "2022-01-21", rank: 4 }] },
  { name: "祁明哲", posts: [{ title: "云溪市委副书记", from: "2022-06-01", rank: 5 }] },
  { name: "邬静姝", posts: [{ title: "云溪市常务副市长", from: "2023-05-01", rank: 6 }] },
  { name: "欧阳牧之", posts: [{ title: "云溪市委秘书长", from: "2022-07-01", rank: 7 }] },
  { name: "裴承志", posts: [{ title: "云溪市副市长", from: "2022-02-01", rank: 8 }] },
];

/** Texts that quotations are checked against; written for this purpose. */
export const sources: readonly SourceText[] = [
  {
    title: "云溪市政务服务公约",
    text: "群众的事没有小事，窗口的话都是承诺。凡是能一次办好的，绝不让群众跑第二次。凡是能在网上办的，绝不让群众到现场排队。对待每一位办事群众，都要像对待自己的家人一样耐心细致。公开是对权力最好的约束，监督是对干部最大的爱护。",
  },
];

export const administratorLexicon: Partial<Lexicon> = {
  leaders,
  sources,
  newsSources: ["云溪日报", "新华社", "人民日报", "云溪发布", "中国政府网"],
  sourceRequired: true,
  panel: {
    required: ["disclosure", "generatedOn"],
    indexPattern: "^[0-9A-Z]{9}/\\d{4}-\\d{5}$",
    disclosureWorkingDays: 20,
  },
};
