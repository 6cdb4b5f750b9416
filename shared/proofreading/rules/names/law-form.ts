/** How laws and their articles are written. */
import { drafting, gb15834 } from "../../authority";
import { isInTitle } from "../../event-day";
import type { BlockRule, Match, PatternRule } from "../../rule";
import { lawList, STATE } from "./law-list";

export const lawNoBook: BlockRule = {
  id: "law-no-book",
  category: "law",
  title: "法律名称未加书名号",
  severity: "warning",
  fix: "suggest",
  authority: [drafting(), gb15834("4.15")],
  confidence: 0.9,
  roles: ["heading", "body", "list", "cell", "attachment"],
  scope: "block",
  needs: "华",
  find: (block, { lexicon }) => {
    const { titles } = lawList(lexicon);
    const matches: Match[] = [];
    for (let at = block.text.indexOf(STATE); at !== -1; at = block.text.indexOf(STATE, at + 1)) {
      const title = titleAt(block.text, at, titles);
      if (title === null || isInTitle(block.text, at) || !isRunningText(block.text, at, title)) continue;
      const end = at + STATE.length + title.length;
      const message = `引用法律法规的名称应当加书名号：《${STATE}${title}》。`;
      matches.push({ block: block.id, start: at, end, message, suggestions: [`《${STATE}${title}》`] });
    }
    return matches;
  },
  wrong: [
    { text: "依据⟦中华人民共和国网络安全法⟧的规定。", first: "《中华人民共和国网络安全法》" },
    { text: "按照⟦中华人民共和国行政许可法⟧第四条办理。" },
    { text: "违反⟦中华人民共和国招标投标法实施条例⟧，处以罚款。" },
  ],
  right: [
    "依据《中华人民共和国网络安全法》的规定。",
    "根据中华人民共和国宪法，制定本法。",
    "中华人民共和国档案法",
    "中华人民共和国公民的合法权益受法律保护。",
    "“中华人民共和国数据安全法”专题讲座",
    "审议中华人民共和国监狱法修订草案。",
  ],
};

function titleAt(text: string, at: number, titles: ReadonlySet<string>): string | null {
  for (let length = 40; length >= 2; length -= 1) {
    const title = text.slice(at + STATE.length, at + STATE.length + length);
    if (title.length === length && titles.has(title)) return title;
  }
  return null;
}

