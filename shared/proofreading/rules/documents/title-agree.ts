/** The period, the year, the text and the person of the title against the first lines under it (R13, MC-06). */
import { logic } from "../../authority";
import { hitsOf } from "../../hits";
import { SURNAME } from "../../packs/surnames";
import type { DocumentRule, Match, TextBlock } from "../../rule";
import { stretchApart } from "./one-stretch";

/** Whether a block is the title: its role, or the first line of a text that has none. */
const TITLE =
  /(?:通知|公告|通告|通报|报告|请示|批复|函|公示|决定|意见|纪要|情况|结果|简章|方案|名单)(?:[（(][^（）()]{1,20}[)）])?[ \u3000]{0,4}$/;
const LONGEST = 90;

interface Headed {
  readonly text: string;
}

const headOf = ({ role, text }: TextBlock): Headed | null =>
  role === "title" || (text.length <= LONGEST && TITLE.test(text) && !/[。；]/.test(text)) ? { text } : null;

/** The blocks right under the title in which a text says what it is about. */
const openingOf = (blocks: readonly TextBlock[]): readonly TextBlock[] =>
  blocks.slice(1, 6).filter(({ role, text }) => (role === "body" || role === "list") && text.length > 8);

const shared = {
  category: "arithmetic",
  severity: "warning",
  fix: "suggest",
  authority: [logic()],
  checks: ["MC-06"],
  roles: ["title", "heading", "body", "list"],
  scope: "document",
  seeks: [TITLE, /^.{4,60}$/],
  facts: headOf,
} as const;

const YEAR = "(?:19|20)\\d{2}";
const PERIOD = new RegExp(
  `(?:(?<year>${YEAR})年(?:度)?)?(?:第?(?<quarter>[一二三四1-4])季度|(?<half>[上下])半年|(?<month>\\d{1,2})月(?:份)?(?!\\d))`,
);
const OPENED = new RegExp(
  `现(?:将|就|对)(?:我[县市区局]|全[县市区]|[一-龥]{2,8}[县市区局])?(?<period>${PERIOD.source.replace(/\?<\w+>/g, "?:")})`,
  "g",
);

type Part = "quarter" | "half" | "month";
const PARTS: readonly Part[] = ["quarter", "half", "month"];

export const titlePeriod: DocumentRule<Headed> = {
  ...shared,
  id: "doc-title-period",
  title: "标题与正文的月份、季度、年份不一致",
  confidence: 0.88,
  judge: ([head], { blocks }) => {
    if (head === undefined || head.index !== 0) return [];
    return [...otherPart(head.fact.text, blocks), ...otherYear(head.fact.text, blocks)];
  },
  wrong: [
    {
      text: "关于2026年第二季度网站检查情况的通报\n各乡镇：\n现将⟦2026年第一季度⟧网站检查情况通报如下。",
      first: "2026年第二季度",
    },
    { text: "某县关于2026年8月份空气质量情况的通报\n现就⟦2026年7月份⟧空气质量情况通报如下。", first: "2026年8月份" },
    {
      text: "2026年上半年信访工作情况的报告\n县人民政府：\n现将我县⟦2026年下半年⟧信访工作情况报告如下。",
      first: "2026年上半年",
    },
    { text: "2026年某县公开招聘幼儿教师公告\n现将⟦2025年⟧公开招聘幼儿教师有关事项公告如下。", first: "2026年" },
  ],
  right: [
    "关于2026年第二季度网站检查情况的通报\n各乡镇：\n现将第二季度网站检查情况通报如下。",
    "关于2026年8月份空气质量情况的通报\n2026年7月份空气质量已通报，现就2026年8月份空气质量情况通报如下。",
    "关于2026年度考核工作的通知\n根据2025年考核办法，现将有关事项通知如下。",
    "2026年公开招聘幼儿教师公告\n2025年公开招聘幼儿教师工作已经结束。",
    "关于2026年工作要点的通知\n现将2025年工作总结和2026年工作要点印发给你们。",
  ],
};

