import { spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDocumentKey } from "../node/document-key";
import { policyCommand } from "./policy-command";
import { writeOpenKey } from "./release/testing/open-key";

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "caibian-policy-"));
  writeOpenKey(join(root, "plain.json"), { keyId: "policy-plain", algorithm: "ed25519" });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const at = (name: string) => join(root, name);

const PASSPHRASE = "十二个字以上的一句口令，仅供测试";

const policy = (...args: readonly string[]) => policyTyping([], ...args);

/** `typed`: what a person answers, one after the other; the passphrase of these tests when nothing is left. */
async function policyTyping(typed: readonly string[], ...args: readonly string[]) {
  const printed: string[] = [];
  const questions: string[] = [];
  const code = await policyCommand(args, {
    read: (file) => readFile(file),
    write: (file, text, kind) => writeFile(file, text, kind === "secret" ? { mode: 0o600, flag: "wx" } : {}),
    print: (text) => printed.push(text),
    askSecret: async (question) => {
      questions.push(question);
      return typed[questions.length - 1] ?? PASSPHRASE;
    },
  });
  return { code, printed: printed.join("\n"), questions };
}

const document = {
  level: "machine",
  serial: 1,
  issuedAt: "2026-11-20T00:00:00.000Z",
  platformUrl: "https://59.203.1.5",
  anchorsFiles: ["luan.json"],
  keyFolders: [],
  demo: false,
  extranet: ["59.203.0.0/16"],
  idleLockMinutes: 5,
};

function write(name: string, change: object = {}): string {
  writeFileSync(at(name), JSON.stringify({ ...document, ...change }, null, 2));
  return at(name);
}

