/** The title and the text under it: 第三届 and 第四届, 2026年招聘会 and 2025年招聘会, 石桥镇 and 白沙镇 (R13, MC-06). */
import { logic } from "../../authority";
import { hitsOf } from "../../hits";
import type { DocumentRule, Match, TextBlock } from "../../rule";

const LONGEST = 60;
const headOf = ({ role, text }: TextBlock): string | null =>
  role === "title" || (text.length <= LONGEST && text.length >= 6 && !/[。；：？]/.test(text)) ? text : null;

const shared = {
  category: "arithmetic",
  severity: "warning",
  fix: "suggest",
  authority: [logic()],
  checks: ["MC-06"],
  roles: ["title", "heading", "body", "list"],
  scope: "document",
  seeks: [/^[^。；：？]{6,60}$/],
  facts: headOf,
} as const;

const NUMERAL = "[一二三四五六七八九十百\\d]{1,4}";
const ORDINAL = new RegExp(`第?(?<number>${NUMERAL})(?<noun>(?:届|次|期|批|号提案|轮|场)[一-龥“]{2})`, "g");

export const titleOrdinal: DocumentRule<string> = {
  ...shared,
  id: "agree-title-ordinal",
  title: "标题与正文的届次、期次不一致",
  confidence: 0.85,
  judge: ([head], { blocks }) => {
    if (head === undefined || head.index !== 0 || /通过|修正|修订|批准/.test(head.fact)) return [];
    return hitsOf(head.fact, ORDINAL).flatMap((found) => otherOrdinal(found, blocks.slice(1)));
  },
  wrong: [
    { text: "县第三届运动会开幕\n2026年9月28日，县第⟦四届运动⟧会在县体育中心开幕。", first: "三届运动" },
    { text: "县人大常委会第三十次会议召开\n4月8日，县人大常委会第⟦三十一次会议⟧召开。", first: "三十次会议" },
    { text: "关于公布第五批非遗项目的通知\n现将第⟦四批非遗⟧项目名录予以公布。", first: "五批非遗" },
  ],
  right: [
    "县第三届运动会开幕\n2026年9月28日，县第三届运动会在县体育中心开幕。",
    "县第三届运动会开幕\n第二届运动会结束后，县第三届运动会开始筹备。",
    "县第三届运动会开幕\n运动会设项目12个。",
  ],
};

function otherOrdinal(found: RegExpExecArray, body: readonly TextBlock[]): Match[] {
  const { number = "", noun = "" } = found.groups ?? {};
  if (body.some(({ text }) => text.includes(number + noun))) return [];
  const told = body.flatMap(({ id, text }) =>
    text.includes(noun) ? hitsOf(text, ORDINAL).map((hit) => ({ id, hit })) : [],
  );
  const same = told.filter(({ hit }) => hit.groups?.noun === noun);
  const numbers = new Set(same.map(({ hit }) => hit.groups?.number));
  if (numbers.size !== 1) return [];
  return same.slice(0, 1).flatMap(({ id, hit }): Match[] => {
    const wrong = (hit.groups?.number ?? "") + noun;
    if (/^\d/.test(wrong) !== /^\d/.test(number)) return [];
    const start = hit.index + hit[0].length - wrong.length;
    const message = `标题是“${number}${noun}”，正文是“${wrong}”，请核对。`;
    return [{ block: id, start, end: start + wrong.length, message, suggestions: [number + noun] }];
  });
}

const YEAR = /(?<year>20\d{2})年度?(?<noun>[一-龥“”]{3})/g;
const HOLDS = /定于|将于|面向|报名|拟|现将|举办|举行|召开|启动|开展/;
const PAST = /去年|上年|同比|增长|以来|已|继|结束|完成|比/;

