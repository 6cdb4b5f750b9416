import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FEATURES, featureNames } from "./features";
import { type Proposal, Proposals } from "./proposals";
import { toyModel } from "./testing/toy-model";

const model = () =>
  toyModel({
    sentences: [
      "加快建设大数据产业平台。",
      "驻村帮扶工作队逐户走访。",
      "严格执行审批制度；按期办结。",
      "坚持统筹推进重点工作。",
      "统筹推进2024年重点工作。",
      "开展安全隐患排查整治。",
      "本办法自发布之日起施行。",
    ],
    words: ["数据", "帮扶", "执行", "统筹", "推进", "工作", "排查", "整治", "隐患", "兼任", "阶段"],
    pairs: [
      [0, "据局句剧"],
      [0, "扶夫付"],
      [1, "筹愁畴"],
      [2, "执直"],
      [4, "日目"],
      [0, "整正"],
      [0, "治制志"],
    ],
  });

interface Found {
  readonly at: number;
  readonly from: string;
  readonly to: string;
}

function found(text: string, proposals = new Proposals(model())): Found[] {
  const list: Found[] = [];
  proposals.visit(text, ({ at, from, to }) => {
    list.push({ at, from: String.fromCharCode(from), to: String.fromCharCode(to) });
  });
  return list;
}

describe("the search over the lattice", () => {
  it.each([
    ["a homophone", "加快建设大数局产业平台。", "局", "据"],
    ["a homophone at the begin of a word that is no word", "驻村帮夫工作队逐户走访。", "夫", "扶"],
    ["the same syllable in another tone", "坚持统畴推进重点工作。", "畴", "筹"],
    ["a near syllable", "严格直行审批制度；按期办结。", "直", "执"],
    ["a look-alike", "本办法自发布之目起施行。", "目", "日"],
    ["a character of no known pair", "驻村帮扶平作队逐户走访。", "平", "工"],
  ])("finds %s", (_, text, from, to) => {
    expect(found(text)).toEqual([{ at: text.indexOf(from), from, to }]);
  });

  it("corrects both characters of a word at once, which no single change could", () => {
    expect(found("开展安全隐患排查正制。")).toEqual([
      { at: 8, from: "正", to: "整" },
      { at: 9, from: "制", to: "治" },
    ]);
  });

  it("keeps quiet on what it has read", () => {
    expect(found("加快建设大数据产业平台。驻村帮扶工作队逐户走访。本办法自发布之日起施行。")).toEqual([]);
  });

  it("counts a run of digits as one token and reads on behind it", () => {
    expect(found("统愁推进１９９８年重点工作。")).toEqual([{ at: 1, from: "愁", to: "筹" }]);
    expect(found("统愁推进3年重点工作。")).toEqual([{ at: 1, from: "愁", to: "筹" }]);
  });

  it("finds a slip behind spaces, line ends and characters beyond the basic plane", () => {
    for (const before of ["𠮷𠮷", "  ", "abc 12\n", "（𫝀）", "😀。"]) {
      const text = `${before}加快建设大数局产业平台。`;
      expect(found(text), before).toEqual([{ at: text.indexOf("局"), from: "局", to: "据" }]);
    }
  });

  it("finds the slip of a sentence far longer than a segment", () => {
    const text = `${"坚持统筹推进重点工作，".repeat(40)}${"坚持统筹推进重点工作".repeat(30)}驻村帮夫工作队逐户走访。`;
    expect(found(text)).toContainEqual({ at: text.indexOf("夫"), from: "夫", to: "扶" });
  });
});

describe("what the search tells", () => {
  const pieces = [
    "加快建设大数局产业",
    "帮夫",
    "𠮷",
    "😀",
    "ＡＢ",
    "abc",
    "12",
    "１２",
    " ",
    "　",
    "\n",
    "。",
    "，",
    "统愁",
    "目",
    "《",
    "》",
  ];

  it("names only characters that stand in the text at the offset it gives", () => {
    const proposals = new Proposals(model());
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (parts) => {
        const text = parts.join("");
        let last = -1;
        proposals.visit(text, ({ at, from, to, word }: Proposal) => {
          expect(text.charCodeAt(at)).toBe(from);
          expect(to).not.toBe(from);
          expect(at).toBeGreaterThan(last);
          last = at;
          const range = word();
          if (range !== null) expect(range.start <= at && at < range.end && range.end <= text.length).toBe(true);
        });
      }),
      { numRuns: 300 },
    );
  });

  it("gives the same for the same text whatever it read before", () => {
    const used = new Proposals(model());
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 20 }), (parts) => {
        const text = parts.join("");
        expect(rows(text, used)).toEqual(rows(text, new Proposals(model())));
      }),
      { numRuns: 60 },
    );
  });

  it("fills every feature, whole numbers all of them", () => {
    const [row] = rows("驻村帮夫工作队逐户走访。", new Proposals(model()));
    expect(row?.length).toBe(FEATURES);
    expect(new Set(featureNames).size).toBe(FEATURES);
    expect(row?.[featureNames.indexOf("gain")]).toBeGreaterThan(0);
    expect(row?.[featureNames.indexOf("kind")]).toBe(0);
    expect(row?.[featureNames.indexOf("word length after")]).toBe(2);
    expect(row?.[featureNames.indexOf("word length before")]).toBe(0);
  });
});

function rows(text: string, proposals: Proposals): number[][] {
  const list: number[][] = [];
  proposals.visit(text, ({ row }) => {
    list.push([...row]);
  });
  return list;
}
