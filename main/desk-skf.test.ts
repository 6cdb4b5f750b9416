/** SM2 keys over SKF at a desk: the library in a signer process, the token opens the person's store, nobody types more. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { IssuedKey } from "../node/demo-authority";
import { newSoftKey, type SoftKey, spkiOf } from "../node/soft-key";
import { describeWith } from "../node/testing/tools";
import { fromBase64, toBase64 } from "../shared/bytes";
import type { FailureCode } from "../shared/failure";
import type { Entry } from "../shared/store/record";
import { type Bench, filesWith, openBench, pin, type Window } from "./testing/bench";
import { smsCode } from "./testing/fake-platform";
import { FakeTimers } from "./testing/fake-timers";
import { nameBytes } from "./tokens/skf/names";
import { connect, envelope, handleOf, loadAdmin, prepare } from "./tokens/testing/skf-admin";
import { openSoftSkf, type SoftSkf, skfSigner, softSkfTools } from "./tokens/testing/soft-skf";
import { type Header, headerIn, headerText } from "./vault/header";

let bench: Bench;
let token: SoftSkf;
let window: Window;
let zhang: { sign: IssuedKey; encrypt: IssuedKey };
let storeId = "";
const appPin = "一二三四不是口令的一句话";
const secret = "尚未公布的通知";

/** A desk over the same folder, as after a restart. */
async function restart(): Promise<void> {
  await window?.desk.stop();
  window = await bench.start({
    modules: [token.module],
    spawnSigner: skfSigner(process.env),
    timers: new FakeTimers(),
  });
}

const listed = async () => (await window.ask("desk:keys.list", null)).filter((key) => key.token !== undefined);
async function zhangs() {
  const key = (await listed()).find(({ name, usable }) => name === "张晓岚" && usable);
  if (key === undefined) throw new Error("the key is not plugged in");
  return { keyId: key.keyId, pin };
}
const kinds = async () => (await window.ask("desk:vault.slots", null)).slots.map(({ kind }) => kind);
const drafts = async () => (await window.ask("desk:journal.positions", null)).map(({ key }) => key);
const file = (name: string) => join(bench.folder, "desk", "stores", storeId, name);
const header = (): Header => {
  const [found] = headerIn(readFileSync(file("vault.json"), "utf8"));
  if (found === undefined) throw new Error("no header");
  return found;
};
const write = (changed: Header) => {
  for (const name of ["vault.json", "vault.copy.json"]) writeFileSync(file(name), headerText(changed));
};
const withShare = (change: (share: Uint8Array) => Uint8Array): Header => {
  const slots = header().slots.map((slot) =>
    slot.kind === "token" && slot.share !== null ? { ...slot, share: toBase64(change(fromBase64(slot.share))) } : slot,
  );
  return { ...header(), version: header().version + 1, slots };
};

/** The authority puts another encryption pair beside the signing key. */
function renew(pair: SoftKey): void {
  const admin = loadAdmin(token.module);
  const device = connect(admin, "SOFTSKF0");
  const application = handleOf(admin, (cell) => admin.must("SKF_OpenApplication", device, nameBytes("GWAPP"), cell));
  admin.must("SKF_VerifyPIN", application, 1, nameBytes(pin), admin.cell().bytes);
  const container = handleOf(admin, (cell) => admin.must("SKF_OpenContainer", application, nameBytes("ZHANG"), cell));
  admin.must("SKF_ImportECCKeyPair", container, envelope(admin, container, { to: spkiOf(zhang.sign.key), pair }));
  admin.must("SKF_DisConnectDev", device);
}

