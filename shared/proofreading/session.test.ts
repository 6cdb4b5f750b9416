import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyMetadata, type Metadata } from "../model/metadata";
import { editing } from "./authority";
import { builtinPacks } from "./packs/index";
import type { BlockRole, BlockRule, DocumentRule, PatternRule, Rule, TextBlock } from "./rule";
import { rules } from "./rules/index";
import { inspect } from "./run";
import { createSession, type Occasion } from "./session";

const today = "2026-11-22";

/** Sentences that rules react to, so that random documents are not merely random: the rules' own examples. */
const examples = rules.flatMap((rule) => [
  ...rule.wrong.map(({ text }) => text),
  ...rule.right.map((one) => (typeof one === "string" ? one : one.text)),
]);
const pieces = examples.flatMap((text) => text.replace(/[⟦⟧]/g, "").split("\n")).filter((text) => text.length < 80);

const roles: readonly BlockRole[] = ["title", "heading", "body", "body", "body", "list", "cell", "caption", "meta"];
const place = fc.nat(1000);
const piece = fc.nat(pieces.length - 1).map((index) => pieces[index] ?? "");

interface State {
  readonly blocks: readonly TextBlock[];
  readonly occasion: Occasion;
  readonly next: number;
}

type Edit = (state: State) => State;

const changeText =
  (at: number, change: (text: string) => string): Edit =>
  (state) =>
    withBlock(state, at, (block) => [{ ...block, text: change(block.text) }]);

function withBlock(state: State, at: number, change: (block: TextBlock) => readonly TextBlock[]): State {
  if (state.blocks.length === 0) return state;
  const index = at % state.blocks.length;
  return { ...state, blocks: state.blocks.flatMap((block, i) => (i === index ? change(block) : [block])) };
}

function merged(state: State, at: number): State {
  const index = at % Math.max(1, state.blocks.length - 1);
  const [left, right] = [state.blocks[index], state.blocks[index + 1]];
  if (left === undefined || right === undefined) return state;
  return { ...state, blocks: state.blocks.toSpliced(index, 2, { ...left, text: left.text + right.text }) };
}

function moved(state: State, from: number, to: number): State {
  const block = state.blocks[from % Math.max(1, state.blocks.length)];
  if (block === undefined) return state;
  const rest = state.blocks.filter((one) => one !== block);
  return { ...state, blocks: rest.toSpliced(to % (rest.length + 1), 0, block) };
}

function added(state: State, at: number, block: Omit<TextBlock, "id">): State {
  const id = block.role === "meta" ? ["meta.source", "meta.documentNumber"][state.next % 2] : `n${state.next}`;
  if (id === undefined || state.blocks.some((one) => one.id === id)) return state;
  const index = at % (state.blocks.length + 1);
  return { ...state, next: state.next + 1, blocks: state.blocks.toSpliced(index, 0, { ...block, id }) };
}

const metadata: fc.Arbitrary<Metadata | null> = fc.option(
  fc.record({ itemType: fc.constantFrom("notice", "reprint", "news"), audience: piece }).map((some) => ({
    ...emptyMetadata,
    ...some,
  })),
);

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc
    .tuple(place, place, piece)
    .map(([at, where, text]) =>
      changeText(at, (old) => old.slice(0, where % (old.length + 1)) + text + old.slice(where % (old.length + 1))),
    ),
  fc
    .tuple(place, place, fc.nat(12))
    .map(([at, where, length]) =>
      changeText(at, (old) => old.slice(0, where % (old.length + 1)) + old.slice((where % (old.length + 1)) + length)),
    ),
  fc.tuple(place, piece).map(([at, text]) => changeText(at, () => text)),
  fc.tuple(place, place).map(
    ([at, where]): Edit =>
      (state) =>
        withBlock({ ...state, next: state.next + 1 }, at, (block) => {
          const cut = where % (block.text.length + 1);
          return [
            { ...block, text: block.text.slice(0, cut) },
            { id: `n${state.next}`, role: block.role, text: block.text.slice(cut) },
          ];
        }),
  ),
  place.map(
    (at): Edit =>
      (state) =>
        merged(state, at),
  ),
  place.map(
    (at): Edit =>
      (state) =>
        withBlock(state, at, () => []),
  ),
  fc.tuple(place, place).map(
    ([from, to]): Edit =>
      (state) =>
        moved(state, from, to),
  ),
  fc.tuple(place, fc.constantFrom(...roles), piece).map(
    ([at, role, text]): Edit =>
      (state) =>
        added(state, at, { role, text }),
  ),
  fc.tuple(place, fc.constantFrom(...roles)).map(
    ([at, role]): Edit =>
      (state) =>
        withBlock(state, at, (block) => [block.role === "meta" || role === "meta" ? block : { ...block, role }]),
  ),
  fc.tuple(place, fc.webUrl()).map(
    ([at, href]): Edit =>
      (state) =>
        withBlock(state, at, (block) => [
          { ...block, links: [{ start: 0, end: Math.min(4, block.text.length), href }] },
        ]),
  ),
  metadata.map(
    (data): Edit =>
      (state) => ({ ...state, occasion: { ...state.occasion, metadata: data } }),
  ),
  fc.constantFrom("2026-11-22", "2024-02-29", "2031-01-01").map(
    (day): Edit =>
      (state) => ({ ...state, occasion: { ...state.occasion, today: day } }),
  ),
);

