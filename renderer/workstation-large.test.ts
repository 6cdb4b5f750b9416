import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import type { Block, Run } from "../shared/model/manuscript";
import { bench, openBench } from "./testing/bench";

const run = (text: string, link: string | null = null): Run => ({ text, marks: [], link });
const paragraph = (id: string, runs: Run[]): Block => ({ kind: "paragraph", id, align: "left", runs });
const many = <T>(count: number, make: (nth: number) => T): T[] => Array.from({ length: count }, (_, nth) => make(nth));

/** What a keyboard, a paste or two, and Backspace between two paragraphs can make. */
const large: readonly (readonly [string, readonly Block[]])[] = [
  ["a paragraph of 250,000 characters", [paragraph("p", [run("防".repeat(250_000))])]],
  ["a text of 5 MB", many(40, (nth) => paragraph(`p${nth}`, [run(`第${nth}段${"汛".repeat(125_000)}`)]))],
  ["25,000 paragraphs", many(25_000, (nth) => paragraph(`p${nth}`, [run("文")]))],
  [
    "a list of 2,500 points",
    [
      {
        kind: "list",
        id: "l",
        ordered: true,
        items: many(2_500, (nth) => ({ id: `i${nth}`, depth: 0, runs: [run("点")] })),
      },
    ],
  ],
  [
    "6,000 stretches of different looks",
    [
      paragraph(
        "p",
        many(6_000, (nth) => run("字", nth % 2 === 0 ? null : "http://a.cn/")),
      ),
    ],
  ],
  ["an address of 3,000 characters", [paragraph("p", [run("链接", `http://a.cn/?${"q".repeat(3_000)}`)])]],
];

describe("E12: what was saved is opened again, however large", () => {
  it.each(large)("%s", async (_what, blocks) => {
    const here = bench({ indexedDB: new IDBFactory(), IDBKeyRange });
    const first = await openBench(here);
    const document = { title: "关于防汛的通知", blocks: [...blocks] };
    const created = await first.drafts.create({ document: { title: "关于防汛的通知", blocks: [] } });
    await first.drafts.save({ ...created, document });
    await first.drafts.cutVersion({ ...created, document }, "保存");
    await first.close();
    const second = await openBench(here);
    expect(JSON.stringify((await second.drafts.open(created.itemId)).document) === JSON.stringify(document)).toBe(true);
    const last = (await second.drafts.versions(created.itemId)).at(-1);
    expect(JSON.stringify(last?.document) === JSON.stringify(document)).toBe(true);
    expect(second.records.health.get().repairs).toEqual([]);
    await second.close();
  });
});