function otherPart(title: string, blocks: readonly TextBlock[]): Match[] {
  const named = PERIOD.exec(title);
  // A title with two periods may be answered by either.
  if (named === null || PERIOD.test(title.slice(named.index + named[0].length))) return [];
  const part = PARTS.find((one) => named.groups?.[one] !== undefined);
  return openingOf(blocks).flatMap(({ id, text }) =>
    (text.includes("现") ? hitsOf(text, OPENED) : []).flatMap((found): Match[] => {
      const period = found.groups?.period ?? "";
      const told = PERIOD.exec(period)?.groups;
      if (part === undefined || told?.[part] === undefined) return [];
      const isSame =
        told[part] === named.groups?.[part] || /\d/.test(told[part]) !== /\d/.test(named.groups?.[part] ?? "");
      const year = named.groups?.year;
      const isYear = told.year === undefined || year === undefined || told.year === year;
      if (isSame && isYear) return [];
      const start = found.index + found[0].length - period.length;
      const right = told.year === undefined ? named[0].replace(/^\d{4}年度?/, "") : named[0];
      const message = `标题是“${named[0]}”，正文是“${period}”，请核对。`;
      return [{ block: id, start, end: start + period.length, message, suggestions: [right] }];
    }),
  );
}

const YEARS = new RegExp(`(?<![\\d〔\\[-])(${YEAR})年(?!\\d)`, "g");
const SAYS = /现(?:将|就|对)|公开(?:招聘|选调|遴选|招考)|面向(?:社会|全国|全县)/;

const PAST = /结束|已经|上年|去年|继|总结|以来|此前|曾/;

/** The year of the title, and another before the words that follow the year there. */
function otherYear(title: string, blocks: readonly TextBlock[]): Match[] {
  const years = hitsOf(title, YEARS);
  const [only] = years;
  if (only === undefined || years.length > 1 || PERIOD.test(title)) return [];
  const year = only[1] ?? "";
  return openingOf(blocks).flatMap(({ id, text }) =>
    sentencesOf(text).flatMap(([start, sentence]): Match[] => {
      const told = hitsOf(sentence, YEARS);
      const [other] = told;
      if (other === undefined || told.length > 1 || other[1] === year || !SAYS.test(sentence) || PAST.test(sentence))
        return [];
      const after = sentence.slice(other.index + 5, other.index + 9);
      if (!/^[一-龥]{4}$/.test(after) || !title.includes(after)) return [];
      const at = start + other.index;
      const message = `标题是${year}年，正文是${other[1] ?? ""}年，请核对。`;
      return [{ block: id, start: at, end: at + 5, message, suggestions: [`${year}年`] }];
    }),
  );
}

const sentencesOf = (text: string): readonly (readonly [number, string])[] =>
  Array.from(text.matchAll(/[^。！？]+/g), (found) => [found.index, found[0]] as const);

const ISSUED = /(?:印发|转发|公布|发布)(?:[^《》]{0,20})《(?<name>[^《》]{4,50})》/;
const OF_BODY =
  /(?:^|现将|[。；])(?<open>《)(?<name>[^《》]{4,50})》(?=(?:（[^（）]{1,24}）)?(?:已经|业经|经|已|印发|转发|公布|予以))/g;
const AGREED = /关于(?:原则)?(?:同意|不同意|批准)?(?<name>[^《》]{5,50})的批复/;
const REQUESTED =
  /(?<open>《关于)(?:请求|申请|恳请|报请)?(?:批准|审批|解决|同意)?(?<name>[^《》]{5,50})的(?:请示|函)》/g;
const MOST = 0.4;

export const titleObject: DocumentRule<Headed> = {
  ...shared,
  id: "doc-title-object",
  title: "标题与正文所称的文件、事项不一致",
  confidence: 0.85,
  judge: ([head], { blocks }) => {
    if (head === undefined || head.index !== 0) return [];
    const { text } = head.fact;
    return [
      ...otherName(ISSUED.exec(text)?.groups?.name, OF_BODY, blocks),
      ...otherName(AGREED.exec(text)?.groups?.name, REQUESTED, blocks),
    ];
  },
  wrong: [
    {
      text: "关于印发《清河县节水行动方案》的通知\n各乡镇：\n《⟦清河县节能行动方案⟧》已经县政府同意，现印发给你们。",
      first: "清河县节水行动方案",
    },
    {
      text: "关于印发《某县防汛应急预案》的通知\n现将《⟦某县抗旱应急预案⟧》印发给你们，请认真执行。",
      first: "某县防汛应急预案",
    },
    {
      text: "某县人民政府关于同意设立城南小学的批复\n县教育局：\n你局《关于⟦设立城北小学⟧的请示》收悉。",
      first: "设立城南小学",
    },
  ],
  right: [
    "关于印发《清河县节水行动方案》的通知\n各乡镇：\n《清河县节水行动方案》已经县政府同意，现印发给你们。",
    "关于印发《某县防汛应急预案》的通知\n根据《某市防汛应急预案》，制定本预案。",
    "某县人民政府关于同意设立城南小学的批复\n县教育局：\n你局《关于设立城南小学的请示》收悉。",
    "某县人民政府关于调整水价的批复\n县发展和改革局：\n你局《关于调整城区水价的请示》收悉。",
    "关于印发《节水办法》《节能办法》的通知\n《节能办法》已经县政府同意。",
  ],
};