describe("a session", () => {
  it("gives after each of 10,000 random edits what a fresh pass gives", () => {
    const start = fc.array(fc.tuple(fc.constantFrom(...roles), piece), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(start, fc.array(edit, { minLength: 50, maxLength: 50 }), (first, edits) => {
        const session = createSession({ packs: builtinPacks });
        let state: State = { blocks: [], occasion: { today, metadata: null }, next: 0 };
        for (const [role, text] of first) state = added(state, state.next, { role, text });
        for (const change of edits) {
          state = change(state);
          const { blocks, occasion } = state;
          expect(session.check(blocks, occasion)).toEqual(inspect(blocks, { ...occasion, packs: builtinPacks }));
        }
      }),
      { numRuns: 200 },
    );
  }, 120_000);
});

const meta = {
  category: "typo",
  title: "测试",
  severity: "error",
  fix: "none",
  authority: [editing()],
  confidence: 1,
  wrong: [],
  right: [],
} as const;

/** Rules that count how often they are asked. */
function counting() {
  const asked = { block: 0, facts: 0, judge: 0, dated: 0 };
  const block: BlockRule = {
    ...meta,
    scope: "block",
    id: "asked",
    find: () => {
      asked.block += 1;
      return [];
    },
  };
  const dated: PatternRule = {
    ...meta,
    scope: "pattern",
    id: "dated",
    patterns: [
      {
        regex: /今天/g,
        message: "测试",
        accept: (_found, _block, context) => {
          asked.dated += 1;
          return context.today === "2026-11-23";
        },
      },
    ],
  };
  const pairs: DocumentRule<readonly string[]> = {
    ...meta,
    scope: "document",
    id: "compared",
    facts: ({ text }) => {
      asked.facts += 1;
      return text.match(/\d/g);
    },
    judge: (facts) => {
      asked.judge += 1;
      return facts.map(({ block: id }) => ({ block: id, start: 0, end: 1, message: String(facts.length) }));
    },
  };
  return { asked, rules: [block, dated, pairs] as readonly Rule[] };
}

const body = (...texts: readonly string[]): TextBlock[] =>
  texts.map((text, index) => ({ id: `b${index}`, role: "body", text }));

describe("what a session looks at again", () => {
  it("is the block that changed, and documents only where a fact did", () => {
    const { asked, rules: some } = counting();
    const session = createSession({ packs: [], rules: some });
    session.check(body("甲", "今天乙1", "丙2"), { today, metadata: null });
    expect(asked).toEqual({ block: 3, facts: 3, judge: 1, dated: 1 });
    const same = session.check(body("甲", "今天乙1", "丙丙2"), { today, metadata: null });
    expect(asked).toEqual({ block: 4, facts: 4, judge: 1, dated: 1 });
    expect(same.findings.map(({ block, text }) => block + text)).toEqual(["b1今", "b2丙"]);
    session.check(body("甲", "今天乙1", "丙丙23"), { today, metadata: null });
    expect(asked).toEqual({ block: 5, facts: 5, judge: 2, dated: 1 });
  });

  it("is, on another day, only what reads the day", () => {
    const { asked, rules: some } = counting();
    const session = createSession({ packs: [], rules: some });
    session.check(body("甲", "今天乙1"), { today, metadata: null });
    const next = session.check(body("甲", "今天乙1"), { today: "2026-11-23", metadata: emptyMetadata });
    expect(asked).toEqual({ block: 2, facts: 2, judge: 1, dated: 2 });
    expect(next.findings.map(({ rule }) => rule)).toContain("dated");
  });

  it("is everything that a pass cut short had left out", () => {
    const { rules: some } = counting();
    const session = createSession({ packs: [], rules: some });
    const blocks = body("甲", "今天乙1", "丙2");
    session.check(blocks, { today, metadata: null });
    let clock = 0;
    const cut = session.check(blocks, {
      today: "2026-11-23",
      metadata: null,
      deadline: { now: () => (clock += 10), milliseconds: 15 },
    });
    expect(cut).toMatchObject({ status: "partial", findings: [] });
    expect(session.check(blocks, { today: "2026-11-23", metadata: null })).toEqual(
      inspect(blocks, { today: "2026-11-23", metadata: null, packs: [], rules: some }),
    );
  });
});

describe("a rule that throws", () => {
  it("is named as not done while all others are, and stays named until its block changes", () => {
    const broken: BlockRule = {
      ...meta,
      scope: "block",
      id: "broken",
      title: "会出错的检查",
      find: ({ text }) => {
        if (text.includes("坏")) throw new Error("boom");
        return [];
      },
    };
    const session = createSession({ packs: builtinPacks, rules: [broken, ...rules] });
    const first = session.check(body("坏", "的的，"), { today, metadata: null });
    expect(first.status).toBe("partial");
    expect(first.reason).toBe("以下检查项出错，未完成：会出错的检查，请人工核对。");
    expect(first.findings.map(({ text }) => text)).toContain("的的");
    expect(session.check(body("坏", "的，"), { today, metadata: null }).status).toBe("partial");
    expect(session.check(body("好", "的，"), { today, metadata: null }).status).toBe("complete");
  });
});
