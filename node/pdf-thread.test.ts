import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { readPdf } from "./pdf-text";
import { pdfThread, pdfThreads, readPdfInThread } from "./pdf-thread";
import { hex, pdfOf } from "./testing/pdf-file";

const script = (code: string) => () => new Worker(code, { eval: true });

describe("a PDF read in a thread", () => {
  it("gives what it gives in the program, and leaves the bytes as they were", async () => {
    const bytes = pdfOf([[hex("公园开放"), hex("票价五元")], []]);
    const before = bytes.slice();
    expect(await readPdfInThread(bytes)).toEqual(await readPdf(bytes));
    expect(bytes).toEqual(before);
  });

  it("is refused by the same name when it is broken", async () => {
    const bytes = new TextEncoder().encode("%PDF-1.4\n%%EOF");
    const code = await readPdf(bytes).catch((error: unknown) => error);
    await expect(readPdfInThread(bytes)).rejects.toEqual(code);
  });

  it("that keeps its thread busy for ever, or ends it, is refused, and the next one is read", async () => {
    const busy = "require('node:worker_threads').parentPort.once('message', () => { for (;;); })";
    await expect(pdfThread(script(busy), 300)(new Uint8Array(1))).rejects.toMatchObject({
      code: "E_FILE_TYPE",
      detail: expect.stringContaining("读得太久"),
    });
    const scripts = [
      "require('node:worker_threads').parentPort.once('message', () => process.exit(1))",
      "require('node:worker_threads').parentPort.once('message', () => { throw new Error('x') })",
      "const { parentPort } = require('node:worker_threads'); parentPort.once('message', () => parentPort.postMessage({ ok: true, pieces: [], notes: ['读了'] }))",
    ];
    let next = 0;
    const read = pdfThread(() => {
      next += 1;
      return new Worker(scripts[next - 1] ?? "", { eval: true });
    });
    const all = await Promise.allSettled([1, 2, 3].map((size) => read(new Uint8Array(size))));
    expect(all.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
  });

  it("read in several lines: a file that keeps its thread busy holds up its own line and no other", async () => {
    const held: (() => void)[] = [];
    const opened: number[][] = [];
    const read = pdfThreads(2, () => {
      const line: number[] = [];
      opened.push(line);
      return async (bytes) => {
        line.push(bytes.length);
        if (bytes.length === 9) await new Promise<void>((resolve) => held.push(resolve));
        return { pieces: [], notes: [String(bytes.length)] };
      };
    });
    const slow = read(new Uint8Array(9));
    for (const size of [1, 2, 3]) expect((await read(new Uint8Array(size))).notes).toEqual([String(size)]);
    expect(opened).toEqual([[9], [1, 2, 3]]);
    for (const release of held) release();
    expect((await slow).notes).toEqual(["9"]);
    await read(new Uint8Array(4));
    expect(opened.flat()).toHaveLength(5);
  });
});