/** The title of the law itself, a quoted one, the constitution and drafts are written without. */
function isRunningText(text: string, at: number, title: string): boolean {
  const after = text.slice(at + STATE.length + title.length);
  if (
    title === "宪法" ||
    /[“"〈《‘（(]$/.test(text.slice(0, at)) ||
    text.trim().length <= STATE.length + title.length + 4
  )
    return false;
  return !/^(?:[》〉”’]|[(（]?[^，。；]{0,8}(?:草案|修正案|修订|修改|释义|解读|（))/.test(after);
}

const DIGITS = "零一二三四五六七八九";

/** 1260 → 一千二百六十, as articles are counted: 12 is 十二. */
export function articleNumber(value: number): string {
  const figures = String(value);
  let words = "";
  for (const [index, figure] of [...figures].entries()) {
    const place = figures.length - 1 - index;
    if (figure === "0") words += words.endsWith("零") ? "" : "零";
    else words += (DIGITS[Number(figure)] ?? "") + (["", "十", "百", "千"][place] ?? "");
  }
  const trimmed = value === 0 ? "零" : words.replace(/零+$/, "");
  return trimmed.startsWith("一十") ? trimmed.slice(1) : trimmed;
}

const inWords = (text: string): string =>
  text
    .replace(/\d{1,4}/g, (figures) => articleNumber(Number(figures)))
    .replace(/第\s?[（(]?([零一二三四五六七八九十百千]{1,9})[）)]?\s?项/g, "第（$1）项")
    .replace(/\s/g, "");

const CLAUSE =
  "第\\s?\\d{1,4}\\s?条(?:之[一二三四五六七八九])?(?:第\\s?\\d{1,2}\\s?款)?(?:第\\s?[（(]?\\d{1,2}[）)]?\\s?项)?";
const MORE = `(?:(?:、|和|及|至|到)${CLAUSE}){0,6}`;

export const articleFormat: PatternRule = {
  id: "law-article-format",
  category: "law",
  title: "法条号用阿拉伯数字",
  severity: "warning",
  fix: "safe",
  authority: [drafting("（一）")],
  confidence: 0.92,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<=(?<!宪章|公约|协定|条约|议定书)》(?:[（(][^（()）]{0,24}[）)])?|本法|本条例|本办法|本规定|本规则|本细则|本决定|(?:行政处罚|行政许可|行政强制|行政诉讼|民事诉讼|刑事诉讼|国家赔偿|劳动合同|治安管理处罚|道路交通安全|安全生产|环境保护|食品安全|公司|劳动|专利|商标|刑|监察|公务员|税收征收管理)法|民法典|实施条例|公开条例|管理条例|登记条例|保险条例)(?<mark>${CLAUSE}${MORE})`,
        "g",
      ),
      message: "引用法条用汉字数字，与法律原文一致。",
      suggest: (found) => [inWords(found.groups?.mark ?? found[0])],
    },
    {
      regex:
        /(?<=第[零一二三四五六七八九十百千]{1,9}条)(?<mark>第\s?\d{1,2}\s?款(?:第\s?[（(]?\d{1,2}[）)]?\s?项)?|第\s?[（(]?\d{1,2}[）)]?\s?项)/g,
      message: "引用法条用汉字数字，与法律原文一致。",
      suggest: (found) => [inWords(found.groups?.mark ?? found[0])],
    },
  ],
  wrong: [
    { text: "依据《行政许可法》⟦第12条第2款⟧。", first: "第十二条第二款" },
    { text: "根据《中华人民共和国民法典》⟦第1260条⟧规定", first: "第一千二百六十条" },
    { text: "违反本办法⟦第8条第1款第3项⟧的", first: "第八条第一款第（三）项" },
    { text: "依照《行政处罚法》第三十二条⟦第1款⟧", first: "第一款" },
    { text: "按照《某市物业管理条例》（2021年修正）⟦第20条、第105条⟧处理", first: "第二十条、第一百零五条" },
  ],
  right: [
    "依据《行政许可法》第十二条第二款。",
    "合同第12条约定了违约责任。",
    "日本宪法第9条引发争议。",
    "乘坐第12路公交车，第3条线路。",
    "《工作要点》共12条。",
  ],
};

export const trialBrackets: PatternRule = {
  id: "law-trial-paren",
  category: "law",
  title: "（试行）应在书名号内",
  severity: "hint",
  fix: "suggest",
  authority: [drafting(), gb15834("4.15")],
  confidence: 0.9,
  scope: "pattern",
  patterns: [
    {
      regex:
        /《([^《》\n]{2,60})》[（(](试行|暂行|试用|草案|征求意见稿|修订稿|修订草案|送审稿|讨论稿|草案征求意见稿|修订征求意见稿)[）)]/g,
      message: "“（$2）”是名称的一部分，应写在书名号内。",
      suggest: "《$1（$2）》",
    },
  ],
  wrong: [
    { text: "⟦《政务新媒体管理办法》（试行）⟧已印发。", first: "《政务新媒体管理办法（试行）》" },
    { text: "现将⟦《某市数据条例》(征求意见稿)⟧予以公布。", first: "《某市数据条例（征求意见稿）》" },
    { text: "审议⟦《某县规划》（草案）⟧。" },
  ],
  right: [
    "《政务新媒体管理办法（试行）》已印发。",
    "《办法》（试行期两年）自印发之日起施行。",
    "《某市数据条例》（某府发〔2024〕1号）",
    "《条例》（以下简称条例）",
  ],
};

export const constitution: PatternRule = {
  id: "law-xianfa",
  category: "law",
  title: "宪法名称误写",
  severity: "error",
  fix: "suggest",
  authority: [drafting()],
  confidence: 0.95,
  scope: "pattern",
  patterns: [
    {
      regex: /(?<mark>宪法法)(?=[》，。；、第的]|$)/g,
      message: "名称应为“宪法”，多写了“法”字。",
      suggest: "宪法",
    },
    {
      regex: /《(?<mark>(?:中国|我国|国家|中华人民共和国国|中华人民共合国|中华人民国)宪法)》/g,
      message: "宪法的全称是《中华人民共和国宪法》，简称《宪法》。",
      suggest: "中华人民共和国宪法",
    },
    {
      regex: /(?<mark>宪法修正法案?)(?=[》，。；、第的（(]|$)/g,
      message: "修改宪法的文件是“宪法修正案”。",
      suggest: "宪法修正案",
    },
    {
      regex: /(?<mark>宪[发罚政]修正案|先法修正案|现法修正案)/g,
      message: "应为“宪法修正案”。",
      suggest: "宪法修正案",
    },
  ],
  wrong: [
    { text: "依据《中华人民共和国⟦宪法法⟧》。", first: "宪法" },
    { text: "认真学习《⟦中国宪法⟧》。", first: "中华人民共和国宪法" },
    { text: "1982年《⟦我国宪法⟧》规定" },
    { text: "2018年《中华人民共和国⟦宪法修正法⟧》通过", first: "宪法修正案" },
  ],
  right: [
    "依据《中华人民共和国宪法》。",
    "宪法法律至上，宪法法院一词不用于我国。",
    "在国家宪法日宣传《宪法》。",
    "《中华人民共和国宪法修正案》于2018年3月11日通过。",
  ],
};

const WHO =
  "(?:单位|部门|机关|人员|企业|机构|政府|公司|组织|个人|申请人|当事人|负责人|经营者|生产者|委员会|主管部门|建设单位)";

export const shouldMust: PatternRule = {
  id: "law-should-must",
  category: "law",
  title: "条文中“须”宜用“应当”",
  severity: "hint",
  fix: "none",
  authority: [drafting("（一）")],
  confidence: 0.75,
  roles: ["body", "list"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `^[\\s　]{0,8}第[零一二三四五六七八九十百千]{1,9}条[\\s　]{1,4}[^。；]{0,40}?${WHO}(?<mark>须)(?=[按依在将向于对经持遵严配建定及报加落])`,
        "g",
      ),
      message: "条文表述义务一般用“应当”，不用“须”。",
    },
  ],
  wrong: [
    { text: "第五条 各单位⟦须⟧按时报送。" },
    { text: "第十二条　主管部门⟦须⟧建立台账。" },
    { text: "第三条 申请人⟦须⟧持有效证件办理。" },
  ],
  right: [
    "第五条 各单位应当按时报送。",
    "各单位须按时报送。",
    "第九条 主办单位要加强管理。",
    "第六条 有下列情形的必须停止使用。",
    "第七条 办事须知由主管部门公布。",
  ],
};
