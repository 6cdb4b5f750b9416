import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CityAuthority, foundCity } from "../node/demo-authority";
import { nodeCheck } from "../node/signature-check";
import { readPackFile } from "../shared/proofreading/packs/pack-file";
import { anchorsText } from "../shared/trust/anchors";
import { packCommand } from "./pack-command";

const password = "Key-Passphrase-77";
let root: string;
let city: CityAuthority;
let folder: string;
let counter = 0;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "caibian-pack-"));
  city = await foundCity({ site: "luan", name: "六安市", at: new Date("2026-11-01T00:00:00.000Z") });
  writeFileSync(join(root, "key.p12"), city.profileKey.toPkcs12(password));
  mkdirSync(join(root, "data", "anchors"), { recursive: true });
  writeFileSync(join(root, "data", "anchors", "city.json"), anchorsText(city.anchors));
});
beforeEach(() => {
  counter += 1;
  folder = join(root, `luan-words-${counter}`);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Run {
  readonly code: number;
  readonly printed: string;
  /** Questions on the terminal. */
  readonly asked: readonly string[];
}

async function pack(args: readonly string[], secret = password): Promise<Run> {
  const printed: string[] = [];
  const asked: string[] = [];
  const code = await packCommand(args, {
    read: (file) => readFile(file),
    write: (file, bytes) => writeFile(file, bytes),
    list: (name) => readdir(name).catch(() => []),
    print: (text) => printed.push(text),
    askSecret: async (question) => {
      asked.push(question);
      return secret;
    },
    dataFolder: () => join(root, "data"),
    clock: () => new Date("2026-11-22T02:00:00.000Z"),
    now: () => 0,
  });
  return { code, printed: printed.join("\n"), asked };
}

const put = (name: string, text: string | Uint8Array): void => writeFileSync(join(folder, name), text);
const out = (): string => join(root, `out-${counter}.cblex`);
const make = (): Promise<Run> => pack(["make", folder, "--key", join(root, "key.p12"), "--out", out()]);

async function filled(): Promise<void> {
  await pack(["new", folder]);
  put("terms.csv", "规则,错误词形,正确词形,理由,例外,程度\n,皋城大道南段,皋城南路,道路已更名,,\n");
  put(
    "leaders.csv",
    '姓名,职务,起,止,排序\n周思齐,"某市市委书记",2023-2-1,,1\n周思齐,某市市长,2019/03/01,2023年2月1日,2\n',
  );
  put("tests.txt", "unit-term：【皋城大道南段】封闭施工。 => 皋城南路\n");
}

describe("npm run pack -- new", () => {
  it("writes a folder that explains itself, and never writes over anything", async () => {
    const first = await pack(["new", folder]);
    expect(first.code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual([
      "allowed.txt",
      "leaders.csv",
      "names.csv",
      "pack.json",
      "rules.csv",
      "sources",
      "terms.csv",
      "tests.txt",
    ]);
    expect(readFileSync(join(folder, "leaders.csv"), "utf8")).toMatch(/^# 领导人任职/);
    expect((await pack(["new", folder])).code).toBe(2);
  });

  it("writes a folder that make takes as soon as its notes are turned into lines", async () => {
    await pack(["new", folder]);
    for (const name of ["terms.csv", "leaders.csv", "names.csv", "rules.csv", "tests.txt"]) {
      const lines = readFileSync(join(folder, name), "utf8").split("\n");
      const example = lines.findLastIndex((line) => line.startsWith("# "));
      lines[example] = (lines[example] ?? "").slice(2);
      put(name, lines.join("\n"));
    }
    const { code, printed } = await make();
    expect(printed).toContain("词条 1，机构名称 1，领导人 1，自编规则 1，自检 1");
    expect(code).toBe(0);
  });
});

describe("npm run pack -- make", () => {
  it("makes a pack that this city's desks verify, with what the tables say", async () => {
    await filled();
    const made = await make();
    expect(made.printed).toContain("✓ 1 条自检全部通过");
    expect(made.code).toBe(0);
    expect(made.asked).toEqual([`${join(root, "key.p12")} 的口令：`]);
    const { manifest, lexicon } = readPackFile(readFileSync(out()), { anchors: city.anchors, check: nodeCheck });
    expect([manifest.id, manifest.version, manifest.issuedAt]).toEqual([
      `luan-words-${counter}`,
      1,
      "2026-11-22T02:00:00.000Z",
    ]);
    expect(lexicon.leaders).toEqual([
      {
        name: "周思齐",
        posts: [
          { title: "某市市委书记", from: "2023-02-01", rank: 1 },
          { title: "某市市长", from: "2019-03-01", until: "2023-02-01", rank: 2 },
        ],
      },
    ]);
  });

  it("reads a table in GBK with CRLF, as spreadsheets here save it", async () => {
    await filled();
    // 规则,错误词形,正确词形,理由,例外,程度 / ,皋城大道南段,皋城南路,更名,, in GBK
    const gbk = [
      [0xb9, 0xe6, 0xd4, 0xf2, 0x2c, 0xb4, 0xed, 0xce, 0xf3, 0xb4, 0xca, 0xd0, 0xce, 0x2c],
      [0xd5, 0xfd, 0xc8, 0xb7, 0xb4, 0xca, 0xd0, 0xce, 0x2c, 0xc0, 0xed, 0xd3, 0xc9, 0x2c],
      [0xc0, 0xfd, 0xcd, 0xe2, 0x2c, 0xb3, 0xcc, 0xb6, 0xc8, 0x0d, 0x0a, 0x2c],
      [0xb8, 0xde, 0xb3, 0xc7, 0xb4, 0xf3, 0xb5, 0xc0, 0xc4, 0xcf, 0xb6, 0xce, 0x2c],
      [0xb8, 0xde, 0xb3, 0xc7, 0xc4, 0xcf, 0xc2, 0xb7, 0x2c, 0xb8, 0xfc, 0xc3, 0xfb, 0x2c, 0x2c, 0x0d, 0x0a],
    ].flat();
    put("terms.csv", Uint8Array.from(gbk));
    const { code, printed } = await make();
    expect(printed).toContain("✓ 1 条自检全部通过");
    expect(code).toBe(0);
  });

  it("names every mistake with its file and line, and asks for no password", async () => {
    await filled();
    put(
      "terms.csv",
      "规则,错误词形,正确词形,理由,例外,程度\n,站,点,不足,,\n,,空,理由,,\n,皋城大道南段,皋城南路,理由,,严重\n",
    );
    put("leaders.csv", "姓名,职务,起,止,排序\n周思齐,某市市长,去年,,1\n周思齐,某市市长,2023-02-30,,一\n");
    put("names.csv", "类别,名称,简称\n");
    put("tests.txt", "随便写一句\n");
    put(
      "pack.json",
      '{ "id": "带空格 的", "name": "x", "version": 0, "expiresOn": "明年", "staleAfterDays": 90, "rollback": false }',
    );
    const { code, printed, asked } = await make();
    expect(code).toBe(1);
    expect(asked).toEqual([]);
    expect(printed.split("\n")).toEqual([
      "✗ pack.json：id：字母、数字和短横，如 luan-leaders",
      "✗ pack.json：version：正整数，每次签发加一",
      "✗ pack.json：expiresOn：日期 2027-03-31，或 null",
      "✗ terms.csv 第 2 行：“站”不足两个字，会到处误报",
      "✗ terms.csv 第 3 行：“错误词形”不能为空",
      "✗ terms.csv 第 4 行：程度只能是阻断、错误、警告、提示，不能是“严重”",
      "✗ leaders.csv 第 2 行：“起”不是日期：去年（写成 2026-03-01）",
      "✗ leaders.csv 第 3 行：“起”不是日期：2023-02-30（写成 2026-03-01）",
      "✗ leaders.csv 第 3 行：排序须是正整数：一",
      "✗ names.csv 第 1 行：缺少列“起用”“停用”“改为”“上级”“代码”",
      "✗ tests.txt 第 1 行：自检写成“规则标识：例句”，错处用【】标出",
      "✗ tests.txt 第 1 行：至少写一条自检",
    ]);
  });

  it("tells the line of a quote that does not end, and of cells over several lines", async () => {
    await filled();
    put(
      "terms.csv",
      '规则,错误词形,正确词形,理由,例外,程度\n,皋城大道南段,皋城南路,"道路\n已更名",,\n,半句,半\n,"没有完\n',
    );
    expect((await make()).printed).toContain("✗ terms.csv 第 1 行：第 5 行：引号没有结束");
    put("terms.csv", '规则,错误词形,正确词形,理由,例外,程度\n,皋城大道南段,皋城南路,"道路\n已更名",,\n,x\n');
    expect((await make()).printed).toBe("✗ terms.csv 第 4 行：“理由”不能为空");
  });

  it("signs nothing that fails its own tests: exit code 1, no file, no password asked", async () => {
    await filled();
    put("tests.txt", "unit-term：【皋城大道】封闭施工。\n");
    const { code, printed, asked } = await make();
    expect(code).toBe(1);
    expect(printed).toContain("✗ 自检 unit-term：“⟦皋城大道⟧封闭施工。”");
    expect(asked).toEqual([]);
    expect(() => readFileSync(out())).toThrow();
  });

  it("says E_PIN for a wrong password and 2 for a key file that is not there", async () => {
    await filled();
    const wrong = await pack(["make", folder, "--key", join(root, "key.p12"), "--out", out()], "wrong");
    expect([wrong.code, /E_PIN/.test(wrong.printed)]).toEqual([1, true]);
    expect((await pack(["make", folder, "--key", join(root, "none.p12"), "--out", out()])).code).toBe(2);
  });
});

describe("npm run pack -- show", () => {
  it("says what is in it, how old it is, who signed it, and what changes in given texts", async () => {
    await filled();
    await make();
    mkdirSync(join(folder, "texts"));
    put("texts/a.txt", "皋城大道南段封闭施工，请绕行。\n");
    const { code, printed } = await pack(["show", out(), "--against", join(folder, "texts")]);
    expect(code).toBe(0);
    expect(printed).toContain("签发 0 天，有效（满 90 天提醒）");
    expect(printed).toContain("由六安市的配置密钥签署");
    expect(printed).toContain("对照 1 个文件：多查出 1 处，少查出 0 处");
    expect(printed).toMatch(/\+ .*a\.txt：unit-term“皋城大道南段”/);
  });

  it("compares with every text it can read, names the others and returns 2", async () => {
    await filled();
    await make();
    mkdirSync(join(folder, "texts"));
    put("texts/a.docx", "不是文档");
    put("texts/b.txt", "皋城大道南段封闭施工，请绕行。\n");
    const { code, printed } = await pack(["show", out(), "--against", join(folder, "texts"), join(folder, "none.txt")]);
    expect(printed).toContain("对照 1 个文件：多查出 1 处，少查出 0 处");
    expect(printed).toMatch(/✗ .*a\.docx：.*已损坏/);
    expect(printed).toMatch(/✗ .*none\.txt：文件不存在。/);
    expect(code).toBe(2);
  });

  it("says in Chinese that a file is not there", async () => {
    const { code, printed } = await pack(["show", join(root, "none.cblex")]);
    expect([code, printed]).toEqual([2, `✗ ${join(root, "none.cblex")}：文件不存在。`]);
  });

  it("refuses a changed pack, and one of a city whose anchors are not pinned: exit code 1", async () => {
    await filled();
    await make();
    const bytes = readFileSync(out());
    const at = bytes.indexOf("皋城南路");
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(out(), bytes);
    const changed = await pack(["show", out()]);
    expect([changed.code, /E_LEXICON/.test(changed.printed)]).toEqual([1, true]);
    const stranger = await foundCity({ site: "luan", name: "六安市", at: new Date("2026-11-01T00:00:00.000Z") });
    writeFileSync(join(root, "other.json"), anchorsText(stranger.anchors));
    await make();
    const foreign = await pack(["show", out(), "--anchors", join(root, "other.json")]);
    expect([foreign.code, /E_LEXICON_SIGN/.test(foreign.printed)]).toEqual([1, true]);
  });
});

it.each([["--help"], ["-h"]])("%s is answered with the usage, exit code 0", async (option) => {
  const { code, printed } = await pack([option]);
  expect([code, printed.startsWith("用法：")]).toEqual([0, true]);
});

it.each([
  [[]],
  [["make", "x"]],
  [["show"]],
  [["new", "a", "b"]],
  [["show", "a", "--foo", "b"]],
  [["make", "x", "--key", "k"]],
])("%j is no use: usage and exit code 2", async (args) => {
  const { code, printed } = await pack(args);
  expect([code, printed.startsWith("用法：")]).toEqual([2, true]);
});
