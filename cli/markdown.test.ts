import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fromMarkdown } from "./markdown";
import { type ProofreadBench, proofreadBench } from "./testing/proofread-bench";

let bench: ProofreadBench;
beforeEach(() => {
  bench = proofreadBench();
});
afterEach(() => bench.remove());

/** The words that were found, in order. */
async function found(path: string): Promise<readonly string[]> {
  const { out } = await bench.proofread("--json", path);
  return out.map((line) => String(JSON.parse(line).text));
}

describe("Markdown", () => {
  it("keeps the offsets of Markdown and leaves code alone", () => {
    const source = "## 全面布署\n\n```\n布署\n```\n正文`布署`。";
    const { text, blocks } = fromMarkdown(source);
    expect(text).toBe(source);
    expect(
      blocks
        .map((block) => block.text)
        .join("")
        .match(/布署/g),
    ).toHaveLength(1);
  });

  it("sees through the emphasis of Markdown, and corrects without touching it or code", async () => {
    const path = bench.write("a.md", "各部门要全面**布署**，先运行`npm test`，再安排部__暑__工作，按期完成任务。\n");
    expect(await found(path)).toEqual(["布署", "部__暑"]);
    await bench.proofread("--fix", path);
    expect(readFileSync(path, "utf8")).toBe(
      "各部门要全面**部署**，先运行`npm test`，再安排部__暑__工作，按期完成任务。\n",
    );
  });

  it("leaves a block of code alone to its end, whatever fences it and however lines end", async () => {
    const code = "```ts\r\n全面布署\r\n  全面布署,\r\n```\r\n~~~\n布署\n```\n布署\n~~~\n";
    const path = bench.write("a.md", `各部门要全面布署。\n${code}请全面布署。\n`);
    expect(await found(path)).toEqual(["布署", "布署"]);
    await bench.proofread("--fix", path);
    expect(readFileSync(path, "utf8")).toBe(`各部门要全面部署。\n${code}请全面部署。\n`);
  });

  it("reads the words of a link, judges where it leads, and never corrects its address", async () => {
    const line =
      '详见[布署说明](https://www.example.com/布署_(1) "题")，另见![布署图](图,布署.png)和<b class="x">布</b>署。\n';
    const path = bench.write("a.md", line);
    const { out } = await bench.proofread("--json", path);
    const lines = out.map((text) => JSON.parse(text));
    for (const { start, end, text } of lines) expect(line.slice(start, end)).toBe(text);
    expect(lines.map(({ rule }) => rule)).not.toContain("punct-halfwidth-paren");
    await bench.proofread("--fix", path);
    expect(readFileSync(path, "utf8")).toContain('![部署图](图,布署.png)和<b class="x">布</b>署。');
    const link = bench.write("b.md", "详见[工作说明](https://www.example.com/a)。\n");
    expect((await bench.proofread("--json", link)).out.join()).toContain("link-external");
  });

  it("gives each link that leads elsewhere to the words it stands on", () => {
    const source = "甲[乙**丙**](https://a.gov.cn/)丁[戊](b.html)\n第二段[己](www.c.cn)";
    const { blocks, locate } = fromMarkdown(source);
    const told = blocks.flatMap(({ id, links = [] }) =>
      links.map(({ start, end, href }) => [source.slice(locate(id, start), locate(id, end - 1) + 1), href]),
    );
    expect(told).toEqual([
      ["乙**丙", "https://a.gov.cn/"],
      ["己", "www.c.cn"],
    ]);
  });
});