describe("npm run policy (BD-2)", () => {
  it("BD-2: makes a key that its owner alone reads, signs with it, and a check against its public half holds", async () => {
    expect((await policy("new-key", at("key.json"), "--id", "policy-2026", "--until", "2029-12-31")).code).toBe(0);
    expect(statSync(at("key.json")).mode & 0o077).toBe(0);
    expect(readFileSync(at("key.public.json"), "utf8")).not.toContain("secret");
    const file = write("policy.json");
    const signed = await policy("sign", file, "--key", at("key.json"));
    expect(signed).toMatchObject({ code: 0 });
    expect(signed.printed).toContain("idleLockMinutes　闲置锁定：5 分钟");
    const checked = await policy("check", file, "--keys", at("key.public.json"));
    expect(checked).toMatchObject({ code: 0 });
    expect(checked.printed).toContain("✓ 签名有效，密钥 policy-2026");
    expect((await policy("new-key", at("key.json"), "--id", "other")).code).toBe(2);
  });

  it("BD-2: a key's file is worth nothing without its passphrase, which is typed twice and has twelve characters", async () => {
    expect(readFileSync(at("key.json"), "utf8")).not.toContain('"secret"');
    expect(() => readDocumentKey(readFileSync(at("key.json"), "utf8"))).toThrow("E_KEY_FILE");
    const file = write("guarded.json");
    const wrong = await policyTyping(["another passphrase"], "sign", file, "--key", at("key.json"));
    expect([wrong.code, existsSync(`${file}.sig`)]).toEqual([1, false]);
    expect(wrong.printed).toContain("口令不正确");
    const unlike = await policyTyping(
      ["a long passphrase", "a longer passphrase"],
      "new-key",
      at("x.json"),
      "--id",
      "x",
    );
    expect([unlike.code, unlike.printed]).toEqual([1, "✗ 两次输入的口令不同"]);
    const short = await policyTyping(["short"], "new-key", at("x.json"), "--id", "x");
    expect([short.code, short.printed, existsSync(at("x.json"))]).toEqual([1, "✗ 口令至少 12 个字符", false]);
  });

  it("BD-2: takes the passphrase from a file or an inherited descriptor, and none from arguments or a variable", async () => {
    const file = write("unattended.json");
    writeFileSync(at("passphrase"), `${PASSPHRASE}\n`);
    const byFile = await policy("sign", file, "--key", at("key.json"), "--passphrase-file", at("passphrase"));
    expect([byFile.code, byFile.questions]).toEqual([0, []]);
    const entry = [join(import.meta.dirname, "policy.ts"), "sign", file, "--key", at("key.json")];
    const run = (env: Readonly<Record<string, string>>) => {
      const pipe = openSync(at("passphrase"), "r");
      const child = spawnSync(process.execPath, ["--import", "tsx", ...entry], {
        ...{ encoding: "utf8", stdio: ["ignore", "pipe", "pipe", pipe], env: { ...process.env, ...env } },
      });
      closeSync(pipe);
      return child;
    };
    rmSync(`${file}.sig`);
    expect(run({ CAIBIAN_PASSPHRASE_FD: "3" }).status).toBe(0);
    expect(existsSync(`${file}.sig`)).toBe(true);
    expect(run({ CAIBIAN_PASSPHRASE: PASSPHRASE }).status).toBe(1);
    expect(run({ CAIBIAN_PASSPHRASE_FD: PASSPHRASE }).stdout).toContain("应为文件描述符的编号");
    expect((await policy("sign", file, "--key", at("key.json"), "--passphrase", PASSPHRASE)).code).toBe(2);
  });

  it("BD-2: seal puts the same key under another passphrase; one that lay open is told of and sealed", async () => {
    writeOpenKey(at("bare.json"), { keyId: "bare", algorithm: "ed25519" });
    const file = write("resealed.json");
    expect((await policy("sign", file, "--key", at("bare.json"))).printed).toContain("没有口令保护");
    for (const typed of [
      ["first passphrase", "first passphrase"],
      ["first passphrase", "second passphrase", "second passphrase"],
    ])
      expect((await policyTyping(typed, "seal", at("bare.json"))).code).toBe(0);
    expect((await policyTyping(["first passphrase"], "sign", file, "--key", at("bare.json"))).code).toBe(1);
    expect((await policyTyping(["second passphrase"], "sign", file, "--key", at("bare.json"))).code).toBe(0);
    expect((await policy("check", file, "--keys", at("bare.json.pub.json"))).code).toBe(0);
  });

  it("BD-2: a policy edited after signing, or checked against another key, is refused", async () => {
    const file = write("edited.json");
    await policy("sign", file, "--key", at("plain.json"));
    write("edited.json", { idleLockMinutes: 9 });
    const edited = await policy("check", file, "--keys", at("plain.json.pub.json"));
    expect(edited.code).toBe(1);
    expect(edited.printed).toContain("签名之后内容被改动过");
    writeOpenKey(at("sm2.json"), { keyId: "policy-sm2", algorithm: "sm2-sm3" });
    await policy("sign", file, "--key", at("sm2.json"));
    expect((await policy("check", file, "--keys", at("sm2.json.pub.json"))).code).toBe(0);
    expect((await policy("check", file, "--keys", at("plain.json.pub.json"))).code).toBe(1);
  });

  it("rotation: signed by the old and the new key, it holds for builds that pin either", async () => {
    const file = write("rotated.json");
    await policy("sign", file, "--key", at("plain.json"), "--key", at("sm2.json"));
    for (const keys of ["plain.json.pub.json", "sm2.json.pub.json"])
      expect((await policy("check", file, "--keys", at(keys))).code).toBe(0);
  });

  it("signs nothing that a workstation would refuse, and names the key", async () => {
    for (const [change, words] of [
      [{ idleLockMinutes: 30 }, "“idleLockMinutes”不能大于 10"],
      [{ idleLockMinute: 3 }, "“idleLockMinute”没有这个策略项"],
      [{ platformUrl: "https://8.8.8.8" }, "“platformUrl”不在 extranet 所列的地址段内"],
      [{ serial: undefined }, "“serial”签名的策略须有序号"],
    ] as const) {
      const file = write("faulty.json", change);
      const { code, printed } = await policy("sign", file, "--key", at("plain.json"));
      expect([code, printed.includes(words)]).toEqual([1, true]);
      expect(() => readFileSync(`${file}.sig`)).toThrow();
    }
  });

  it("BD-4: prints no address of platform or feed", async () => {
    const { printed } = await policy("check", write("quiet.json"));
    expect(printed).toContain("platformUrl　平台地址：已设定（地址不显示）");
    expect(printed).not.toContain("59.203");
    expect(printed).toContain("！还没有签名");
    expect(printed).toContain("！pinnedCa：没有指定服务器证书机构");
    expect(printed).not.toContain("！extranet");
  });

  it("a unit's policy is judged as one, by what it says of itself", async () => {
    const unit = { level: "unit", site: "luan", serial: 4, issuedAt: document.issuedAt, retentionMonths: 12 };
    writeFileSync(at("unit.json"), JSON.stringify(unit));
    expect((await policy("sign", at("unit.json"), "--key", at("plain.json"))).printed).toContain(
      "单位策略，站点 luan，serial 4",
    );
    writeFileSync(at("unit.json"), JSON.stringify({ ...unit, platformUrl: "https://59.203.1.5" }));
    expect((await policy("check", at("unit.json"))).printed).toContain("“platformUrl”没有这个策略项，或这一级不能设");
  });

  it("puts document and signature into a registry file byte by byte", async () => {
    expect((await policy("registry", at("policy.json"))).code).toBe(0);
    const text = readFileSync(at("policy.json.reg"), "utf8");
    const [, carried = ""] = /"Document"="([^"]+)"/.exec(text) ?? [];
    expect(Buffer.from(carried, "base64").equals(readFileSync(at("policy.json")))).toBe(true);
    expect(text).toContain("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Caibian]\r\n");
  });

  it("tells how it is used when it was used otherwise", async () => {
    for (const args of [
      [],
      ["sign"],
      ["sign", "a.json"],
      ["check", "a.json", "--key"],
      ["burn", "a.json"],
      ["new-key", at("x.json")],
    ])
      expect((await policy(...args)).code).toBe(2);
    expect((await policy("check", at("absent.json"))).code).toBe(2);
  });
});
