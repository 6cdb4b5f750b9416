import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Entry } from "../shared/store/record";
import { readLines } from "./audit";
import { type Bench, filesBelow, filesWith, noTokens, openBench, pin, type Window, writeKey } from "./testing/bench";
import { FakeKeychain } from "./vault/testing/fake-keychain";

const appPin = "739156";
const entry = (key: string, text: string): Entry => ({ table: "drafts", key, index: { n: key }, value: { text } });

let bench: Bench;
let window: Window;
let keychain: FakeKeychain;
let zhang = "";
let li = "";

/** A desk over the same folder, as after a restart. */
async function restart(): Promise<void> {
  await window?.desk.stop();
  window = await bench.start({ ...noTokens, findKeychain: async () => keychain });
}

beforeAll(async () => {
  bench = await openBench();
  keychain = new FakeKeychain();
  await restart();
  zhang = await window.keyOf("张晓岚");
  li = await window.keyOf("李维民");
});
afterAll(() => bench.close());

const kinds = async () => (await window.ask("desk:vault.slots", null)).slots.map(({ kind }) => kind);
const storeOf = async (name: string) => {
  const { stores } = await window.ask("desk:vault.stores", null);
  const found = stores.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no store of ${name}`);
  return found;
};
const audit = () => readLines(readFileSync(join(bench.folder, "desk", "audit", "audit.jsonl"), "utf8")) ?? [];

describe("ways into a store", () => {
  it("begin with the key; an application PIN chosen at the first opening is one more, and opens after a restart", async () => {
    await window.ask("desk:session.unlock", { keyId: zhang, pin, appPin });
    expect(await kinds()).toEqual(["token", "device+pin", "recovery"]);
    await window.ask("desk:journal.append", { entries: [entry("d1", "草稿")] });
    await restart();
    const { storeId, appPin: known } = await storeOf("张晓岚");
    expect(known).toBe(true);
    const view = await window.ask("desk:session.unlockByPin", { storeId, appPin });
    expect(view).toMatchObject({ state: "offline", storeId });
    const positions = await window.ask("desk:journal.positions", null);
    expect(positions.map(({ key }) => key)).toEqual(["d1"]);
  });

  it("without the key nothing is signed in or signed: the platform still wants key and PIN", async () => {
    expect(await window.failureOf("desk:session.begin", { keyId: zhang, pin: appPin })).toBe("E_PIN");
    expect((await window.ask("desk:session.read", null)).state).toBe("offline");
  });

  it("a wrong application PIN is E_APP_PIN, stays locked, and is noted without the PIN", async () => {
    await window.ask("desk:session.lock", null);
    const { storeId } = await storeOf("张晓岚");
    expect(await window.failureOf("desk:session.unlockByPin", { storeId, appPin: "739157" })).toBe("E_APP_PIN");
    expect((await window.ask("desk:session.read", null)).state).toBe("locked");
    expect(audit().at(-1)).toMatchObject({ event: "unlock-failed", details: { code: "E_APP_PIN" } });
    for (const text of [appPin, "739157"]) expect(filesWith(bench.folder, text)).toEqual([]);
    await window.ask("desk:session.unlockByPin", { storeId, appPin });
  });

  it("are added with the key's own PIN only, and never with a PIN equal to it", async () => {
    expect(await window.failureOf("desk:vault.setPin", { pin: "falsch", appPin: "284917" })).toBe("E_PIN");
    expect(await window.failureOf("desk:vault.setPin", { pin, appPin: pin })).toBe("E_APP_PIN_WEAK");
    await window.ask("desk:vault.setPin", { pin, appPin: "284917" });
    await window.ask("desk:session.lock", null);
    const { storeId } = await storeOf("张晓岚");
    expect(await window.failureOf("desk:session.unlockByPin", { storeId, appPin })).toBe("E_APP_PIN");
    await window.ask("desk:session.unlockByPin", { storeId, appPin: "284917" });
  });

  it("a renewed certificate of the same person opens the same store; a colleague's is refused with E_CERT_UNBOUND", async () => {
    const renewed = await bench.city.issuePerson({ name: "张晓岚", unitName: "办公室" });
    writeKey(join(bench.folder, "keys"), "renewed", renewed);
    const keys = await window.ask("desk:keys.list", null);
    const fresh = keys.find(({ name, keyId }) => name === "张晓岚" && keyId !== zhang)?.keyId ?? "";
    expect(await window.failureOf("desk:vault.addKey", { keyId: li, pin })).toBe("E_CERT_UNBOUND");
    const { slots } = await window.ask("desk:vault.addKey", { keyId: fresh, pin });
    expect(slots.filter(({ kind }) => kind === "token")).toHaveLength(2);
    const { storeId } = await window.ask("desk:session.read", null);
    await window.ask("desk:session.lock", null);
    expect((await window.ask("desk:session.unlock", { keyId: fresh, pin })).storeId).toBe(storeId);
    const first = slots.find(({ kind }) => kind === "token")?.kid ?? "";
    await window.ask("desk:vault.removeSlot", { kid: first });
    await window.ask("desk:session.lock", null);
    expect(await window.failureOf("desk:session.unlock", { keyId: zhang, pin })).not.toBe("none");
    await window.ask("desk:session.unlock", { keyId: fresh, pin });
    expect(audit().filter(({ event }) => event === "slot-removed")).toHaveLength(1);
  });

  it("a keychain that was emptied is told in the list, and setting the PIN again mends it (L2)", async () => {
    keychain.secrets.clear();
    expect((await window.ask("desk:vault.slots", null)).pinTrouble).toContain("重设");
    const { storeId } = await storeOf("张晓岚");
    await window.ask("desk:vault.setPin", { pin, appPin });
    await window.ask("desk:session.lock", null);
    await window.ask("desk:session.unlockByPin", { storeId, appPin });
  });
});

describe("recovery", () => {
  const lockedOut = { storeId: "", keyId: "" };

  it("is not needed to be asked for with an open store: it works from the locked entry, and waits for the approval", async () => {
    lockedOut.storeId = (await storeOf("张晓岚")).storeId;
    lockedOut.keyId =
      (await window.ask("desk:keys.list", null)).find(({ name, keyId }) => name === "张晓岚" && keyId === zhang)
        ?.keyId ?? "";
    await window.ask("desk:session.lock", null);
    expect((await storeOf("张晓岚")).recovery).toBe(true);
    expect(await window.ask("desk:recovery.ask", { ...lockedOut, pin })).toMatchObject({ state: "waiting" });
    expect(await window.failureOf("desk:recovery.receive", { ...lockedOut, pin })).toBe("E_RECOVERY");
    expect(await window.failureOf("desk:session.unlock", { keyId: lockedOut.keyId, pin })).not.toBe("none");
  });

  it("uses no approval up for a PIN that cannot be one, then gives the store back under key and PIN, drafts and all", async () => {
    bench.platform.recoveryApproved = true;
    const asked = bench.platform.bodies.length;
    const weak = { ...lockedOut, pin, appPin: "123456" };
    expect(await window.failureOf("desk:recovery.receive", weak)).toBe("E_APP_PIN_WEAK");
    expect(bench.platform.bodies.length).toBe(asked);
    await window.ask("desk:recovery.receive", { ...lockedOut, pin, appPin: "620417" });
    await window.ask("desk:session.unlock", { keyId: lockedOut.keyId, pin });
    expect((await window.ask("desk:journal.positions", null)).map(({ key }) => key)).toContain("d1");
    await window.ask("desk:session.lock", null);
    await window.ask("desk:session.unlockByPin", { storeId: lockedOut.storeId, appPin: "620417" });
    expect(audit().map(({ event }) => event)).toContain("recovered");
    // A person's mark stays: the same store, the same data key.
    expect((await window.ask("desk:session.read", null)).storeId).toBe(lockedOut.storeId);
  });
});

describe("D9: two persons on one account of the machine", () => {
  it("D9: have stores of their own; while one is open, no file and no call gives a word of the other's", async () => {
    const texts = { zhang: "鹔鹴枢机翊戾的部署", li: "麒麟阁黼黻昳丽之议" };
    await window.ask("desk:journal.append", { entries: [entry("d2", texts.zhang)] });
    const own = await storeOf("张晓岚");
    await window.ask("desk:session.unlock", { keyId: li, pin });
    await window.ask("desk:journal.append", { entries: [entry("d2", texts.li)] });
    const other = await storeOf("李维民");
    expect(other.storeId).not.toBe(own.storeId);
    for (const { storeId } of [own, other]) {
      expect(filesBelow(join(bench.folder, "desk", "stores", storeId)).length).toBeGreaterThan(3);
    }
    for (const text of Object.values(texts)) expect(filesWith(bench.folder, text)).toEqual([]);
    const rows = await window.ask("desk:journal.read", { keys: [{ table: "drafts", key: "d2" }] });
    const { values } = await window.ask("desk:journal.open", { records: rows });
    expect(values).toEqual([{ text: texts.li }]);
  });

  it("D9: neither opens the other's store, by key or by PIN, and what is listed of it is a name", async () => {
    const own = await storeOf("张晓岚");
    expect(Object.keys(own).sort()).toEqual(
      ["appPin", "broughtBy", "certificates", "device", "facts", "keys", "name", "organisation"].concat([
        "recovery",
        "storeId",
      ]),
    );
    // Nothing to confuse it with, so nothing is counted in it.
    expect([own.broughtBy, own.facts]).toEqual([null, null]);
    await window.ask("desk:session.lock", null);
    for (const typed of ["284917", pin, "000000"] as const) {
      expect(await window.failureOf("desk:session.unlockByPin", { storeId: own.storeId, appPin: typed })).toBe(
        "E_APP_PIN",
      );
    }
    const other = await storeOf("李维民");
    expect(await window.failureOf("desk:session.unlockByPin", { storeId: other.storeId, appPin })).toBe(
      "E_APP_PIN_GONE",
    );
    expect(await window.failureOf("desk:session.unlockByDevice", { storeId: own.storeId })).toBe("E_NOT_FOUND");
    expect((await window.ask("desk:session.unlock", { keyId: li, pin })).storeId).toBe(other.storeId);
  });
});
