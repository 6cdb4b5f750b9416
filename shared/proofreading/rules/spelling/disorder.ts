/** MC-01: characters lost, too many or the wrong way round, found by the spelling model where no list knows the phrase. */
import { editing, inspection2019 } from "../../authority";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { isInKnownPhrase } from "../../slips/known-phrases";
import type { Repair, RepairKind } from "../../spelling/speller";
import { exampleSpeller } from "./example-speller";
import { inDocumentNumber, inForeignName, inPersonName, inTitle, isNumeral } from "./vetoes";

type Disorder = Exclude<RepairKind, "changed">;

/** Log-odds from which a suspicion is shown, and from which it is an error. */
const PROBABLE: Readonly<Record<Disorder, number>> = { missing: 2.5, extra: 2.75, swapped: 3.25 };
/** Where a set phrase comes of it: so seldom by chance that less is asked. */
const PROBABLE_PHRASE: Readonly<Record<Disorder, number>> = { missing: 1, extra: 0.75, swapped: 1.25 };
const CERTAIN: Readonly<Record<Disorder, number>> = { missing: 4, extra: 5, swapped: 3.5 };
/** What the odds lose inside a title, and in a headline: 冲突方有望达成一致 leaves out what a sentence would say. */
const IN_TITLE = 1;
const IN_HEADLINE = 0.5;
const LONGEST_HEADLINE = 40;
/** As far as a set phrase can go on to one side. */
const REACH = 8;
/** A line without an end: headlines leave their stop out, and lists of headlines end in a semicolon. */
const isHeadline = (text: string): boolean => text.length <= LONGEST_HEADLINE && !/[。！？]/.test(text);

/** What stands as well without its second or first character, so that nothing need be missing. */
const SHORT_FORMS: ReadonlySet<string> = new Set(
  (
    "主持 应当 应该 或者 按照 可以 依照 不得 以及 并且 曾经 已经 因为 如果 虽然 但是 所有 各个 其中 之中 我国 必须 需要 能够 为了 对于 关于 由于 根据 " +
    "经过 通过 进行 为主 乡镇 目前 并由 均应 使用 人员 有权 有着 走进 来到 还是 就是 都是 不是 也是 正在 存在 之间 以后 以前 之后 之前 时候 " +
    "以上 以下 以内 之内 以外 另外 此外 自从 从而 然而 而且 因此 所以 于是 就此 对此 与其 为其 及其 和其 至于 直至 截至 施划 区内 县内 市内 " +
    "本省 本市 本县 本区 本镇 本乡 县级 省级 市级 区级 乡级 镇级 村级 地区 村镇 资源 具有 拥有 还有 没有 仍然 依然 仍旧 尚未 未曾 刚刚 常常 渐渐 仅仅 互相 相互 共同 一同 一起 一样 这样 那样 什么 怎么 我们 他们 她们 它们 人们"
  ).split(" "),
);
/** Verbs and nouns of one character that stand alone in news: 科技助春耕, 冷空气迎大幅降温, 经济工作会部署. */
const LEADS: ReadonlySet<string> = new Set("推动 助力 迎来 建立 落实 代为 优化 国家 会议 人民 煤炭 钢铁".split(" "));
/** Particles, which come and go. */
const LOOSE = "的了地得着过是在和与及等也就都又还有为对将把被从向到于由所之其此该各每一个两这那们";
/** What a writer puts before a verb or between two words for a shade of meaning: 火灾刚发生, 不可再分割, 为链主. */
const SHADES = "刚再且才仅先后常好中内上下大小新老时级";
/** Adverbs that part a subject from what is said of it: 产业也兴旺起来. */
const ADVERBS = "也都又还就";
/** What may stand between the halves of a word for the sake of speech: 荣与誉, 加与减, 政府等网站. */
const JOINING = "和与或及又等";
/** What the odds lose where a shorter form is as good. */
const AS_GOOD_WITHOUT = 2;

const WHAT: Readonly<Record<Disorder, string>> = {
  missing: "疑似漏字",
  extra: "疑似多字",
  swapped: "疑似前后颠倒",
};