function otherName(name: string | undefined, pattern: RegExp, blocks: readonly TextBlock[]): Match[] {
  if (name === undefined || blocks[0]?.text.includes("》《") === true) return [];
  const opening = openingOf(blocks);
  if (opening.some(({ text }) => text.includes(name))) return [];
  return opening.flatMap(({ id, text }) =>
    (text.includes("《") ? hitsOf(text, pattern) : []).flatMap((found): Match[] => {
      const told = found.groups?.name ?? "";
      if (stretchApart(name, told, MOST) === null) return [];
      const start = found.index + found[0].lastIndexOf(told);
      const message = `标题中是“${name}”，这里是“${told}”，请核对。`;
      return [{ block: id, start, end: start + told.length, message, suggestions: [name] }];
    }),
  );
}

const PERSON = new RegExp(
  `关于(?:给予|对|表彰|追授|授予|聘任|任命|免去)?(?<name>${SURNAME}[一-龥](?:(?![等同])[一-龥])?)(?:等(?:\\d{1,3}|[一二三四五六七八九十]{1,3})?[名位]?)?同志(?:的)?[一-龥]{0,12}(?:任|免|职|聘|处分|表彰|称号|试用期)`,
);

export const titlePerson: DocumentRule<Headed> = {
  ...shared,
  id: "doc-title-person",
  category: "leader",
  title: "标题里的人名与正文不一致",
  confidence: 0.85,
  judge: ([head], { blocks }) => {
    const name = head === undefined || head.index !== 0 ? undefined : PERSON.exec(head.fact.text)?.groups?.name;
    const body = blocks.slice(1).filter(({ role }) => role !== "meta");
    if (name === undefined || body.some(({ text }) => text.replace(/[\s\u3000]/g, "").includes(name))) return [];
    const near = new RegExp(
      `(?<![一-龥])${nearNames(name)}(?=同志|为|任|的|，|、)|(?<=任命|免去|聘任)${nearNames(name)}(?=同志|为|任|的)`,
      "g",
    );
    return body.slice(0, 30).flatMap(({ id, text }) =>
      hitsOf(text, near).map((found): Match => {
        const message = `标题里是“${name}”，正文里是“${found[0]}”，请核对。`;
        return { block: id, start: found.index, end: found.index + found[0].length, message, suggestions: [name] };
      }),
    );
  },
  wrong: [
    { text: "关于陈志远等同志职务任免的通知\n各单位：\n任命⟦陈致远⟧为县审计局副局长。", first: "陈志远" },
    { text: "关于王涛等同志任职的通知\n⟦王滔⟧同志任县救助站站长。", first: "王涛" },
    { text: "关于李健同志任职的通知\n⟦李建⟧同志任县救助站站长。", first: "李健" },
    { text: "关于给予赵海涛同志表彰的决定\n各单位：\n⟦赵海滔⟧同志先进事迹突出，决定予以表彰。", first: "赵海涛" },
  ],
  right: [
    "关于陈志远等同志职务任免的通知\n各单位：\n任命陈志远为县审计局副局长，陈致远为县财政局副局长。",
    "关于李健同志任职的通知\n李　健同志任县救助站站长。",
    "关于李健同志任职的通知\n任职决定见附件。",
    "关于有关同志任职的通知\n有些同志任职时间已满。",
  ],
};

/** The same surname and one other character, or one of the given name alike. */
function nearNames(name: string): string {
  const [first = "", second = "", third] = name;
  if (third === undefined) return `${first}[一-龥]`;
  return `(?:${first}${second}[一-龥]|${first}[一-龥]${third})`;
}
