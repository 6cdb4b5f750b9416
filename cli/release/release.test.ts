import { execFileSync } from "node:child_process";
import { createHash, createPublicKey, verify } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { nodeDocumentCheck } from "../../node/document-check";
import { publicHalves } from "../../node/sealed-key";
import { openUpdateBundle } from "../../node/update-bundle";
import { digestOf } from "../../shared/digest";
import { rotated, type TrustedKeys } from "../../shared/update/keys";
import { readFeed } from "../../shared/update/read-feed";
import { releaseCommand } from "./command";
import { writeOpenKey } from "./testing/open-key";
import { digestText, payloadName, writePayload } from "./testing/package-folder";

const root = mkdtempSync(join(tmpdir(), "caibian-release-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let count = 0;
let place = "";
let now = new Date("2026-11-22T02:00:00.000Z");
const at = (name: string): string => join(place, name);

beforeEach(async () => {
  count += 1;
  place = join(root, String(count));
  now = new Date("2026-11-22T02:00:00.000Z");
  mkdirSync(at("package"), { recursive: true });
  writeOpenKey(at("old.key"), { keyId: "old", algorithm: "ed25519" });
});

interface Ran {
  readonly code: number;
  readonly said: string;
}

async function release(...args: readonly string[]): Promise<Ran> {
  const lines: string[] = [];
  const asked = {
    print: (text: string) => lines.push(text),
    askSecret: async () => "twelve-letters",
    clock: () => now,
  };
  return { code: await releaseCommand(args, asked), said: lines.join("\n") };
}

const publish = (version: string, ...more: readonly string[]): Promise<Ran> => {
  writePayload(at("package"), { version });
  const args = ["--from", at("package"), "--to", at("feed"), "--key", at("old.key"), "--version", version];
  return release(...args, ...more);
};
const change = (...more: readonly string[]): Promise<Ran> =>
  release("--to", at("feed"), "--key", at("old.key"), ...more);

const inFeed = (name: string): string => readFileSync(at(`feed/${name}`), "utf8");
const signed = (name: string) => ({ document: readFileSync(at(`feed/${name}`)), signature: inFeed(`${name}.sig`) });
const trusted = (key = "old"): TrustedKeys => ({
  serial: 0,
  keys: [...publicHalves(readFileSync(at(`${key}.key.pub.json`), "utf8"))],
});
const judge = () => ({ check: nodeDocumentCheck, now });
const read = (keys = trusted()) => {
  const rollback = existsSync(at("feed/rollback.json")) ? signed("rollback.json") : null;
  return readFeed({ release: signed("release.json"), rollback }, keys, judge());
};

describe("L7: a published feed", () => {
  it("names each artifact as it lies there, by readers that share no code with the writer", async () => {
    const deb = "caibian_1.0.0_amd64.deb";
    writeFileSync(at(`package/${deb}`), "a deb");
    writeFileSync(at(`package/${deb}.blockmap`), "its blocks");
    expect((await publish("1.0.0")).code).toBe(0);
    const document = JSON.parse(inFeed("release.json"));
    for (const { file, size, sha256, sha512 } of document.artifacts) {
      const bytes = readFileSync(at(`feed/${file}`));
      // Another implementation of the digest than the writer's.
      expect([sha256, size]).toEqual([digestOf(bytes), bytes.length]);
      expect(sha512).toBe(createHash("sha512").update(bytes).digest("base64"));
    }
    const list = execFileSync("tar", ["-xzOf", at(`feed/${payloadName("1.0.0")}`), "files.json"], { encoding: "utf8" });
    expect(document.artifacts.find(({ kind }: { kind: string }) => kind === "payload").files).toBe(digestText(list));
    expect(JSON.parse(inFeed("latest-linux.yml"))).toMatchObject({
      version: "1.0.0",
      files: [{ url: deb, size: 5, blockMapSize: 10 }],
    });
    const [{ publicKey }] = JSON.parse(readFileSync(at("old.key.pub.json"), "utf8"));
    const spki = createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" });
    const { signatures } = JSON.parse(inFeed("release.json.sig"));
    const data = Buffer.concat([Buffer.from("caibian-release/1\n"), readFileSync(at("feed/release.json"))]);
    expect(verify(null, data, spki, Buffer.from(signatures[0].value, "base64"))).toBe(true);
  });

  it("holds for a terminal that reads it, and one changed byte makes it hold no longer", async () => {
    await publish("1.0.0", "--ring", "pilot=now,early=+3d,general=+1w", "--minimum", "1.0.0");
    expect(read().release).toMatchObject({
      minimumVersion: "1.0.0",
      rings: { pilot: now.toISOString(), early: "2026-11-25T02:00:00.000Z", general: "2026-11-29T02:00:00.000Z" },
    });
    writeFileSync(at("feed/release.json"), inFeed("release.json").replace("1.0.0", "1.0.1"));
    expect(() => read()).toThrow("E_PROFILE");
  });

  it("signs old and new side by side, so that whoever reads the release first and the signature later is served", async () => {
    await publish("1.0.0");
    const before = signed("release.json");
    now = new Date(now.getTime() + 3_600_000);
    await publish("1.1.0");
    const mixed = { document: before.document, signature: inFeed("release.json.sig") };
    expect(readFeed({ release: mixed, rollback: null }, trusted(), judge()).release.version).toBe("1.0.0");
    expect(read().release.version).toBe("1.1.0");
  });

  it("counts its serial on, also when the folder was lost and is made anew", async () => {
    await publish("1.0.0");
    await change("--ring", "general=now");
    const first = read().release.serial;
    rmSync(at("feed"), { recursive: true });
    now = new Date(now.getTime() + 10 * 60_000);
    await publish("1.1.0");
    expect(read().release.serial).toBeGreaterThan(first);
  });

  it("keeps the artifacts of so many versions, and every release document", async () => {
    for (const version of ["1.0.0", "1.1.0", "1.2.0"]) await publish(version, "--keep", "2");
    const there = (version: string) => existsSync(at(`feed/${payloadName(version)}`));
    expect(["1.0.0", "1.1.0", "1.2.0"].map(there)).toEqual([false, true, true]);
    expect(readdirSync(at("feed/history")).filter((name) => name.endsWith(".json"))).toHaveLength(3);
    const gone = await change("--rollback", "1.2.0:1.0.0", "--reason", "打印错位");
    expect([gone.code, gone.said]).toEqual([1, expect.stringContaining("请用 --from 重新放入")]);
  });
});

describe("L9: a roll-back", () => {
  it("is a signed order of the same serial beside the older release, and goes away with the next version", async () => {
    await publish("1.0.0");
    await publish("1.1.0", "--minimum", "1.1.0");
    expect((await change("--rollback", "1.1.0:1.0.0", "--reason", "打印错位")).code).toBe(0);
    const { release: back, rollback } = read();
    expect(back).toMatchObject({ version: "1.0.0", rollbackOf: "1.1.0", minimumVersion: "0.0.0" });
    expect(rollback).toMatchObject({ from: "1.1.0", to: "1.0.0", reason: "打印错位", serial: back.serial });
    await change("--ring", "pilot=now");
    expect(read().rollback?.from).toBe("1.1.0");
    await publish("1.1.1");
    expect([read().rollback, existsSync(at("feed/rollback.json"))]).toEqual([null, false]);
  });

  it("whose order is left out, or is another release's, is not believed", async () => {
    await publish("1.0.0");
    await publish("1.1.0");
    await change("--rollback", "1.1.0:1.0.0", "--reason", "打印错位");
    const former = signed("rollback.json");
    await change("--ring", "pilot=now");
    const document = signed("release.json");
    expect(() => readFeed({ release: document, rollback: null }, trusted(), judge())).toThrow("缺少回退令");
    expect(() => readFeed({ release: document, rollback: former }, trusted(), judge())).toThrow("不一致");
  });
});

describe("L7: keys", () => {
  it("are rotated by old and new together; a terminal follows the chain and then knows the new alone", async () => {
    writeOpenKey(at("new.key"), { keyId: "new", algorithm: "sm2-sm3" });
    await publish("1.0.0");
    const both = ["--key", at("old.key"), "--key", at("new.key")];
    const turned = await release("--to", at("feed"), ...both, "--rotate", at("new.key.pub.json"));
    expect(turned).toMatchObject({ code: 0, said: expect.stringContaining("发布密钥自此为 new") });
    expect(() => read()).toThrow("E_PROFILE");
    const after = rotated(trusted(), signed("keys-1.json"), judge());
    expect(read(after).release).toMatchObject({ version: "1.0.0", keys: 1 });
    const refused = await change("--ring", "general=now");
    expect([refused.code, refused.said]).toEqual([1, expect.stringContaining("都不在现行的发布密钥之中")]);
  });

  it("are not rotated by the old or the new alone, by a gap in the chain, nor by a stranger", async () => {
    for (const keyId of ["new", "foreign"]) writeOpenKey(at(`${keyId}.key`), { keyId, algorithm: "ed25519" });
    await publish("1.0.0");
    const rotate = async (...keys: readonly string[]) => {
      const named = keys.flatMap((key) => ["--key", at(`${key}.key`)]);
      return release("--to", at("feed"), ...named, "--rotate", at("new.key.pub.json"));
    };
    expect((await rotate("old")).said).toContain("都不在现行的发布密钥之中");
    await rotate("new");
    expect(() => rotated(trusted(), signed("keys-1.json"), judge())).toThrow("E_PROFILE");
    rmSync(at("feed/keys-1.json"));
    await rotate("foreign", "new");
    expect(() => rotated(trusted(), signed("keys-1.json"), judge())).toThrow("E_PROFILE");
    rmSync(at("feed/keys-1.json"));
    await rotate("old", "new");
    expect(() => rotated({ ...trusted(), serial: 1 }, signed("keys-1.json"), judge())).toThrow("序号不连续");
  });

  it("past their end sign nothing, and terminals refuse what they signed, whatever date it says", async () => {
    await release("--new-key", at("ended.key"), "--key-id", "ended", "--until", "2026-11-30");
    await publish("1.0.0", "--key", at("ended.key"));
    const late = { check: nodeDocumentCheck, now: new Date("2026-12-02T00:00:00.000Z") };
    const documents = { release: signed("release.json"), rollback: null };
    expect(() => readFeed(documents, trusted("ended"), late)).toThrow("E_UPDATE_KEY");
    now = late.now;
    const said = (await release("--to", at("feed"), "--key", at("ended.key"), "--ring", "general=now")).said;
    expect(said).toContain("已于 2026-11-30T15:59:59.999Z 到期");
  });

  it("lie under a passphrase that stands in a file or is typed, and open under no other", async () => {
    writeFileSync(at("passphrase"), "a long passphrase\n");
    const withFile = ["--passphrase-file", at("passphrase")];
    await release("--new-key", at("sealed.key"), "--key-id", "sealed", ...withFile);
    expect(readFileSync(at("sealed.key"), "utf8")).not.toContain('"secret"');
    writePayload(at("package"), { version: "1.0.0" });
    const args = ["--from", at("package"), "--to", at("feed"), "--key", at("sealed.key")];
    const typed = await release(...args);
    expect([typed.code, typed.said]).toEqual([1, expect.stringContaining("E_PWD")]);
    expect((await release(...args, ...withFile)).code).toBe(0);
    expect(read(trusted("sealed")).release.version).toBe("1.0.0");
    expect((await release("--new-key", at("old.key"), "--key-id", "x")).said).toContain("密钥文件不覆盖");
  });
});

describe("publishing refuses", () => {
  it("an older version without an order, other bytes under a version, and a minimum above what is published", async () => {
    await publish("1.1.0");
    expect((await publish("1.0.0")).said).toContain("退回旧版请用 --rollback");
    writePayload(at("package"), { version: "1.1.0", program: "other bytes" });
    const again = ["--from", at("package"), "--to", at("feed"), "--key", at("old.key"), "--version", "1.1.0"];
    expect((await release(...again)).said).toContain("已发布过，内容不同");
    expect((await change("--minimum", "1.2.0")).said).toContain("更新后仍不能登录");
    expect(read().release).toMatchObject({ version: "1.1.0", minimumVersion: "0.0.0" });
  });

  it("a payload that is not what its list says, is not locked, or is another edition's", async () => {
    const said = async (about: object) => {
      writePayload(at("package"), { version: "1.0.0", ...about });
      return (await release("--from", at("package"), "--to", at("feed"), "--key", at("old.key"))).said;
    };
    expect(await said({ swapped: "node/desk.js" })).toContain("与它的文件清单不符：node/desk.js");
    expect(await said({ locked: false })).toContain("不是锁定版");
    expect(await said({ edition: "electron" })).toContain("不是 browser 1.0.0 版");
    expect(existsSync(at("feed/release.json"))).toBe(false);
  });

  it("half an archive, a folder of two versions, rings out of order, and arguments that say nothing", async () => {
    const file = writePayload(at("package"), { version: "1.0.0" });
    const whole = readFileSync(file);
    writeFileSync(file, whole.subarray(0, whole.length - 200));
    const args = ["--from", at("package"), "--to", at("feed"), "--key", at("old.key")];
    expect((await release(...args)).said).toContain("不是完整的更新包");
    writeFileSync(file, whole);
    writePayload(at("package"), { version: "1.1.0" });
    expect((await release(...args)).said).toContain("有 1.0.0、1.1.0");
    const rings = [...args, "--version", "1.0.0", "--ring"];
    expect((await release(...rings, "pilot=+3d,early=now")).said).toContain("先后不对");
    expect((await release(...rings, "pilot=tomorrow")).said).toContain("读不懂");
    expect((await release(...rings, "all=now")).said).toContain("不是批次");
    expect((await release("--to", at("feed"))).said).toContain("没有说要做什么");
    expect((await release("--nonsense")).code).toBe(2);
    expect(existsSync(at("feed/release.json"))).toBe(false);
  });
});

describe("L10: the offline bundle", () => {
  it("is a plain archive of the feed's documents and artifacts, byte for byte", async () => {
    await publish("1.0.0", "--bundle", at("one.cbupdate"), "--only", "linux-x64");
    const names = execFileSync("tar", ["-tf", at("one.cbupdate")], { encoding: "utf8" })
      .trim()
      .split("\n");
    expect(names).toEqual(["release.json", "release.json.sig", payloadName("1.0.0")]);
    const bundle = await openUpdateBundle(at("one.cbupdate"));
    expect(Buffer.from((await bundle.read("release.json")) ?? [])).toEqual(readFileSync(at("feed/release.json")));
    const parts: Uint8Array[] = [];
    for await (const chunk of bundle.stream(payloadName("1.0.0")) ?? []) parts.push(chunk);
    expect(Buffer.concat(parts)).toEqual(readFileSync(at(`feed/${payloadName("1.0.0")}`)));
    expect([await bundle.read("keys-1.json"), bundle.stream("absent")]).toEqual([null, null]);
    await bundle.close();
    expect((await change("--bundle", at("two"), "--only", "windows-x64")).said).toContain("没有 windows-x64 的文件");
  });

  it("cut off anywhere, or no such archive at all, is refused by name", async () => {
    await publish("1.0.0", "--bundle", at("one.cbupdate"));
    const whole = readFileSync(at("one.cbupdate"));
    for (const length of [0, 100, 600, 2_000, whole.length - 1_500]) {
      writeFileSync(at("half"), whole.subarray(0, length));
      await expect(openUpdateBundle(at("half"))).rejects.toThrow("E_UPDATE_BROKEN");
    }
    copyFileSync(at("old.key"), at("other"));
    await expect(openUpdateBundle(at("other"))).rejects.toThrow("E_UPDATE_BROKEN");
  });
});
