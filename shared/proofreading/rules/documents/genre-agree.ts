/** Kind in the title, verb of the opening, main address and name under the text must agree (条例第八条、第十五条; GB/T 9704-2012 7.3). */
import { documentsRegulation, gb9704 } from "../../authority";
import type { BlockFact, DocumentRule, Match, TextBlock } from "../../rule";

interface Part {
  readonly kind: "title" | "opening" | "closing" | "addressed" | "single";
  /** Kind of document, or name of an organ. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

const GENRES = "通知|通告|公告|公示|通报|报告|请示|批复|答复|函|决定|意见";
const TITLE = new RegExp(
  `^[ \\u3000]{0,8}(?<from>[^。；：，《》]{0,40}?)关于[^。；：，]{2,60}的(?<word>${GENRES}|复函)[ \\u3000]{0,4}$`,
);
const OPENING =
  /现(?:将|就|对)?[^。；]{0,60}?(?<word>通知|通告|公告|公示|通报|报告|请示|批复|答复|函告|函复)如下[：。]/;
const CLOSING =
  /(?:^|[。；！])(?<mark>(?:特此|专此)(?<word>通知|通告|公告|公示|通报|报告|请示|批复|答复|回复|函告|函复|函达)|(?:妥否|当否|可否)，?请(?:予)?(?:批示|批复|审批)|以上报告，?请(?:予)?(?:批复|批准|批示|审批)|此复|请(?:予)?批准)[。！]?[ \u3000]{0,4}$/;
const UP = /^[ \u3000]{0,4}(?<word>[一-龥]{0,6}(?:人民政府|县委|市委|区委|省委))[：:][ \u3000]{0,4}$/;
const DOWN =
  /^[ \u3000]{0,4}(?<word>(?:各|局属|所属|县直|市直|区直|镇直|全县|全市)[^。；：]{1,40})[：:][ \u3000]{0,4}$/;
const SINGLE =
  /^[ \u3000]{0,60}(?<word>[一-龥]{2,20}(?:局|委员会|政府|办公室|中心|管委会|指挥部|公司|委|院|馆|站))[ \u3000]{0,20}$/;

function partOf({ text }: TextBlock): Part | null {
  if (text.length > 400) return null;
  const title = text.length > 90 ? null : TITLE.exec(text);
  if (title !== null) {
    const word = (title.groups?.word ?? "").replace("复函", "函");
    const start = text.trimEnd().length - (title.groups?.word ?? "").length;
    return { kind: "title", word: `${word}|${(title.groups?.from ?? "").trim()}`, start, end: text.trimEnd().length };
  }
  const closing = CLOSING.exec(text);
  if (closing !== null) {
    const mark = closing.groups?.mark ?? "";
    const start = closing.index + closing[0].indexOf(mark);
    return { kind: "closing", word: closing.groups?.word ?? mark, start, end: start + mark.length };
  }
  const opening = OPENING.exec(text);
  if (opening !== null) {
    const word = opening.groups?.word ?? "";
    const start = opening.index + opening[0].lastIndexOf(word);
    return { kind: "opening", word, start, end: start + word.length };
  }
  const addressed = text.length > 60 ? null : (UP.exec(text) ?? DOWN.exec(text));
  if (addressed !== null) {
    const word = addressed.groups?.word ?? "";
    const start = text.indexOf(word);
    return { kind: "addressed", word, start, end: start + word.length };
  }
  const single = text.length > 90 ? null : SINGLE.exec(text);
  const word = single?.groups?.word ?? "";
  const start = text.indexOf(word);
  return single === null ? null : { kind: "single", word, start, end: start + word.length };
}

interface Head {
  readonly genre: string;
  readonly from: string;
  readonly at: BlockFact<Part>;
}

/** The only title, if it stands among the first lines. */
function headOf(facts: readonly BlockFact<Part>[]): Head | null {
  const titles = facts.filter(({ fact }) => fact.kind === "title");
  const [at] = titles;
  if (at === undefined || titles.length > 1 || at.index > 4) return null;
  const [genre = "", from = ""] = at.fact.word.split("|");
  return { genre, from, at };
}

const shared = {
  category: "document-form",
  severity: "warning",
  fix: "none",
  checks: ["MC-32"],
  roles: ["title", "heading", "body", "list"],
  scope: "document",
  seeks: [TITLE, OPENING, CLOSING, UP, DOWN, SINGLE],
  facts: partOf,
} as const;

/** What the opening or ending of each kind may say. */
const SAYS: Readonly<Record<string, RegExp>> = {
  通知: /通知/,
  通告: /通告/,
  公告: /公告|公示|公布/,
  公示: /公示|公告|通告/,
  通报: /通报/,
  报告: /^(?!.*批[复准示]).*报告/,
  请示: /请示|妥否|当否|可否|批准/,
  批复: /批复|此复|函复|答复/,
  答复: /答复|回复|函复|此复|函告/,
  函: /函|复|批准/,
};

export const genreAgrees: DocumentRule<Part> = {
  ...shared,
  id: "doc-genre-agrees",
  title: "标题的文种与“如下”“特此”不一致",
  authority: [documentsRegulation("第八条")],
  confidence: 0.85,
  judge: (facts) => {
    const head = headOf(facts);
    const says = head === null ? undefined : SAYS[head.genre];
    if (head === null || says === undefined) return [];
    return facts.flatMap(({ block, index, fact: { kind, word, start, end } }): Match[] => {
      const isFar = index < head.at.index || index > head.at.index + FARTHEST;
      if ((kind !== "opening" && kind !== "closing") || isFar || says.test(word)) return [];
      if (kind === "closing" && word.startsWith("请"))
        return head.genre === "通知" ? told(block, start, end, head) : [];
      return told(block, start, end, head);
    });
  },
  wrong: [
    { text: "某局关于政协提案的答复\n李卫东委员：\n您的提案收悉。\n⟦特此通知⟧。" },
    { text: "某县人民政府关于划定禁放区域的通知\n为保障安全，现就有关事项⟦通告⟧如下。" },
    { text: "某局关于招生的公告\n现将有关事项⟦通知⟧如下。" },
    { text: "某局关于学校食堂检查情况的报告\n县人民政府：\n整改问题42个。\n⟦以上报告，请批复⟧。" },
  ],
  right: [
    "某局关于政协提案的答复\n李卫东委员：\n您的提案收悉。\n特此答复。",
    "某县人民政府关于划定禁放区域的通告\n为保障安全，现就有关事项通告如下。",
    "某局关于防汛情况的报告\n县人民政府：\n现将有关情况报告如下。\n特此报告。",
    "关于转发通告的通知\n各乡镇：\n请认真执行。",
    "某局关于招生的公示\n现将名单公示如下。\n特此公告。",
  ],
};

const FARTHEST = 30;

function told(block: string, start: number, end: number, { genre }: Head): Match[] {
  return [{ block, start, end, message: `标题的文种是“${genre}”，此处的用语与它不一致，请核对。` }];
}

export const addressAgrees: DocumentRule<Part> = {
  ...shared,
  id: "doc-address-agrees",
  title: "主送机关与文种的行文方向不符",
  authority: [documentsRegulation("第十五条")],
  confidence: 0.82,
  judge: (facts) => {
    const head = headOf(facts);
    if (head === null) return [];
    return facts.flatMap(({ block, index, fact: { kind, word, start, end } }): Match[] => {
      if (kind !== "addressed" || index !== head.at.index + 1) return [];
      const isDown = DOWN.test(`${word}：`);
      const isWrong = isDown
        ? /^(?:请示|报告|批复)$/.test(head.genre)
        : head.genre === "通知" && /局$|委员会$/.test(head.from);
      const message = `“${head.genre}”不主送${isDown ? "下级机关" : "上级机关"}，请核对文种或者主送机关。`;
      return isWrong ? [{ block, start, end, message }] : [];
    });
  },
  wrong: [
    { text: "某县教育局关于追加经费的请示\n⟦各乡镇人民政府⟧：\n需经费38万元。" },
    { text: "某县教育局关于做好放假工作的通知\n⟦县人民政府⟧：\n请认真落实。" },
    { text: "某县教育局关于报送总结的报告\n⟦各学校⟧：\n现将情况报告如下。" },
  ],
  right: [
    "某县教育局关于追加经费的请示\n县人民政府：\n需经费38万元。",
    "某县教育局关于做好放假工作的通知\n各学校：\n请认真落实。",
    "某市人民政府关于做好放假工作的通知\n县人民政府：\n请认真落实。",
  ],
};

export const signatureAgrees: DocumentRule<Part> = {
  ...shared,
  id: "doc-signature-agrees",
  title: "落款与标题的发文机关不一致",
  authority: [gb9704("7.3.5")],
  confidence: 0.85,
  judge: (facts, { blocks }) => {
    const head = headOf(facts);
    if (head === null || head.from.length < 4 || !/(?:局|委员会|政府|办公室|中心|委|院|馆)$/.test(head.from)) return [];
    return facts.flatMap(({ block, index, fact: { kind, word, start, end } }): Match[] => {
      const next = blocks[index + 1]?.text.trim() ?? "";
      if (kind !== "single" || index <= head.at.index + 1 || !DAY.test(next)) return [];
      // A joint document names more than one above and below; a short name is another way to say it.
      if (/ |\u3000|、/.test(head.from) || word.length < 4 || head.from.includes(word) || word.includes(head.from))
        return [];
      if (!isAlike(head.from, word)) return [];
      const message = `标题的发文机关是“${head.from}”，落款是“${word}”，请核对。`;
      return [{ block, start, end, message, suggestions: [head.from] }];
    });
  },
  wrong: [
    { text: "云溪县林业局关于做好造林工作的通知\n各乡镇：\n略。\n⟦云溪县水利局⟧\n2026年2月5日", first: "云溪县林业局" },
    { text: "云溪县人民政府关于划定区域的通告\n略。\n⟦云山县人民政府⟧\n2026年2月5日", first: "云溪县人民政府" },
    { text: "云溪县教育局关于招生的公告\n略。\n⟦云溪县教体局⟧\n2026年2月5日", first: "云溪县教育局" },
  ],
  right: [
    "云溪县林业局关于做好造林工作的通知\n各乡镇：\n略。\n云溪县林业局\n2026年2月5日",
    "云溪县林业局关于做好造林工作的通知\n各乡镇：\n略。\n县林业局\n2026年2月5日",
    "云溪县林业局关于转发方案的通知\n各乡镇：\n略。\n云溪县水利局",
    "云溪县人民政府办公室关于印发方案的通知\n略。\n石桥镇敬老院\n2026年2月5日",
  ],
};

const DAY = /^(?:(?:19|20)\d{2}年\d{1,2}月\d{1,2}日|[二一][〇零○一二三四五六七八九]{3}年)/;

/** Of one place, or of one kind: a copy of another document may stand below. */
function isAlike(one: string, other: string): boolean {
  const same = [...one].filter((char) => other.includes(char)).length;
  return Math.abs(one.length - other.length) <= 2 && same >= Math.min(one.length, other.length) - 2 && same >= 3;
}
