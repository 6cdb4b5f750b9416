/** MC-02: a measure that does not go with what is counted: 仔猪20只, 12项案件, 三颗古树. */

import { dictionary, editing } from "../../authority";
import { unitTable } from "../../characters";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { searchFor } from "../../search";
import { classifierTable } from "./classifier-table";
import { countedHeadTable } from "./counted-head-table";
import { countedHeads } from "./counted-heads";

interface Counted {
  readonly wrong: string;
  readonly right: string;
}

const counted: ReadonlyMap<string, Counted> = tableOf(classifierTable);

/** A thing of two rows with one right measure has the wrong ones of both. */
function tableOf(table: string): Map<string, Counted> {
  const known = new Map<string, Counted>();
  for (const line of table.trim().split("\n")) {
    const [things = "", measures = ""] = line.split("：");
    const [wrong = "", right = ""] = measures.split(" ");
    for (const thing of things.split(" ")) {
      const before = known.get(thing);
      known.set(thing, { wrong: before?.right === right ? before.wrong + wrong : wrong, right });
    }
  }
  return known;
}

const things = [...counted.keys()];
/** What is counted by the measures that the counted text gives it, the usual one first. */
const known: ReadonlyMap<string, string> = new Map(
  countedHeadTable
    .trim()
    .split("\n")
    .map((line): [string, string] => {
      const [thing = "", measures = ""] = line.split(" ");
      return [thing, measures];
    }),
);
const LONGEST = Math.max(...things.map(({ length }) => length));
/** The units things begin and end with. */
const FIRST = unitTable(things.map((thing) => thing.charAt(0)).join(""));
const LAST = unitTable(things.map((thing) => thing.slice(-1)).join(""));
const MEASURES = [...new Set([...counted.values()].flatMap(({ wrong }) => [...wrong]))].join("");

/** A number and a measure; 第三条 counts nothing. */
const COUNT = new RegExp(
  `(?<![第\\d.,〔号一二三四五六七八九十百千万零〇])(?:\\d[\\d.,]{0,9}[万千百]?|[一二三四五六七八九十百千万两几]{1,5})(?:余|多)?(?<mark>[${MEASURES}])`,
  "g",
);
const countsIn = searchFor(COUNT);
/** The units of measures, and what may stand right before one. */
const IS_MEASURE = unitTable(MEASURES);
const COUNTS = unitTable("0123456789.,一二三四五六七八九十百两几万千余多");
const ENDS = /^(?:[，。；、！）（]|$)/;
/** What is done with or by the thing: its name is over. */
const ACTS =
  /^(?:[，。；、！）（]|$|开展|进行|赶赴|赶到|参加|参与|前往|投入|组成|从|在|对|向|为|被|已|将|按|到|并|共|和|与|及|等|以及|用于|实施|全部|同时|陆续|分别|先后|加强|全天|轮流|连夜|冒|深入|走|奔赴)/;
/** A name this long is no part of another word. */
const WHOLE = 3;
/** What may stand between a measure and the thing. */
const KINDS =
  /^(?:新建的?|新增的?|省级|市级|县级|国家级|重点|大型|中型|小型|优秀|骨干|专业|农村|青年|一线|退役|困难|公办|民办|先进|智能|典型|重大|一般|各类|珍贵|百年|新型)/;
const AMOUNTS = /(?:共计?|约|近|达|各|合计|累计|超过?|有)$/;

/** A measure behind a figure: most texts that name a thing count none, and this costs a tenth of the pattern. */
function counts(text: string): boolean {
  let before = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (IS_MEASURE[unit] === 1 && COUNTS[before] === 1) return true;
    before = unit;
  }
  return false;
}

function faultsIn({ id, text }: TextBlock): readonly Match[] {
  const matches: Match[] = [];
  if (!counts(text)) return matches;
  for (const found of countsIn(text)) {
    const measure = found.groups?.mark ?? "";
    const end = found.index + found[0].length;
    const right = rightAfter(text, end, measure) ?? rightBefore(text, found.index, { end, measure });
    if (right === null) continue;
    const [thing, better] = right;
    const message = `“${thing}”不用量词“${measure}”，应用“${better}”。`;
    matches.push({ block: id, start: end - 1, end, message, suggestions: [better] });
  }
  return matches;
}

type Better = readonly [thing: string, measure: string];

function betterOf(thing: string, measure: string): Better | null {
  const known = counted.get(thing);
  return known?.wrong.includes(measure) === true ? [thing, known.right] : null;
}

/** 三颗古树: the thing ends its clause. */
function rightAfter(text: string, end: number, measure: string): Better | null {
  const from = end + (KINDS.exec(text.slice(end, end + 4))?.[0].length ?? 0);
  if (FIRST[text.charCodeAt(from)] !== 1) return rightAtEnd(text, end, measure);
  for (let length = LONGEST; length >= 1; length -= 1) {
    const thing = text.slice(from, from + length);
    if (counted.has(thing))
      return (length >= WHOLE ? ACTS : ENDS).test(text.slice(from + length, from + length + 2))
        ? betterOf(thing, measure)
        : null;
  }
  return rightAtEnd(text, end, measure);
}

