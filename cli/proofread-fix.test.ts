/** `npm run proofread -- --fix`: what it may write, and how a file that it must not touch stays as it was. */
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ProofreadBench, proofreadBench } from "./testing/proofread-bench";

/** 全面布署网站检查工作。 and the end of a line of Windows, in GB 2312. */
const gbk = Uint8Array.from([
  0xc8, 0xab, 0xc3, 0xe6, 0xb2, 0xbc, 0xca, 0xf0, 0xcd, 0xf8, 0xd5, 0xbe, 0xbc, 0xec, 0xb2, 0xe9, 0xb9, 0xa4, 0xd7,
  0xf7, 0xa1, 0xa3, 0x0d, 0x0a,
]);
const faulty = "全面布署网站检查工作。\r\n";
const corrected = "全面部署网站检查工作。\r\n";

let bench: ProofreadBench;
beforeEach(() => {
  bench = proofreadBench();
});
afterEach(() => bench.remove());

const hex = (path: string) => readFileSync(path).toString("hex");

describe("--fix", () => {
  it("leaves a GBK file in GBK, with its CRLF: only the corrected characters differ", async () => {
    const path = bench.write("a.txt", gbk);
    await bench.proofread("--fix", path);
    const expected = Buffer.from(gbk);
    // 部 is B2BF in GB 2312; 布 was B2BC.
    expected.writeUInt16BE(0xb2bf, 4);
    expect(hex(path)).toBe(expected.toString("hex"));
  });

  it("leaves byte order marks and UTF-16 of either order as they were", async () => {
    const little = Buffer.from(`\ufeff${faulty}`, "utf16le");
    const files = {
      "mark.txt": { bytes: Buffer.from(`\ufeff${faulty}`), expected: Buffer.from(`\ufeff${corrected}`) },
      "little.txt": { bytes: little, expected: Buffer.from(`\ufeff${corrected}`, "utf16le") },
      "big.txt": {
        bytes: Buffer.from(little).swap16(),
        expected: Buffer.from(`\ufeff${corrected}`, "utf16le").swap16(),
      },
    };
    for (const [name, { bytes, expected }] of Object.entries(files)) {
      const path = bench.write(name, bytes);
      await bench.proofread("--fix", path);
      expect(hex(path), name).toBe(expected.toString("hex"));
    }
  });

  it("does not write a file whose broken characters would be lost, and says so", async () => {
    const broken = Buffer.concat([Buffer.from(`\ufeff${faulty}`, "utf16le"), Buffer.from([0x00, 0xd8, 0x41, 0x00])]);
    const path = bench.write("a.txt", broken);
    const { code, problems } = await bench.proofread("--fix", path);
    expect(hex(path)).toBe(broken.toString("hex"));
    expect([code, problems.join()]).toEqual([2, expect.stringContaining("没有改动")]);
  });

  it("changes the file behind a link and leaves link and permissions alone, with nothing left beside", async () => {
    const path = bench.write("a.txt", faulty);
    chmodSync(path, 0o640);
    symlinkSync("a.txt", join(bench.folder, "link.txt"));
    await bench.proofread("--fix", join(bench.folder, "link.txt"));
    expect(readFileSync(path, "utf8")).toBe(corrected);
    expect(lstatSync(join(bench.folder, "link.txt")).isSymbolicLink()).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(bench.folder).sort()).toEqual(["a.txt", "link.txt"]);
  });

  it("writes nothing into a file marked read-only, tells it and returns 2", async () => {
    const path = bench.write("a.txt", faulty);
    chmodSync(path, 0o444);
    const { code, problems } = await bench.proofread("--fix", path);
    expect(readFileSync(path, "utf8")).toBe(faulty);
    expect([code, problems.join()]).toEqual([2, expect.stringContaining("只读")]);
  });

  it("lists what it changed and what is left, counts only the latter, and has nothing to do the second time", async () => {
    const path = bench.write("a.txt", "全面布署网站检查工作。\n截止2024年底，共有网站62家，，请核对。\n");
    const first = await bench.proofread("--fix", path);
    expect(first.out.join("\n")).toMatch(/a\.txt:1:3 已更正 布署 → 部署/);
    expect(first.out.at(-1)).toMatch(/已更正 \d+ 处$/);
    const second = await bench.proofread("--fix", path);
    expect(second.out.join("\n")).not.toContain("已更正");
    expect(second.code).toBe(first.code);
    expect((await bench.proofread("--fix", bench.write("b.txt", faulty))).code).toBe(0);
  });

  it("corrects only what --severity asks for", async () => {
    const path = bench.write("a.txt", "全面布署（县(市、区)）工作，座位按份量分配。\n");
    await bench.proofread("--fix", "--severity", "error", path);
    const text = readFileSync(path, "utf8");
    expect(text).toContain("部署");
    expect(text).toContain("份量");
    await bench.proofread("--fix", path);
    expect(readFileSync(path, "utf8")).toContain("分量");
  });

  it("never writes a page, and says how many corrections wait there", async () => {
    const page = `<p>${faulty.trim()}</p>`;
    const path = bench.write("a.html", page);
    const { code, out } = await bench.proofread("--fix", path);
    expect(readFileSync(path, "utf8")).toBe(page);
    expect([code, out.at(-1)]).toEqual([1, expect.stringContaining("1 处可放心采纳，请在原文件中更正")]);
  });

  it("is refused for standard input, which has no file to write to", async () => {
    const { code, problems } = await bench.proofread("--fix", "-");
    expect([code, problems.join()]).toEqual([2, expect.stringContaining("标准输入")]);
  });
});
