/** What `npm run proofread` reads of a folder, and how it tells what it could not read. */
import { mkdirSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hex, pdfOf } from "../node/testing/pdf-file";
import { usage } from "./proofread-arguments";
import { type ProofreadBench, proofreadBench } from "./testing/proofread-bench";

const faulty = "全面布署网站检查工作。\n";
let bench: ProofreadBench;
beforeEach(() => {
  bench = proofreadBench();
});
afterEach(() => bench.remove());

const filesIn = (lines: readonly string[]) => [...new Set(lines.map((line) => String(JSON.parse(line).file)))];

describe("a folder", () => {
  it("is read once, whatever links lead back into it or stand beside a file", async () => {
    const path = bench.write("a.txt", faulty);
    symlinkSync(".", join(bench.folder, "loop"));
    symlinkSync("a.txt", join(bench.folder, "b.txt"));
    const { out, problems } = await bench.proofread("--json", bench.folder, path, bench.folder);
    expect([filesIn(out), problems]).toEqual([[path], []]);
  });

  it("with documents of an old format says so: they have text that nobody checked", async () => {
    bench.write("a.doc", Buffer.from("d0cf11e0a1b11ae1", "hex"));
    bench.write("b.wps", Buffer.from("d0cf11e0a1b11ae1", "hex"));
    bench.write("c.rtf", "{\\rtf1 text}");
    const { code, problems } = await bench.proofread(bench.folder);
    expect(code).toBe(2);
    expect(problems.map((text) => /[abc]\.\w+/.exec(text)?.[0])).toEqual(["a.doc", "b.wps", "c.rtf"]);
    for (const text of problems) expect(text).toContain("另存为");
  });

  it("skips what Word leaves beside an open document, and what is neither file nor folder", async () => {
    bench.write("~$关于通知.docx", "owner");
    bench.write("a.txt", faulty);
    mkdirSync(join(bench.folder, "folder.txt"));
    const socket = createServer();
    await new Promise<void>((done) => {
      socket.listen(join(bench.folder, "socket.txt"), done);
    });
    const { out, problems } = await bench.proofread("--json", bench.folder);
    socket.close();
    expect([filesIn(out).length, problems]).toEqual([1, []]);
  });

  it("with nothing to read is told, and is no success", async () => {
    const { code, problems } = await bench.proofread(bench.folder);
    expect([code, problems.join()]).toEqual([2, expect.stringContaining("没有可以校对的文件")]);
  });
});

describe("a file that was not checked to its end", () => {
  it("is partial with its reason, and the command returns 2: a scanned page", async () => {
    const path = bench.write("a.pdf", pdfOf([[hex("公园开放")], []]));
    const { code, out } = await bench.proofread(path);
    expect(out.at(-1)).toContain("部分校对：第2页没有可读的文字，可能是扫描件");
    expect(code).toBe(2);
  });

  it("is partial with its reason: a table beyond the limit", async () => {
    const path = bench.write(
      "a.csv",
      `${"各单位要认真落实网站检查要求，请各处室贯彻执行。\n".repeat(21_000)}${faulty}`,
    );
    const { code, out } = await bench.proofread("--severity", "error", path);
    expect(out.at(-1)).toContain("部分校对：文字过多，只检查了前面的部分");
    expect(code).toBe(2);
  });

  it("a text in UTF-32 is refused in words instead of being read as something else", async () => {
    const wide = Buffer.alloc((faulty.length + 1) * 4);
    for (const [at, char] of [...`\ufeff${faulty}`].entries()) wide.writeUInt32LE(char.codePointAt(0) ?? 0, at * 4);
    const { out, problems } = await bench.proofread(bench.write("a.txt", wide));
    expect([out, problems.join()]).toEqual([[], expect.stringContaining("UTF-8")]);
  });
});

describe("what is printed", () => {
  it("--help is the usage on standard output and a success, and names every kind of file", async () => {
    for (const option of ["--help", "-h"])
      expect(await bench.proofread(option)).toMatchObject({ code: 0, out: [usage] });
    for (const kind of ["txt", "md", "html", "csv", "docx", "xlsx", "pptx", "pdf"]) expect(usage).toContain(kind);
  });

  it("an option without its value is told", async () => {
    for (const option of ["--severity", "--date", "--format="]) {
      const { code, problems } = await bench.proofread("a.txt", option);
      expect([code, problems.join()], option).toEqual([2, expect.stringContaining("没有给出")]);
    }
  });

  it("nothing from a file or its name steers the terminal; an invisible character is named", async () => {
    bench.write("evil\u001b[2J.txt", "各单位\u001b[31m要认真落实网\u202e站工作。\n");
    const { out } = await bench.proofread(bench.folder);
    expect(out.join("")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(out.join("\n")).toContain("U+202E");
  });

  it("SARIF tells files that could not be read or not to their end", async () => {
    const path = bench.write("a.pdf", pdfOf([[hex("公园开放")], []]));
    const { out } = await bench.proofread("--format", "sarif", path, join(bench.folder, "none.txt"));
    const [invocation] = JSON.parse(out.join("\n")).runs[0].invocations;
    expect(invocation.executionSuccessful).toBe(false);
    const told = invocation.toolExecutionNotifications.map((note: { message: { text: string } }) => note.message.text);
    expect(told).toEqual([expect.stringContaining("扫描件"), "文件不存在。"]);
  });

  it("progress names the file that is being read before it is done, and ends empty", async () => {
    const { progress } = await bench.proofread(bench.write("a.txt", faulty));
    expect(progress[0]).toMatch(/^校对 .*a\.txt…$/);
    expect(progress.at(-1)).toBe("");
  });
});
