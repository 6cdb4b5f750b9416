import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fromHtml } from "./extract";
import { run } from "./proofread";
import { readArguments, usage } from "./proofread-arguments";
import { decodeText } from "./read-text";

interface Line {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  readonly severity: string;
  readonly text: string;
  readonly message: string;
  readonly suggestions: readonly string[];
}

const fields = ["file", "start", "end", "rule", "severity", "text", "message", "suggestions"];

/** Exactly the eight fields in their order, nothing more. */
function parseLine(text: string): Line {
  const line: Line = JSON.parse(text);
  expect(Object.keys(line)).toEqual(fields);
  expect(["block", "error", "warning", "hint"]).toContain(line.severity);
  return line;
}

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "caibian-proofread-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, data: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, data);
  return path;
}

async function proofread(args: readonly string[], stdin = "") {
  const out: string[] = [];
  const problems: string[] = [];
  const code = await run(args, {
    out: (text) => out.push(text),
    problem: (text) => problems.push(text),
    progress: () => undefined,
    today: "2026-11-22",
    stdin: () => new TextEncoder().encode(stdin),
  });
  return {
    code,
    out,
    problems,
    findings: args.includes("--json") ? out.map(parseLine) : [],
  };
}

const faulty =
  "关于检查的通知\r\n\r\n　　请认真贯彻贯彻落实，国办发[2017]47号。\r\n全面布署，2024年5月1日（星期四）召开。";

describe("npm run proofread", () => {
  it("writes one object a line whose offsets slice the decoded text, CRLF and byte order mark included", async () => {
    const path = write("a.txt", `\ufeff${faulty}`);
    const { code, findings } = await proofread(["--json", path]);
    expect(code).toBe(1);
    expect(findings.map(({ text, suggestions }) => [text, suggestions[0]])).toEqual([
      ["贯彻贯彻", "贯彻"],
      ["国办发[2017]47号", "国办发〔2017〕47号"],
      ["布署", "部署"],
      ["星期四", "星期三"],
    ]);
    for (const item of findings) expect(faulty.slice(item.start, item.end)).toBe(item.text);
  });

  it("finds the same in UTF-16, with and without a mark, and from standard input", async () => {
    const wide = Buffer.from(faulty, "utf16le");
    const expected = (await proofread(["--json", write("utf8.txt", faulty)])).findings.map(
      ({ file: _, ...rest }) => rest,
    );
    for (const bytes of [wide, Buffer.concat([Buffer.from([0xff, 0xfe]), wide])]) {
      const { findings } = await proofread(["--json", write("wide.txt", bytes)]);
      expect(findings.map(({ file: _, ...rest }) => rest)).toEqual(expected);
    }
    expect((await proofread(["--json", "-"], faulty)).findings.map(({ file: _, ...rest }) => rest)).toEqual(expected);
  });

  it("decodes GBK", () => {
    // 政府网站 in GB 2312
    const gbk = Uint8Array.from([0xd5, 0xfe, 0xb8, 0xae, 0xcd, 0xf8, 0xd5, 0xbe]);
    expect(decodeText(gbk)).toBe("政府网站");
  });

  it("goes on after a broken file, says which one on stderr and returns 2", async () => {
    write("a.txt", "各单位要认真落实。");
    write("b.docx", "不是压缩包");
    write("c.txt", Uint8Array.from([0, 1, 2, 0, 255, 254, 0, 7, 9]));
    write("d.txt", "请遵照执行。。");
    const { code, findings, problems } = await proofread(["--json", folder, join(folder, "absent.txt")]);
    expect(code).toBe(2);
    expect(findings.map(({ text }) => text)).toEqual(["。。"]);
    expect(problems).toHaveLength(3);
    expect(problems.map((text) => /b\.docx|c\.txt|absent\.txt/.exec(text)?.[0])).toEqual([
      "b.docx",
      "c.txt",
      "absent.txt",
    ]);
  });

  it("returns 0 for clean text and for hints, 2 for wrong use", async () => {
    expect((await proofread([write("a.txt", "各单位要认真落实。")])).code).toBe(0);
    expect((await proofread([])).code).toBe(2);
    expect((await proofread(["--colour", "a.txt"])).code).toBe(2);
    expect((await proofread(["--profile", "atlantis", "a.txt"])).code).toBe(2);
    expect((await proofread(["--date", "2024-02-30", "a.txt"])).code).toBe(2);
  });

  it("searches folders, leaves other files alone and collapses identical findings for people", async () => {
    mkdirSync(join(folder, "sub"));
    writeFileSync(join(folder, "sub", "b.md"), "# 标题\n\n- 全面**布署**，按期完成,如实报送,\n");
    write("c.png", "布署");
    const { out } = await proofread([folder]);
    expect(out.join("\n")).toContain("布署 → 部署");
    expect(out.join("\n")).toContain("共2处");
    expect(out.join("\n")).toContain("依据：");
    expect(out.at(-1)).toMatch(/b\.md：错误 3$/);
  });

  it("lets the profile decide how an outside link counts", async () => {
    const path = write("a.txt", "详见https://www.example.com/a。");
    const severity = async (profile: string) =>
      (await proofread(["--json", "--profile", profile, path])).findings[0]?.severity;
    const found = new Set([await severity("base"), await severity("luan"), await severity("nanchong")]);
    expect(found.has(undefined)).toBe(false);
    expect(found.size).toBeGreaterThanOrEqual(1);
  });

  it("reads headings, lists, tables and links of a page in order", () => {
    const { blocks, text, locate } = fromHtml(
      "<html><head><title>x</title><script>布署</script></head><body><h1>标题</h1><p>第一段<b>粗</b>体<a href='https://example.com/'>链接</a></p><ul><li>甲</li></ul><table><tr><td>格</td></tr></table></body></html>",
    );
    expect(blocks.map((block) => [block.role, block.text])).toEqual([
      ["title", "标题"],
      ["body", "第一段粗体链接"],
      ["list", "甲"],
      ["cell", "格"],
    ]);
    expect(blocks[1]?.links).toEqual([{ start: 5, end: 7, href: "https://example.com/" }]);
    for (const block of blocks)
      expect(text.slice(locate(block.id, 0), locate(block.id, block.text.length))).toBe(block.text);
  });

  it("takes no host from an address within the site", () => {
    const { blocks } = fromHtml(
      '<p>见<a href="content_1.html">甲</a><a href="/art/1.html">乙</a><a href="//x.cn/">丙</a></p>',
    );
    expect(blocks[0]?.links).toEqual([{ start: 3, end: 4, href: "//x.cn/" }]);
  });

  it("reads a docx", async () => {
    const path = write("a.docx", docx(["关于检查的通知", "全面布署网站检查工作。"]));
    const { findings } = await proofread(["--json", path]);
    expect(findings.map(({ text }) => text)).toEqual(["布署"]);
  });

  it("ships a usage that names every option it understands", () => {
    const named = [...new Set(usage.match(/--[a-z]+/g) ?? [])].filter((option) => option !== "--help");
    expect(named.length).toBeGreaterThan(6);
    const value: Readonly<Record<string, string>> = { "--format": "json", "--date": "2026-06-18", "--jobs": "2" };
    for (const option of named) {
      const rest = { "--severity": "hint", "--profile": "luan", ...value }[option];
      const read = readArguments([option, ...(rest === undefined ? [] : [rest]), "a.txt"]);
      expect(read, option).not.toHaveProperty("problem");
    }
    expect(readArguments(["--unknown", "a.txt"])).toHaveProperty("problem");
  });
});

