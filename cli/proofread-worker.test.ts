import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pdfThread } from "../node/pdf-thread";
import { hex, pdfOf } from "../node/testing/pdf-file";
import { answerTo } from "./proofread-worker";
import { type ProofreadBench, proofreadBench } from "./testing/proofread-bench";

let bench: ProofreadBench;
beforeEach(() => {
  bench = proofreadBench();
});
afterEach(() => bench.remove());

const requestFor = (file: string, fix = false) =>
  ({ file, fix, profile: "base", today: "2026-11-22", least: null }) as const;

test("a PDF that keeps its reader busy for ever is a failure with its code, and the next file is read", async () => {
  const forEver = "require('node:worker_threads').parentPort.once('message', () => { for (;;); })";
  const reader = pdfThread(() => new Worker(forEver, { eval: true }), 200);
  const hostile = bench.write("a.pdf", pdfOf([[hex("公园")]]));
  for (const fix of [false, true]) {
    const answer = await answerTo(requestFor(hostile, fix), undefined, reader);
    expect(answer).toMatchObject({ ok: false, problem: expect.stringMatching(/读得太久.*E_FILE_TYPE/) });
  }
  const next = bench.write("b.txt", "全面布署网站检查工作。\n");
  expect(await answerTo(requestFor(next), undefined, reader)).toMatchObject({
    ok: true,
    report: { findings: [{ text: "布署" }] },
  });
});

test("a PDF is read as the desk reads it", async () => {
  const file = bench.write("a.pdf", pdfOf([[hex("全面布署网站检查工作。")]]));
  expect(await answerTo(requestFor(file))).toMatchObject({ ok: true, report: { findings: [{ text: "布署" }] } });
});
