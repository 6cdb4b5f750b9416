import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { foundCity } from "../node/demo-authority";
import { forgePack, oneCharacter } from "../node/testing/forgery";
import { article, person } from "../node/testing/manuscript";
import { founded, luanReview, Review } from "../node/testing/review";
import { utf8 } from "../shared/bytes";
import { contentHash } from "../shared/model/content";
import { anchorsText } from "../shared/trust/anchors";
import { writePending } from "../shared/trust/pending";
import { beijing, fingerprint } from "./verdict-text";
import { verifyCommand } from "./verify-command";
import { cells, columns, plain } from "./wide-text";

let review: Review;
const files = new Map<string, Uint8Array>();

beforeAll(async () => {
  review = await luanReview();
  const pack = await review.pack();
  files.set("good.cbpack", pack);
  const change = oneCharacter(/"note":"预/);
  files.set(
    "bad.cbpack",
    await forgePack(pack, { file: "statements/002.json", change, cover: review.city.receiptKey.signer }),
  );
  files.set("torn.cbpack", pack.subarray(0, 500));
  files.set("/data/demo/anchors/luan.json", utf8(anchorsText(review.city.anchors)));
  const other = await foundCity({ site: "luan", name: "六安市", at: founded });
  files.set("other.json", utf8(anchorsText(other.anchors)));
});

async function run(...args: string[]): Promise<{ code: number; text: string }> {
  const printed: string[] = [];
  const code = await verifyCommand(args, {
    read: async (file) => files.get(file) ?? Promise.reject(new Error("no such file")),
    list: async (folder) => {
      const inside = [...files.keys()].filter((name) => name.startsWith(`${folder}/`));
      return inside.map((name) => name.slice(folder.length + 1));
    },
    print: (text) => printed.push(text),
    dataFolder: () => "/data",
  });
  return { code, text: printed.join("\n") };
}

describe("npm run verify", () => {
  it("shows who decided what with which certificate and when, the hash in groups of four, and exits 0", async () => {
    const { code, text } = await run("good.cbpack");
    expect(code).toBe(0);
    expect(text).toContain(fingerprint(contentHash(review.content)));
    expect(text).toContain("固定自 /data/demo/anchors/luan.json");
    expect(text).toMatch(
      /2\s+复审\s+通过\s+孙复审\s+审核员\s+…[0-9a-f]{8}\s+2026-11-02 08:\d\d:\d\d\s+2026-11-02 08:\d\d:\d\d\s+✓ 有效/,
    );
    expect(text).toContain("结论：有效");
    expect(text).not.toContain("✗");
  });

  it("shows both times of a signature made offline, and by what its certificate stood when it arrived (S8)", async () => {
    const away = await (await Review.begin("luan")).writes(person("wang", "编辑员"), article("正文。"));
    away.delay = 26 * 60;
    await away.signs(person("zhao", "编辑员"));
    away.delay = 0;
    await away.signs(person("sun", "审核员"));
    await away.signs(person("wu", "相关负责人"));
    files.set("away.cbpack", await away.pack());
    files.set("away.json", utf8(anchorsText(away.city.anchors)));
    const { code, text } = await run("away.cbpack", "--anchors", "away.json");
    expect(code).toBe(0);
    expect(text).toMatch(/1\s+初审\s+.*2026-11-02 08:\d\d:\d\d\s+2026-11-03 10:\d\d:\d\d\s+✓ 有效/);
    expect(text).toContain("第 1 份为离线签名：签名时间由签名人自报，平台收到时已回签，以平台时间为准");
    expect(text).not.toContain("第 2 份为离线签名");
    expect(text).toContain("平台收到时未吊销（吊销列表 1 份）");
  });

  it("shows a signature that the platform does not have yet as 待平台确认, exits 3, and 1 once a byte is another (S8)", async () => {
    const [signed] = review.parts().statements;
    const [ledger] = review.parts().ledgers;
    if (signed === undefined || ledger === undefined) throw new Error("nothing was signed");
    const bytes = writePending({ content: review.content, ledger, signed }, founded);
    files.set("waiting.cbpack", bytes);
    const { code, text } = await run("waiting.cbpack");
    expect(code).toBe(3);
    expect(text).toContain("结论：待平台确认");
    expect(text).toMatch(/签名人\s+赵初审/);
    expect((await run("waiting.cbpack", "good.cbpack")).code).toBe(3);
    expect((await run("waiting.cbpack", "bad.cbpack")).code).toBe(1);
    for (let place = 0; place < bytes.length; place += 97) {
      files.set("waiting.cbpack", bytes.with(place, ((bytes[place] ?? 0) + 1) % 256));
      expect((await run("waiting.cbpack")).code, `byte ${place}`).toBe(1);
    }
  });

  it("says with △ what an old pack could not carry, and still exits 0", async () => {
    const folder = new URL("../node/testing/packs/", import.meta.url);
    files.set("old.cbpack", Uint8Array.from(readFileSync(new URL("format-1.cbpack", folder))));
    files.set("old.json", Uint8Array.from(readFileSync(new URL("format-1.anchors.json", folder))));
    const { code, text } = await run("old.cbpack", "--anchors", "old.json");
    expect(code).toBe(0);
    expect(text).toMatch(/△ 注意\s+吊销状态/);
    expect(text).toContain("另请注意：审计检查点、吊销状态。");
  });

  it("names the statement and the reason when one character was changed, and exits 1", async () => {
    const { code, text } = await run("good.cbpack", "bad.cbpack");
    expect(code).toBe(1);
    expect(text).toMatch(/2\s+复审.*✗ 无效：/);
    expect(text).toContain("结论：无效");
  });

  it("knows every city that was pinned on this machine, and names the file whose root holds", async () => {
    const foreign = await foundCity({ site: "luan", name: "六安市", at: founded });
    const pinned = files.get("/data/demo/anchors/luan.json") ?? new Uint8Array();
    files.set("/data/demo/anchors/luan.json", utf8(anchorsText(foreign.anchors)));
    expect((await run("good.cbpack")).code).toBe(1);
    files.set("/data/anchors/luan-2026.json", pinned);
    const { code, text } = await run("good.cbpack");
    files.delete("/data/anchors/luan-2026.json");
    files.set("/data/demo/anchors/luan.json", pinned);
    expect(code).toBe(0);
    expect(text).toContain("固定自 /data/anchors/luan-2026.json");
  });

  it("exits 1 with the code and a next step for a torn file, a missing one, and missing anchors", async () => {
    expect(await run("torn.cbpack")).toMatchObject({ code: 1, text: expect.stringContaining("E_PACK") });
    expect(await run("none.cbpack")).toMatchObject({ code: 1, text: expect.stringContaining("打不开这个文件") });
    expect(await run("good.cbpack", "--anchors", "none.json")).toMatchObject({
      code: 1,
      text: expect.stringContaining("--anchors"),
    });
    expect(await run("good.cbpack", "--anchors", "good.cbpack")).toMatchObject({
      code: 1,
      text: expect.stringContaining("E_ANCHOR"),
    });
  });

  it("refuses under another city's anchors, though the names are the same", async () => {
    expect(await run("--anchors", "other.json", "good.cbpack")).toMatchObject({
      code: 1,
      text: expect.stringContaining("结论：无效"),
    });
  });

  it("explains itself and exits 2 when it was not told what to verify", async () => {
    for (const args of [[], ["--anchors"], ["--help"], ["good.cbpack", "--anchors"]]) {
      expect(await run(...args)).toMatchObject({ code: 2, text: expect.stringContaining("用法") });
    }
  });
});

describe("columns", () => {
  it("line up where Chinese characters take two cells", () => {
    const lines = columns(
      ["环节", "x"],
      [
        ["初审", "1"],
        ["a", "2"],
        ["保密审查", "3"],
      ],
    );
    expect(lines).toEqual(["环节      x", "────────  ─", "初审      1", "a         2", "保密审查  3"]);
    expect(cells("（甲a）")).toBe(7);
  });

  it("let nothing from a file steer the terminal", () => {
    expect(plain("甲\u001b[31m乙\u202e丙\n丁")).toBe("甲[31m乙丙丁");
  });

  it("show Beijing time", () => {
    expect(beijing("2026-11-22T16:30:00.000Z")).toBe("2026-11-23 00:30:00");
  });
});