export const probableDisorder: BlockRule = {
  id: "probable-disorder",
  category: "extra-character",
  title: "疑似漏字、多字、颠倒（语言模型）",
  severity: "warning",
  fix: "suggest",
  authority: [editing(), inspection2019()],
  confidence: 0.85,
  checks: ["MC-01"],
  yieldsToVocabulary: true,
  scope: "block",
  roles: ["title", "heading", "body", "list", "cell", "caption", "attachment"],
  find: (block, { spelling }) => (spelling === null ? [] : matchesIn(block, spelling.repairsIn(block.text))),
  setting: {
    spelling: exampleSpeller(
      [],
      [
        { kind: "missing", wrong: "救灾资金专款专，", right: "救灾资金专款专用，", odds: 5 },
        { kind: "extra", wrong: "预算执了行", right: "预算执行", odds: 5 },
        { kind: "swapped", wrong: "经营体主", right: "经营主体", odds: 4 },
        { kind: "missing", wrong: "整改实到位", right: "整改落实到位", odds: 3 },
        { kind: "missing", wrong: "张晓主持", right: "张晓明主持", odds: 3 },
        { kind: "extra", wrong: "村村通", right: "村通", odds: 6 },
        { kind: "swapped", wrong: "马中产业园", right: "中马产业园", odds: 4 },
        { kind: "missing", wrong: "窗办理", right: "窗口办理", odds: 1.5 },
        { kind: "missing", wrong: "监督管机构", right: "监督管理机构", odds: 1 },
        { kind: "extra", wrong: "预算了执行", right: "预算执行", odds: 1 },
        { kind: "extra", wrong: "中华龙文化", right: "中华文化", odds: 2 },
        { kind: "extra", wrong: "起鼓来", right: "起来", odds: 3 },
        { kind: "missing", wrong: "在市行政", right: "在本市行政", odds: 3 },
        { kind: "missing", wrong: "县交通", right: "县级交通", odds: 3 },
        { kind: "extra", wrong: "灾刚发", right: "灾发", odds: 3 },
        { kind: "extra", wrong: "红不红", right: "红红", odds: 3 },
        { kind: "missing", wrong: "提三点", right: "提出三点", odds: 4 },
        { kind: "extra", wrong: "股负责", right: "负责", odds: 4 },
        { kind: "swapped", wrong: "来往频", right: "往来频", odds: 5 },
        { kind: "missing", wrong: "助春", right: "助力春", odds: 3 },
        { kind: "missing", wrong: "三摄", right: "三十摄", odds: 3 },
        { kind: "missing", wrong: "任基斯", right: "任巴基斯", odds: 3 },
        { kind: "extra", wrong: "产业也兴旺", right: "产业兴旺", odds: 1 },
      ],
    ),
  },
  wrong: [
    { text: "救灾资金专款⟦专，⟧账目清楚。", first: "专用，" },
    { text: "上半年预算⟦执了行⟧情况良好。", first: "执行" },
    { text: "检查经营⟦体主⟧二十户。", first: "主体" },
    { text: "督促整⟦改实⟧到位。", first: "改落实" },
    { text: "报监督⟦管机⟧构备案。", first: "管理机" },
    { text: "预⟦算了执⟧行情况良好。", first: "算执" },
  ],
  right: [
    "救灾资金专款专用，账目清楚。",
    "上半年预算执行情况良好。",
    "镇长张晓主持会议。",
    "全县实现村村通客车。",
    "请到窗办理。",
    "展出的玉器见证了中华龙文化。",
    "敲起鼓来，什么都不怕。",
    "县交通运输局派员值守。",
    "会议在市行政中心召开。",
    "火灾刚发生，日子过得红不红火，两国人员来往频繁。",
    "科技助春耕。",
    "我提三点希望，管理股负责人已经记下。",
    "气温降到零下三摄氏度。",
    "中心主任基斯坦诺夫说。",
    "生态好了，产业也兴旺起来。",
    "两国元首见证马中产业园启动。",
  ],
};

function matchesIn({ id, text }: TextBlock, repairs: readonly Repair[]): Match[] {
  return repairs.flatMap((repair) => {
    const { kind } = repair;
    if (kind === "changed") return [];
    const isPhrase = givesPhrase(text, repair);
    const odds = oddsIn(text, repair, isPhrase);
    if (odds < (isPhrase ? PROBABLE_PHRASE : PROBABLE)[kind]) return [];
    const shown = shownOf(text, repair);
    const wrong = text.slice(shown.start, shown.end);
    return [
      {
        block: id,
        start: shown.start,
        end: shown.end,
        severity: odds >= CERTAIN[kind] ? ("error" as const) : ("warning" as const),
        suggestions: [shown.right],
        message: `“${wrong}”${WHAT[kind]}：按上下文应为“${shown.right}”，请核对。`,
      },
    ];
  });
}