describeWith(softSkfTools, "a desk with an SM2 key over SKF", () => {
  beforeAll(async () => {
    bench = await openBench(["rsa", "sm2"]);
    token = openSoftSkf();
    zhang = await bench.city.issuePair({ name: "张晓岚", unitName: "六安市人民政府办公室", kind: "sm2" });
    const lis = await bench.city.issuePair({ name: "李维民", unitName: "六安市人民政府办公室", kind: "sm2" });
    bench.enrol(zhang.sign.certificate, "张晓岚");
    token.plugIn(0);
    const keys = [
      { container: "ZHANG", ...zhang.sign, encryption: zhang.encrypt },
      // A key that only signs.
      { container: "LI", ...lis.sign },
    ];
    prepare(loadAdmin(token.module), { device: "SOFTSKF0", application: "GWAPP", pin, keys });
    await restart();
  });
  afterAll(async () => {
    await bench.close();
    token.close();
  });

  it("L2: the list says which key opens a store by itself, so that the window asks for no application PIN", async () => {
    const told = (await listed()).filter(({ usable }) => usable).map(({ name, opensStore }) => [name, opensStore]);
    expect(told.sort()).toEqual([
      ["张晓岚", true],
      ["李维民", false],
    ]);
    const li = (await listed()).find(({ name, usable }) => name === "李维民" && usable);
    expect(await window.failureOf("desk:session.unlock", { keyId: li?.keyId ?? "", pin })).toBe("E_APP_PIN_NEEDED");
  });

  it("L2, PKI-29: signs in with key and PIN alone; the store has the key's own way in, and opens by it after a restart", async () => {
    await window.ask("desk:session.begin", await zhangs());
    const view = await window.ask("desk:session.confirm", { code: smsCode });
    expect(view.state).toBe("online");
    storeId = view.storeId ?? "";
    expect(await kinds()).toEqual(["token", "recovery"]);
    const entry: Entry = { table: "drafts", key: "d1", index: { n: "d1" }, value: { text: secret } };
    await window.ask("desk:journal.append", { entries: [entry] });
    await restart();
    await window.ask("desk:session.unlock", await zhangs());
    expect(await drafts()).toEqual(["d1"]);
  });

  it("D9, PKI-30: neither text nor PIN nor anything that opens the store lies in its files", async () => {
    expect(filesWith(join(bench.folder, "desk"), secret)).toEqual([]);
    expect(filesWith(join(bench.folder, "desk"), pin)).toEqual([]);
    await window.ask("desk:session.lock", null);
    expect(await window.failureOf("desk:journal.positions", null)).toBe("E_LOCKED");
  });

  const troubles: readonly (readonly [string, string, FailureCode])[] = [
    ["pulled while the PIN is judged", "remove SKF_VerifyPIN", "E_TOKEN_REMOVED"],
    ["pulled while it opens the envelope", "remove SKF_ImportSessionKey", "E_TOKEN_REMOVED"],
    ["pulled right before the share comes out", "remove SKF_Decrypt", "E_TOKEN_REMOVED"],
    ["whose driver crashes on the envelope", "crash SKF_ImportSessionKey", "E_SIGNER_CRASHED"],
    ["whose driver reports an error of its own", "fail SKF_Decrypt 0B000001", "E_TOKEN_FAULT"],
    ["whose driver takes the envelope for broken", "fail SKF_ImportSessionKey 0A000011", "E_ENVELOPE"],
  ];
  it.each(troubles)(
    "L2: a key %s: locked it stays, nothing changes, and the next try opens",
    async (_, fault, code) => {
      const key = await zhangs();
      const before = readFileSync(file("vault.json"), "utf8");
      token.plant(fault);
      expect(await window.failureOf("desk:session.unlock", key)).toBe(code);
      expect((await window.ask("desk:session.read", null)).state).toBe("locked");
      expect(readFileSync(file("vault.json"), "utf8")).toBe(before);
      token.plant();
      token.plugIn(0);
      await window.ask("desk:session.unlock", await zhangs());
      expect(await drafts()).toEqual(["d1"]);
      await window.ask("desk:session.lock", null);
    },
  );

  it("S3: a wrong PIN costs one try and opens nothing", async () => {
    const { keyId } = await zhangs();
    expect(await window.failureOf("desk:session.unlock", { keyId, pin: "000000" })).toBe("E_PIN");
    expect((await listed()).find((key) => key.keyId === keyId)?.token?.retriesLeft).toBe(5);
    await window.ask("desk:session.unlock", await zhangs());
    expect((await listed()).find((key) => key.keyId === keyId)?.token?.retriesLeft).toBe(6);
  });

  it("PKI-35: a damaged envelope is E_ENVELOPE, one for another key E_ENVELOPE_KEY; the store opens once it is put back", async () => {
    await window.ask("desk:session.lock", null);
    const whole = header();
    const foreign = (share: Uint8Array) => share.map((byte, at) => (at === 20 ? byte ^ 1 : byte));
    const cases: readonly (readonly [FailureCode, (share: Uint8Array) => Uint8Array])[] = [
      ["E_ENVELOPE", (share) => share.subarray(0, share.length - 1)],
      ["E_ENVELOPE", (share) => share.map((byte, at) => (at === share.length - 40 ? byte ^ 1 : byte))],
      ["E_VAULT", (share) => share.map((byte, at) => (at === share.length - 1 ? byte ^ 1 : byte))],
      ["E_ENVELOPE_KEY", foreign],
    ];
    for (const [code, change] of cases) {
      write(withShare(change));
      expect(await window.failureOf("desk:session.unlock", await zhangs())).toBe(code);
      write(whole);
    }
    await window.ask("desk:session.unlock", await zhangs());
    expect(await drafts()).toEqual(["d1"]);
  });

  it("a renewed encryption pair is E_ENVELOPE_KEY; key and application PIN open once, and then the key alone again", async () => {
    await window.ask("desk:vault.setPin", { pin, appPin });
    expect(await kinds()).toEqual(["token", "recovery", "passphrase"]);
    await window.ask("desk:session.lock", null);
    renew(await newSoftKey("sm2"));
    expect(await window.failureOf("desk:session.unlock", await zhangs())).toBe("E_ENVELOPE_KEY");
    await window.ask("desk:session.unlock", { ...(await zhangs()), appPin });
    expect(await drafts()).toEqual(["d1"]);
    await restart();
    await window.ask("desk:session.unlock", await zhangs());
    expect(await drafts()).toEqual(["d1"]);
    await restart();
    await window.ask("desk:session.unlockByPin", { storeId, appPin });
    expect(await drafts()).toEqual(["d1"]);
  });
});