export const titleYear: DocumentRule<string> = {
  ...shared,
  id: "agree-title-year",
  title: "标题与正文同一活动的年份不一致",
  confidence: 0.82,
  judge: ([head], { blocks }) => {
    if (head === undefined || head.index !== 0) return [];
    const [only, second] = hitsOf(head.fact, YEAR);
    const { year = "", noun = "" } = only?.groups ?? {};
    if (only === undefined || second !== undefined) return [];
    const body = blocks.slice(1, 8);
    if (body.some(({ text }) => text.includes(`${year}年${noun}`) || text.includes(`${year}年度${noun}`))) return [];
    return body.flatMap(({ id, text }) =>
      (text.includes(noun) ? hitsOf(text, YEAR) : []).flatMap((found): Match[] => {
        const before =
          text
            .slice(Math.max(0, found.index - 30), found.index)
            .split(/[。；]/)
            .at(-1) ?? "";
        const sentence = before + (text.slice(found.index, found.index + 60).split(/[。；]/)[0] ?? "");
        if (found.groups?.noun !== noun || found.groups.year === year) return [];
        if (!HOLDS.test(sentence) || PAST.test(sentence)) return [];
        const message = `标题是${year}年，此处是${found.groups.year ?? ""}年，请核对。`;
        return [{ block: id, start: found.index, end: found.index + 4, message, suggestions: [year] }];
      }),
    );
  },
  wrong: [
    { text: "关于举办2026年招聘会的公告\n⟦2025⟧年招聘会定于12月5日举办，欢迎报名。", first: "2026" },
    { text: "云溪县2026年创业大赛公告\n⟦2027⟧年创业大赛面向全县创业者。", first: "2026" },
    { text: "2026年度职称评审工作通知\n现将⟦2025⟧年度职称评审有关事项通知如下。", first: "2026" },
  ],
  right: [
    "关于举办2026年招聘会的公告\n2026年招聘会定于12月5日举办，欢迎报名。",
    "关于举办2026年招聘会的公告\n2025年招聘会共吸引企业80家，比上年增加12家。",
    "2026年工作要点\n2025年，全县经济平稳运行。",
  ],
};

const PLACE = /^(?<name>[一-龥]{2})(?<kind>镇|乡|街道)(?![一-龥]{0,3}(?:级|域))/;

export const titlePlace: DocumentRule<string> = {
  ...shared,
  id: "agree-title-place",
  title: "标题与正文的乡镇不一致",
  confidence: 0.8,
  judge: ([head], { blocks }) => {
    const found = head === undefined || head.index !== 0 ? null : PLACE.exec(head.fact);
    const { name = "", kind = "" } = found?.groups ?? {};
    const body = blocks.slice(1).filter(({ role }) => role === "body" || role === "list");
    if (found === null || /[各全我乡城]/.test(name) || body.some(({ text }) => text.includes(name))) return [];
    const told = body.flatMap(({ id, text }) =>
      hitsOf(text, /(?<=^|[，。；、“])(?<name>[一-龥]{2})(?<kind>镇|乡|街道)/g).map((hit) => ({ id, hit })),
    );
    const names = new Set(told.map(({ hit }) => hit[0]));
    const [first] = told;
    if (first === undefined || names.size !== 1 || /[各全我本该城]/.test(first.hit[0])) return [];
    const message = `标题是“${name}${kind}”，正文是“${first.hit[0]}”，请核对。`;
    const start = first.hit.index;
    return [{ block: first.id, start, end: start + first.hit[0].length, message, suggestions: [name + kind] }];
  },
  wrong: [
    { text: "石桥镇开展消防演练\n9月15日，⟦白沙镇⟧开展消防演练。", first: "石桥镇" },
    { text: "河湾镇推进改厕\n今年以来，⟦石桥镇⟧完成改厕320户。", first: "河湾镇" },
    { text: "柳河乡敬老院改造完工\n9月8日，⟦青山乡⟧敬老院改造完工。", first: "柳河乡" },
  ],
  right: [
    "石桥镇开展消防演练\n9月15日，石桥镇开展消防演练。",
    "石桥镇开展消防演练\n9月15日，全镇开展消防演练，白沙镇、河湾镇派人观摩。",
    "乡镇卫生院开展义诊\n9月8日，青山乡卫生院开展义诊。",
  ],
};