/** What stands around an odd place may excuse it; a character written twice is the business of its own rule. */
function oddsIn(text: string, repair: Repair, isPhrase: boolean): number {
  const { start, end, right, odds, kind } = repair;
  const char = text.charAt(start);
  if (kind === "extra" && (char === text.charAt(start - 1) || char === text.charAt(end)))
    return Number.NEGATIVE_INFINITY;
  if (kind === "swapped" && standsEitherWay(text, repair)) return Number.NEGATIVE_INFINITY;
  if (kind === "extra" && (isSplitVerb(text, start) || isEitherOr(text, start) || isOffice(text, start)))
    return Number.NEGATIVE_INFINITY;
  const shown = shownOf(text, repair);
  const first = { text, slip: { start: shown.start, end: shown.start + 1, right, odds } };
  const last = { text, slip: { start: shown.end - 1, end: shown.end, right, odds } };
  const isName = inPersonName(first) || inPersonName(last) || inForeignName(first) || inForeignName(last);
  if (inDocumentNumber(first) || isName) return Number.NEGATIVE_INFINITY;
  if (kind === "missing" && !isPhrase && isNumeral("", right)) return Number.NEGATIVE_INFINITY;
  if (kind === "extra" && (JOINING + SHADES).includes(char)) return odds - AS_GOOD_WITHOUT;
  const weighed = kind === "missing" && isDispensable(text, repair, isPhrase) ? odds - AS_GOOD_WITHOUT : odds;
  if (inTitle(first)) return weighed - IN_TITLE;
  return isHeadline(text) && !isPhrase ? weighed - IN_HEADLINE : weighed;
}

/** 敲起鼓来, 唱起歌来: the object stands between the halves of 起来. */
const isSplitVerb = (text: string, at: number): boolean =>
  /起[一-龥]$/.test(text.slice(Math.max(0, at - 1), at + 1)) && text.charAt(at + 1) === "来";

/** 红不红火, 能不能: either or. */
const isEitherOr = (text: string, at: number): boolean =>
  text.charAt(at) === "不" && text.charAt(at - 1) === text.charAt(at + 1);

/** Whether a set phrase comes of the repair. Only particles come into one by slip: 中华龙文化 is meant. */
function givesPhrase(text: string, repair: Repair): boolean {
  const { start, end, right, kind } = repair;
  if (kind === "missing" && isShortForm(text, repair)) return false;
  if (kind === "extra" && (!LOOSE.includes(text.charAt(start)) || ADVERBS.includes(text.charAt(start)))) return false;
  const repaired = text.slice(Math.max(0, start - REACH), start) + right + text.slice(end, end + REACH);
  const at = Math.min(REACH, start);
  return isInKnownPhrase(
    repaired,
    kind === "extra" ? { start: at - 1, end: at + 1 } : { start: at, end: at + right.length },
  );
}

/** 马中 beside 中马: states and provinces are named from either side. 1亩多 beside 10多亩. */
const SIDES =
  /^[中美俄日韩英法德意印马泰越老柬缅菲新澳加巴欧非亚朝蒙哈乌吉塔土伊沙埃南阿智秘墨京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋陕闽贵粤青藏川宁琼港台城乡]{2}$/;
const MEASURED = /^[1-9一二三四五六七八九两][\u4e00-\u9fff]多$/;
/** Words of the same sense whichever way round. */
const EITHER_WAY = new Set(
  "来往 往来 钱权 权钱 互相 相互 演讲 讲演 代替 替代 缓和 和缓 寻找 找寻 质朴 朴质 并吞 吞并 整齐 齐整 嫉妒 妒忌 感情 情感 式样 样式 力气 气力 觉察 察觉 询问 问询 累积 积累 率真 真率 直率 率直 别离 离别 心痛 痛心 权责 责权 逃脱 脱逃 明显 显明".split(
    " ",
  ),
);
const standsEitherWay = (text: string, { start, end }: Repair): boolean =>
  SIDES.test(text.slice(start, end)) ||
  MEASURED.test(text.slice(Math.max(0, start - 1), end)) ||
  EITHER_WAY.has(text.slice(start, end));

function isDispensable(text: string, repair: Repair, isPhrase: boolean): boolean {
  return (LOOSE.includes(repair.right) && !isPhrase) || isShortForm(text, repair) || isShortSpeech(text, repair);
}

/** 提三点希望, 讲两个问题. */
const isShortSpeech = (text: string, { start, right }: Repair): boolean =>
  /^[出到]$/.test(right) && /[提讲说谈][一二三四五六七八九十两几]/.test(text.slice(start - 1, start + 1));

/** 运输管理股负责人, 办公室主任: a part of an organ, and who works in it. */
const isOffice = (text: string, at: number): boolean =>
  /^[股科处室队站所](?:负责|长|人|干|工|副)/.test(text.slice(at, at + 3));

const isShortForm = (text: string, { start, right }: Repair): boolean =>
  LEADS.has(text.charAt(start - 1) + right) ||
  SHORT_FORMS.has(text.charAt(start - 1) + right) ||
  SHORT_FORMS.has(right + text.charAt(start));

/** The place with its neighbours, where there is nothing of its own to show. */
function shownOf(text: string, { start, end, right, kind }: Repair): { start: number; end: number; right: string } {
  if (kind === "swapped") return { start, end, right };
  const from = Math.max(0, start - 1);
  const to = Math.min(text.length, end + 1);
  return { start: from, end: to, right: text.slice(from, start) + right + text.slice(end, to) };
}
