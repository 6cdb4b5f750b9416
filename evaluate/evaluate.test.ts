import { describe, expect, it } from "vitest";
import { emptyMetadata } from "../shared/model/metadata";
import { accuracy } from "../shared/proofreading/accuracy";
import { categories } from "../shared/proofreading/category";
import { cleanScore, ownTexts } from "./clean";
import { copiesOf } from "./copies";
import { idioms, officialPhrases } from "./data/phrases";
import { ownDocuments } from "./library";
import { mutators } from "./mutators/index";
import { slipOf, slipTables } from "./mutators/terms";
import { modelFile, packsFor } from "./packs";
import { Random } from "./random";
import { bySeverity } from "./report";
import { Scorer } from "./score";
import { tallied } from "./tally";

const SEED = 20_261_122;
const documents = ownDocuments();
const packs = packsFor(modelFile);
const scorer = () => new Scorer(packs);

describe("what is planted", () => {
  const made = copiesOf({ documents, mutators, perCategory: 20, seed: SEED });

  it("R1: puts errors of every category of the panel into the documents", () => {
    const planted = new Set<string>(
      made.flatMap(({ copies }) => copies.flatMap(({ plants }) => plants.map((one) => one.mutator.category))),
    );
    expect(Object.keys(categories).filter((name) => !planted.has(name))).toEqual([]);
  });

  it("records places that lie inside the blocks of the copy", () => {
    const outside = made.flatMap(({ copies }) =>
      copies.flatMap(({ draft, plants }) =>
        plants.flatMap(({ spans, mutator }) =>
          spans
            .filter(({ block, start, end }) => {
              const length = draft.blocks.find(({ id }) => id === block)?.text.length ?? -1;
              return start < 0 || start >= end || end > length + 1;
            })
            .map(() => mutator.name),
        ),
      ),
    );
    expect([...new Set(outside)]).toEqual([]);
  });

  it("changes the document in every copy, and only where it says so", () => {
    for (const { original, copies } of made)
      for (const { draft, plants } of copies) {
        const touched = new Set(
          plants.flatMap(({ spans, anywhereIn }) => [...spans.map(({ block }) => block), ...anywhereIn]),
        );
        if (plants.some(({ isWhole }) => isWhole)) continue;
        const changed = draft.blocks.filter((block) => !original.blocks.includes(block)).map(({ id }) => id);
        expect(changed.filter((id) => !touched.has(id))).toEqual([]);
        expect([draft.blocks, draft.metadata]).not.toEqual([original.blocks, original.metadata]);
      }
  });

  it("is the same for the same seed and another for another", () => {
    const plan = { documents: documents.slice(0, 5), mutators, perCategory: 3 };
    const texts = (seed: number) => copiesOf({ ...plan, seed }).map(({ copies }) => copies.map(({ draft }) => draft));
    expect(texts(7)).toEqual(texts(7));
    expect(texts(7)).not.toEqual(texts(8));
  });
});

describe("what is published", () => {
  it("R1, R3: the About table has a measured row for every category and clean text of our own", () => {
    expect(accuracy.rows.map(({ category }) => category)).toEqual(Object.keys(categories));
    expect(accuracy.rows.filter(({ planted, found }) => planted < 100 || found > planted)).toEqual([]);
    expect(accuracy.clean[0]?.characters).toBeGreaterThan(20_000);
  });
});

describe("what is found", () => {
  it("R3: our own documents give at most one false alarm in 1,000 characters, and none that blocks", () => {
    const { row } = cleanScore(ownTexts(documents), packs);
    expect(row.characters).toBeGreaterThan(24_000);
    expect(((row.error + row.warning + row.hint) * 1_000) / row.characters).toBeLessThanOrEqual(1);
    expect(row.block).toBe(0);
  });

  it("R3: of planted errors that block or are errors beyond doubt at least 98 % are found", () => {
    const red = mutators.filter(
      ({ severity, nature }) => nature === "deterministic" && (severity === "block" || severity === "error"),
    );
    const { rows } = tallied(copiesOf({ documents, mutators: red, perCategory: 40, seed: SEED }), scorer());
    const kinds = rows.flatMap((row) => row.kinds);
    const sums = [bySeverity(kinds, "block"), bySeverity(kinds, "error")];
    const planted = sums.reduce((sum, one) => sum + one.planted, 0);
    expect(planted).toBeGreaterThan(400);
    expect(sums.reduce((sum, one) => sum + one.found, 0) / planted).toBeGreaterThanOrEqual(0.98);
  });

  it("R23: of 1,000 slips made by sound, look and neighbouring wubi codes at least 85 % are found, 95 % being the goal", () => {
    const random = new Random(SEED);
    const own = scorer();
    let made = 0;
    let found = 0;
    while (made < 1_000) {
      const word = random.pick(random.below(4) === 0 ? idioms : officialPhrases);
      const wrong = slipOf(word, random, random.pick(slipTables));
      if (wrong === null) continue;
      const lead = "各单位要把";
      const text = `${lead}${wrong}作为重要工作抓紧抓好，确保取得实际成效。`;
      const draft = {
        name: "slip",
        today: "2026-11-22",
        metadata: emptyMetadata,
        blocks: [{ id: "b", role: "body" as const, text }],
      };
      made += 1;
      if (own.findings(draft).some(({ start, end }) => start < lead.length + wrong.length && end > lead.length))
        found += 1;
    }
    expect(found / made).toBeGreaterThanOrEqual(0.85);
  });
});
