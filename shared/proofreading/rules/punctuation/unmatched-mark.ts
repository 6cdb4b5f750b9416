/** MC-01: marks without a partner, paired over the whole document. Four rules share one matcher. */
import { gb15834 } from "../../authority";
import {
  charactersOf,
  type LooseMark,
  looseMarksOf,
  type PairKind,
  type UnmatchedMark,
  unmatchedMarks,
} from "../../pairs";
import type { BlockFact, DocumentRule, Example, Match, ProofContext, TextBlock } from "../../rule";

const names: Readonly<Record<PairKind, string>> = {
  parenthesis: "括号",
  book: "书名号",
  quote: "引号",
  hex: "六角括号或方括号",
};

const opposite = new Map(
  ["（）", "()", "《》", "〈〉", "“”", "‘’", "「」", "『』", "〔〕", "【】", "[]", "［］"].flatMap(
    (pair): [string, string][] => [
      [pair.charAt(0), pair.charAt(1)],
      [pair.charAt(1), pair.charAt(0)],
    ],
  ),
);

/** The loose marks of a block, and up to where the missing half of each most likely stands. */
interface Fact {
  readonly loose: readonly LooseMark[];
  readonly guesses: ReadonlyMap<number, string>;
  /** Text between two loose marks that follow each other closely, by the place of the first. */
  readonly spans: ReadonlyMap<number, string>;
}

/** Where a title most likely ends: after the word that names the kind of document. */
const TITLE =
  /^《[^《》，。；：“”\n]{2,40}?(?:条例|办法|规定|通知|意见|规划|方案|细则|纲要|指南|指引|公报|决定|规范|标准|目录|报告|法)(?=的?[，。；、（）]|的?(?:规定|要求|精神|有关|相关|通知|部署)|等|和|及|$)/;