function docx(paragraphs: readonly string[]): Uint8Array {
  const body = paragraphs.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join("");
  const main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
  return zip({
    "[Content_Types].xml":
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relation}" Target="word/document.xml"/></Relationships>`,
    "word/document.xml": `<w:document xmlns:w="${main}"><w:body>${body}</w:body></w:document>`,
  });
}

/** A stored, uncompressed ZIP (APPNOTE 4.3): local headers, central directory, end record. */
function zip(files: Readonly<Record<string, string>>): Uint8Array {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const data = Buffer.from(text);
    const path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(path.length, 22);
    local.push(Buffer.from("PK\u0003\u0004"), common, path, data);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.from("PK\u0001\u0002"), Buffer.from([20, 0]), common, tail, path);
    offset += 30 + path.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  const count = Object.keys(files).length;
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, directory, Buffer.from("PK\u0005\u0006"), end]);
}

describe("the options of npm run proofread", () => {
  it("--severity shows and counts only what reaches the level", async () => {
    const file = write("a.txt", "截止2024年底，全市共有网站62家。\n");
    const all = await proofread(["--json", file]);
    expect(all.findings.map(({ severity }) => severity)).toContain("warning");
    expect(all.code).toBe(0);
    const strict = await proofread(["--json", "--severity", "warning", file]);
    expect(strict.code).toBe(1);
    const grave = await proofread(["--json", "--severity=error", file]);
    expect(grave.findings).toEqual([]);
    expect(grave.code).toBe(0);
  });

  it("--fix writes safe corrections back and leaves what needs a look", async () => {
    const file = write("a.txt", "全面布署网站检查工作。\r\n截止2024年底，共有网站62家。\r\n");
    await proofread(["--fix", file]);
    const text = readFileSync(file, "utf8");
    expect(text).toBe("全面部署网站检查工作。\r\n截止2024年底，共有网站62家。\r\n");
    const again = await proofread(["--fix", "--json", file]);
    expect(again.findings.filter(({ text: found }) => found === "布署")).toEqual([]);
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  it("--format sarif is one log with a rule, a place and the correction for every finding", async () => {
    const file = write("a.txt", "第一行没有问题。\n全面布署网站检查工作。\n");
    const { out } = await proofread(["--format", "sarif", file]);
    const log = JSON.parse(out.join("\n"));
    expect(log.version).toBe("2.1.0");
    const [result] = log.runs[0].results;
    expect(result.locations[0].physicalLocation.region).toMatchObject({ startLine: 2, startColumn: 3, endColumn: 5 });
    expect(result.fixes[0].artifactChanges[0].replacements[0].insertedContent.text).toBe("部署");
    expect(log.runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)).toContain(result.ruleId);
  });

  it("several processes give the same lines in the same order as one, and a broken file stops none", async () => {
    const files = Array.from({ length: 5 }, (_, i) => write(`${i}.txt`, `第${i}份文件，全面布署网站检查工作。\n`));
    const broken = write("broken.docx", "不是文档");
    const order = [...files.slice(0, 2), broken, ...files.slice(2)];
    const one = await proofread(["--json", "--jobs", "1", ...order]);
    const three = await proofread(["--json", "--jobs", "3", ...order]);
    expect(three.out).toEqual(one.out);
    expect(three.findings.map(({ file }) => file)).toEqual(files);
    expect(three.problems).toEqual(one.problems);
    expect([one.code, three.code]).toEqual([2, 2]);
  }, 60_000);
});
