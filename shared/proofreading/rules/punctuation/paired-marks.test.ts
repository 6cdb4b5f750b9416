import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { looseMarksOf, type PairKind, unmatchedMarks } from "../../pairs";
import type { Match, ProofContext, TextBlock } from "../../rule";
import { halfWidthParenthesis, straightQuote } from "./half-width-pairs";
import { cornerBracket, nestedBook, nestedQuote } from "./nesting";

const context: ProofContext = {
  metadata: null,
  today: "2026-11-22",
  lexicon: {
    terms: {},
    allowed: [],
    governmentHosts: [],
    officialMediaHosts: [],
    badHosts: [],
    newsSources: [],
    organs: [],
    regions: [],
    laws: [],
    leaders: [],
    sources: [],
    settings: {},
  },
  spelling: null,
  blocks: [],
};

const body = (...lines: readonly string[]): TextBlock[] =>
  lines.map((text, index) => ({ id: `b${index}`, role: "body", text }));

const unmatchedIn = (kind: PairKind, blocks: readonly TextBlock[]) =>
  unmatchedMarks(
    kind,
    blocks,
    blocks.flatMap((block, index) => {
      const loose = looseMarksOf(kind, block);
      return loose.length === 0 ? [] : [{ index, loose }];
    }),
  );

function unmatched(kind: PairKind, lines: readonly string[]): string[] {
  return unmatchedIn(kind, body(...lines)).map(({ block, at, char }) => `${block}:${at}${char}`);
}

const words = fc.constantFrom("各单位", "工作方案", "落实", "2024", "APP", "，", "、", "网站");
const marks = fc.constantFrom(..."()（）\"“”'‘’《》〈〉<>「」『』");
const wrapped = fc
  .tuple(
    fc.constantFrom("()", '""', "“”", "《》", "「」", "（)", "(）", '“"', "''", "<>"),
    fc.array(words, { minLength: 1, maxLength: 3 }),
  )
  .map(([pair, inside]) => `${pair.charAt(0)}${inside.join("")}${pair.charAt(1)}`);
const texts = fc.array(fc.oneof(words, marks, wrapped, wrapped), { minLength: 4, maxLength: 12 });
const pairRules = [halfWidthParenthesis, straightQuote, nestedQuote, nestedBook, cornerBracket];

const openers = "（“‘《〈";
const closers = "）”’》〉";
const wrongOpeners = "(\"＂〝'「『“‘《〈<＜（";

function changesBothOrNeither(text: string, found: Match): void {
  for (const to of found.suggestions ?? []) {
    const from = text.slice(found.start, found.end);
    expect(openers.indexOf(to.charAt(0)), to).toBe(closers.indexOf(to.slice(-1)));
    expect(openers.includes(to.charAt(0)), to).toBe(true);
    expect(wrongOpeners.includes(from.charAt(0)), from).toBe(true);
    expect(to.length, from).toBe(from.length);
  }
}

describe("paired marks (R9)", () => {
  it("R9: a fix of a pair replaces both its marks and no other character count, in 500 texts of marks and words", () => {
    let fixes = 0;
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join("");
        const block: TextBlock = { id: "b", role: "body", text };
        for (const found of pairRules.flatMap((rule) => rule.find(block, context))) {
          if ((found.suggestions ?? []).length > 0) fixes += 1;
          changesBothOrNeither(text, found);
        }
      }),
      { numRuns: 500, seed: 9 },
    );
    expect(fixes).toBeGreaterThan(200);
  });

  it("MC-01: one mark lost from a sound document is reported there and nowhere after it", () => {
    const sound = [
      "根据《档案法》和《关于修订〈细则〉的通知》，各镇（街道）要落实。",
      "推广“码上办”“就近办”，做到“件件有‘回音’”。",
      "（某政办发〔2024〕5号）已印发，【动态】同步公开。",
    ];
    const places = sound.flatMap((line, row) =>
      Array.from(line.matchAll(/[《》〈〉（）“”‘’〔〕【】]/g), ({ index }) => ({ row, index })),
    );
    const kinds: readonly PairKind[] = ["parenthesis", "book", "quote", "hex"];
    const document = Array.from({ length: 6 }, () => sound).flat();
    expect(kinds.flatMap((kind) => unmatched(kind, document))).toEqual([]);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.nat(5), ({ row, index }, copy) => {
        const at = copy * sound.length + row;
        const broken = document.map((line, here) =>
          here === at ? line.slice(0, index) + line.slice(index + 1) : line,
        );
        const found = kinds.flatMap((kind) => unmatched(kind, broken));
        expect(found).toHaveLength(1);
        expect(found[0]?.startsWith(`b${at}:`)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("A-3: a title, a quotation and an explanation may run over hard line breaks", () => {
    expect(unmatched("book", ["关于印发《平台", "运行管理", "细则》的通知"])).toEqual([]);
    expect(unmatched("quote", ["遵循“谁审批、谁", "监管”原则。"])).toEqual([]);
    expect(unmatched("parenthesis", ["各镇（街道、", "园区）要落实。"])).toEqual([]);
    expect(unmatched("book", ["见《平台", "一", "二", "三", "四", "细则》"])).toEqual(["b0:1《", "b5:2》"]);
  });

  it("keeps what stands in a table cell to its cell", () => {
    const cells = ["（上半年", "下半年）"].map((text, index): TextBlock => ({ id: `c${index}`, role: "cell", text }));
    expect(unmatchedIn("parenthesis", cells).map(({ block }) => block)).toEqual(["c0", "c1"]);
  });

  it("takes no more than a handful of facts from a block of nothing but marks", () => {
    const [block] = body("（".repeat(20_000));
    expect(block === undefined ? -1 : looseMarksOf("parenthesis", block).length).toBe(50);
  });
});