/** 三百颗大叶柳树苗: what ends the clause is counted, and all before it describes it. */
const DESCRIBED = /^(?![每各余多])[一-龥]{3,9}(?=[，。；、！）]|$)/;
const OTHERS = /[联的了在和与及或于向对把将为被从由到有是]/;

function rightAtEnd(text: string, end: number, measure: string): Better | null {
  const described = DESCRIBED.exec(text.slice(end, end + 10))?.[0] ?? "";
  if (described === "" || OTHERS.test(described)) return null;
  const thing = [4, 3, 2].map((size) => described.slice(-size)).find((one) => counted.has(one));
  const better = thing === undefined ? null : betterOf(thing, measure);
  return better !== null && isMistaken(measure, better[1]) ? better : null;
}

/** 一起, 一头, 一把 say how something is done. */
const ADVERBS = /^一[起头把根名]$/;
/** Measures taken for one another: they sound alike, or name things of like shape. */
const MISTAKEN = [
  "只支枝",
  "颗棵株",
  "颗枚",
  "副幅付",
  "辆架台艘列",
  "座栋所间",
  "头匹只",
  "条根",
  "口眼",
  "例起",
  "件宗起",
  "份本个张",
];
const isMistaken = (written: string, right: string): boolean =>
  MISTAKEN.some((family) => family.includes(written) && family.includes(right));

/** 十六只应急救援队伍: by counts, what ends the clause does not take the measure. */
function countedIn({ id, text }: TextBlock): Match[] {
  return countedHeads(text).flatMap(({ measure, at, thing }): Match[] => {
    const head = [4, 3, 2].map((size) => thing.slice(-size)).find((one) => known.has(one));
    const measures = head === undefined ? undefined : known.get(head);
    const right = measures?.charAt(0);
    if (ADVERBS.test(text.slice(at - 1, at + 1))) return [];
    if (head === undefined || right === undefined || measures?.includes(measure) === true) return [];
    if (!isMistaken(measure, right)) return [];
    const message = `“${head}”不用量词“${measure}”，应用“${right}”。`;
    return [{ block: id, start: at, end: at + 1, message, suggestions: [right] }];
  });
}

/** 古树三颗: so does the measure. */
function rightBefore(text: string, start: number, { end, measure }: { end: number; measure: string }): Better | null {
  if (!ENDS.test(text.slice(end, end + 1))) return null;
  const lead = text.slice(Math.max(0, start - LONGEST - 2), start).replace(AMOUNTS, "");
  if (LAST[lead.charCodeAt(lead.length - 1)] !== 1) return null;
  for (let length = Math.min(LONGEST, lead.length); length >= 1; length -= 1) {
    const thing = lead.slice(-length);
    if (counted.has(thing))
      return length === 1 && !/[、，；养有送栽种]/.test(lead.slice(-2, -1)) ? null : betterOf(thing, measure);
  }
  return null;
}

export const classifier: BlockRule = {
  id: "grammar-classifier",
  category: "collocation",
  title: "量词与名词不搭配",
  severity: "warning",
  fix: "suggest",
  authority: [dictionary("附录：量词名词配合表"), editing("量词")],
  confidence: 0.85,
  checks: ["MC-02"],
  yieldsToVocabulary: true,
  scope: "block",
  words: [...things, ...known.keys()],
  find: (block) => {
    const matches = faultsIn(block);
    return [...matches, ...countedIn(block).filter(({ start }) => !matches.some((match) => match.start === start))];
  },
  wrong: [
    { text: "向脱贫户发放仔猪60⟦只⟧。", first: "头" },
    { text: "全镇登记在册三⟦颗⟧古树，均已挂牌。", first: "棵" },
    { text: "侦破盗窃案件8⟦项⟧，挽回损失5万元。", first: "起" },
    { text: "出动12⟦座⟧消防车、3⟦辆⟧冲锋舟。", first: "辆" },
    { text: "现场书写春联200⟦幅⟧。", first: "副" },
    { text: "展出书法作品40⟦副⟧。", first: "幅" },
    { text: "组建十六⟦只⟧应急救援队伍。", first: "支" },
    { text: "调派五⟦辆⟧无人机开展巡查。", first: "架" },
    { text: "栽下桂花树一千余⟦颗⟧。", first: "棵" },
    { text: "山坡上新种两百⟦颗⟧大叶桂花树。", first: "棵" },
    { text: "三年维修加固农村危桥十九⟦所⟧。", first: "座" },
    { text: "运动员夺得金牌七⟦颗⟧、银牌三⟦颗⟧。", first: "枚" },
    { text: "全市处置聚集性疫情两⟦例⟧。", first: "起" },
    { text: "写出对联五百⟦付⟧，发出整改通知书六⟦个⟧。", first: "副" },
  ],
  right: [
    "发放仔猪60头、鸡苗300只，栽植古树三棵。",
    "侦破盗窃案件8起，制定措施3条，第十二条文件规定适用本办法。",
    "第三十一条企业应当建立台账；两座城市代表参加，20家企业专家到会，10件群众最关心的事。",
    "一头牛，一条街道两旁，一座学校食堂，卫星一颗。",
    "展出书法作品40幅，发放春联200副，3张专家门诊号。",
  ],
};