/** Where an explanation in parentheses most likely ends. */
const EXPLANATION = /^[（(](?:以下简称|下同|含|见|详见|试行|暂行|不含)[^（()）。；\n]{0,24}?(?=[，。；：、,;:\n]|$)/;
/** （地址：县城人民路18号。: a field in parentheses ends with its sentence. */
const FIELD =
  /^[（(](?:地址|电话|联系电话|咨询电话|联系人|邮编|附|注|网址|时间|地点|其中|截至|下称|简称)[：:，]?[^（()）。；\n“”]{2,40}?(?=[。；\n]|$)/;
/** “三个坚持，即坚持……: a set phrase ends where it is explained or counted. */
const PHRASE =
  /^“[^“”，。；：、\n]{2,12}(?=，(?:即|就是|也就是|分别是|具体是|指的是)|：|的(?:要求|目标|原则|理念|做法|模式|思路|方针|机制|格局)[，。；、]|等(?:问题|现象|活动|称号|荣誉|行动|工程|制度|机制))|^“[^“”，。；：、\n]{2,8}(?:、[^“”，。；：、\n]{2,8}){1,4}(?=等(?:问题|现象))/;
/** 印发关于开展普查的意见》: where a title that lacks its first half begins. */
const TITLE_END =
  /(?<=印发|下发|出台|制定|公布|发布|转发|根据|按照|依据|依照|落实|学习|执行|修订|审议|通过|了|^|[，。；、和与])(?:关于[^《》，。；：“”\n]{2,44}|中华人民共和国[^《》，。；：“”的\n]{2,20})》$/;
/** Longer than any guess with what must stand behind it, so that the end of the piece is never taken for the end of the text. */
const GUESS_REACH = 64;
/** Two halves of different marks this near belong together. */
const NEAR = 40;

/** 他说：请大家放心。”: what is said begins behind the colon. */
const SAID_END = /(?<=(?:说|表示|道|介绍|指出|强调|告诉记者)：)[^“”《》\n]{4,48}”$/;

function factOf(kind: PairKind, block: TextBlock): Fact | null {
  if (block.role === "meta") return null;
  const loose = looseMarksOf(kind, block);
  if (loose.length === 0) return null;
  const guesses = new Map<number, string>();
  const spans = new Map<number, string>();
  for (const [order, mark] of loose.entries()) {
    const next = loose[order + 1];
    if (next !== undefined && next.at - mark.at <= NEAR) spans.set(mark.at, block.text.slice(mark.at, next.at + 1));
    if (mark.side === "close") {
      const before = block.text.slice(Math.max(0, mark.at + 1 - GUESS_REACH), mark.at + 1);
      const guess = (TITLE_END.exec(before) ?? SAID_END.exec(before))?.[0];
      if (guess !== undefined) guesses.set(mark.at, guess);
      continue;
    }
    const rest = block.text.slice(mark.at, mark.at + GUESS_REACH);
    const guess = [TITLE, EXPLANATION, FIELD, PHRASE]
      .map((form) => form.exec(rest)?.[0])
      .find((found) => found !== undefined);
    if (guess !== undefined) guesses.set(mark.at, guess);
  }
  return { loose, guesses, spans };
}

function judge(
  kind: PairKind,
  facts: readonly { readonly block: string; readonly fact: Fact }[],
  marks: readonly UnmatchedMark[],
): Match[] {
  if (marks.length === 0) return [];
  const byBlock = new Map(facts.map(({ block, fact }) => [block, fact]));
  const matches: Match[] = [];
  for (let i = 0; i < marks.length; i += 1) {
    const [mark, next] = [marks[i], marks[i + 1]];
    if (mark === undefined) continue;
    const fact = byBlock.get(mark.block);
    const span = next?.block === mark.block ? fact?.spans.get(mark.at) : undefined;
    const two = next === undefined || span === undefined ? null : together(mark, next, span);
    if (two !== null) i += 1;
    matches.push(two ?? loose(kind, mark, fact?.guesses.get(mark.at)));
  }
  return matches;
}

/** Two loose marks side by side: one turned the wrong way, or two halves of different marks. */
function together(mark: UnmatchedMark, next: UnmatchedMark, span: string): Match | null {
  if (mark.side === next.side) {
    if (span.length < 3 || span.length > (TURNED[mark.char] ?? NEAR) || !sameShape(mark.char, next.char)) return null;
    const turned = mark.side === "open" ? next : mark;
    const right = opposite.get(turned.char) ?? turned.char;
    const message = `“${turned.char}”方向不对，此处应为${mark.side === "open" ? "后" : "前"}一半“${right}”。`;
    return { block: mark.block, start: turned.at, end: turned.at + 1, message, suggestions: [right] };
  }
  if (mark.side !== "open") return null;
  const inner = span.slice(1, -1);
  const [open, close] = [mark.char, opposite.get(mark.char) ?? ""];
  const [otherOpen, otherClose] = [opposite.get(next.char) ?? "", next.char];
  const first = "[［".includes(mark.char) ? `${otherOpen}${inner}${otherClose}` : `${open}${inner}${close}`;
  const second = `${otherOpen}${inner}${otherClose}`;
  const suggestions = first === second ? [first, `${open}${inner}${close}`] : [first, second];
  const message = `“${open}”和“${otherClose}”不是一对，前后两半应一致。`;
  return { block: mark.block, start: mark.at, end: next.at + 1, message, suggestions };
}

/** Two equal marks farther apart than this are two losses, not one turned the wrong way. */
const TURNED: Readonly<Record<string, number>> = { "〔": 8, "〕": 8, "（": 14, "）": 14, "(": 14, ")": 14 };

const sameShape = (a: string, b: string): boolean =>
  a === b || ("（(".includes(a) && "（(".includes(b)) || ("）)".includes(a) && "）)".includes(b));

function loose(kind: PairKind, mark: UnmatchedMark, guess: string | undefined): Match {
  const name = names[kind];
  const closer = opposite.get(mark.char) ?? "";
  if (guess === undefined) {
    const message = `${name}“${mark.char}”没有配对，缺少${mark.side === "open" ? "后" : "前"}一半“${closer}”。`;
    return { block: mark.block, start: mark.at, end: mark.at + 1, message };
  }
  if (mark.side === "close") {
    const message = `${name}没有配对，缺少前一半“${closer}”。`;
    const end = mark.at + 1;
    return { block: mark.block, start: end - guess.length, end, message, suggestions: [closer + guess] };
  }
  const message = `${name}没有配对，缺少后一半“${closer}”。`;
  return { block: mark.block, start: mark.at, end: mark.at + guess.length, message, suggestions: [guess + closer] };
}

interface Texts {
  readonly id: string;
  readonly title: string;
  readonly clause: string;
  readonly wrong: readonly Example[];
  readonly right: readonly string[];
}

const unmatchedIn = (kind: PairKind, facts: readonly BlockFact<Fact>[], { blocks }: ProofContext) =>
  unmatchedMarks(
    kind,
    blocks,
    facts.map(({ index, fact: { loose } }) => ({ index, loose })),
  );

const unmatched = (kind: PairKind, texts: Texts): DocumentRule<Fact> => ({
  id: texts.id,
  category: "pair",
  title: texts.title,
  severity: "error",
  fix: "suggest",
  authority: [gb15834(texts.clause)],
  confidence: 0.95,
  checks: ["MC-01"],
  // A broken document number may be found at the same place.
  ...(kind === "hex" ? { wraps: true as const } : {}),
  wrong: texts.wrong,
  right: texts.right,
  scope: "document",
  needs: charactersOf(kind),
  facts: (block) => factOf(kind, block),
  judge: (facts, context) => (facts.length === 0 ? [] : judge(kind, facts, unmatchedIn(kind, facts, context))),
});

export const unmatchedParenthesis = unmatched("parenthesis", {
  id: "punct-unmatched-paren",
  title: "括号不配对",
  clause: "4.9",
  wrong: [
    { text: "各镇⟦（⟧街道、园区要明确专人。" },
    { text: "抽查结果已反馈到位⟦）⟧，并同步公开。" },
    { text: "县数据局⟦（以下简称数据局⟧，负责平台运行。", first: "（以下简称数据局）" },
    { text: "第一段写到⟦（⟧这里已经写完。\n第二段另起一事⟦）⟧，也已写完。" },
    { text: "各镇（街道、园区⟦（⟧要明确专人。", first: "）" },
    { text: "材料报送至县医保局⟦（地址：建设路6号⟧。", first: "（地址：建设路6号）" },
    { text: "二⟦）⟧完善机制" },
    { text: "（1）受理。\n2⟦）⟧审核。\n（3）办结。" },
  ],
  right: [
    "1）受理；2）审核。",
    "各镇（街道、园区）要执行《细则（试行）》。",
    "关于公布权责清单（县级\n部门）的公告",
    "公式f(x)和《论坛》见附录（二）。",
    "1）受理。\n2）审核。",
  ],
});

export const unmatchedQuote = unmatched("quote", {
  id: "punct-unmatched-quote",
  title: "引号不配对或方向错误",
  clause: "4.8",
  wrong: [
    { text: "落实⟦“⟧谁审批谁监管的责任。" },
    { text: "落实谁审批谁监管⟦”⟧的责任。" },
    { text: "落实“谁审批谁监管⟦“⟧的责任。", first: "”" },
    { text: "落实⟦”⟧谁审批谁监管”的责任。", first: "“" },
    { text: "推广“码上办”、⟦“⟧就近办做法。" },
    { text: "村民高兴地说：⟦路修好了，出门方便多了。”⟧", first: "“路修好了，出门方便多了。”" },
    { text: "要做到⟦“四个到位⟧，即责任、措施、人员、资金到位。", first: "“四个到位”" },
    { text: "落实⟦“谁审批谁监管’⟧的责任。", first: "“谁审批谁监管”" },
  ],
  right: [
    "落实“谁审批、谁\n监管”的责任。",
    "It’s a test，各镇要明确专人。",
    "他说：“第一段话。\n“第二段话。”",
    "他说：“第一段话。\n第二段话。”",
    "推广“码上办”“就近办”做法。",
  ],
});

export const unmatchedBook = unmatched("book", {
  id: "punct-unmatched-book",
  title: "书名号不配对",
  clause: "4.15",
  wrong: [
    { text: "依据⟦《保障农民工工资支付条例⟧的规定。", first: "《保障农民工工资支付条例》" },
    { text: "依据政务公开条例⟦》⟧办理。" },
    { text: "县里印发⟦关于加强水库管理的意见》⟧，明确责任。", first: "《关于加强水库管理的意见》" },
    { text: "《关于印发⟦〈⟧考核细则的通知》已公布。" },
    { text: "依据《政务公开条例⟦《⟧办理。", first: "》" },
    { text: "依据⟦《考核细则〉⟧办理。", first: "《考核细则》" },
  ],
  right: [
    "关于印发《政务平台\n运行管理细则》的通知",
    "《关于印发〈考核细则〉的通知》已公布。",
    "依据《政务公开条例》《考核细则》办理。",
    "观看《远方的家\n》首播。",
    "他读了《春》。",
  ],
});

export const unmatchedHex = unmatched("hex", {
  id: "punct-unmatched-hex",
  title: "六角括号或方头括号不配对",
  clause: "4.9",
  wrong: [
    { text: "（某政办发⟦〔2024]⟧5号）", first: "〔2024〕" },
    { text: "（某政办发⟦〔⟧2024 5号）" },
    { text: "（某政办发⟦[2024〕⟧5号）", first: "〔2024〕" },
    { text: "【基层动态】⟦】⟧各镇有序推进。" },
    { text: "⟦【⟧基层动态 各镇有序推进。" },
    { text: "某政办发2024⟦〕⟧5号" },
  ],
  right: [
    "（某政办发〔2024〕5号）",
    "【基层动态】各镇有序推进。",
    "见参考文献[1]和[2]。",
    "const a = [1, 2",
    "数组a[0]的取值范围为〔0，1〕。",
  ],
});
