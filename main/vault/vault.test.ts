import { beforeAll, describe, expect, it } from "vitest";
import { newSoftKey } from "../../node/soft-key";
import { softSigner } from "../../node/soft-signer";
import { fromUtf8, utf8 } from "../../shared/bytes";
import { MemoryFileSystem } from "../journal/testing/memory-filesystem";
import type { KeyGuard } from "./key-guard";
import { appPin, byKey, byPin, folder, guard, headerOf, placeOf, SoftEnvelope, tokenPin } from "./testing/bench";
import { FakeKeychain } from "./testing/fake-keychain";
import { openVault, type Vault } from "./vault";

const name = { scope: "drafts a", name: "drafts a 1" };
const draft = utf8("草稿");
let own: KeyGuard;
let foreign: KeyGuard;
let sm2: KeyGuard;

beforeAll(async () => {
  [own, foreign, sm2] = await Promise.all([guard(), guard(), guard("sm2")]);
});

const reads = (vault: Vault, sealed: Uint8Array) => fromUtf8(vault.open(name, sealed));

describe("the vault", () => {
  it("opens again with the same key, whatever its PIN has become, and gives back what it sealed", async () => {
    const fs = new MemoryFileSystem();
    const first = await openVault(placeOf(fs), byKey(own));
    const sealed = first.seal(name, draft);
    first.lock();
    const second = await openVault(placeOf(fs), byKey(own, { pin: "换过的口令-5678" }));
    expect(reads(second, sealed)).toBe("草稿");
    expect(second.protection).toBe("passphrase");
  });

  it("answers E_VAULT for another key and another store, and changes nothing", async () => {
    const fs = new MemoryFileSystem();
    await openVault(placeOf(fs), byKey(own));
    const before = await fs.read(`${folder}/vault.json`);
    await expect(openVault(placeOf(fs), byKey(foreign))).rejects.toMatchObject({ code: "E_VAULT" });
    await expect(openVault(placeOf(fs, { storeId: "s-2" }), byKey(own))).rejects.toMatchObject({ code: "E_VAULT" });
    expect(await fs.read(`${folder}/vault.json`)).toEqual(before);
  });

  it("L1: after lock nothing can be sealed or opened, and no way in can be added or taken away", async () => {
    const vault = await openVault(placeOf(new MemoryFileSystem()), byKey(own));
    const sealed = vault.seal(name, draft);
    const [slot] = vault.book.header().slots;
    vault.lock();
    expect(() => vault.open(name, sealed)).toThrow("E_LOCKED");
    expect(() => vault.seal(name, draft)).toThrow("E_LOCKED");
    const changes = [
      () => vault.book.addKey(foreign),
      () => vault.book.setPin({ pin: "一二三四不是口令的一句话", tokenPin }),
      () => vault.book.remove(slot?.kid ?? ""),
    ];
    for (const change of changes) await expect(change()).rejects.toMatchObject({ code: "E_LOCKED" });
  });

  it("refuses a blob under another name, with a changed byte, or cut", async () => {
    const vault = await openVault(placeOf(new MemoryFileSystem()), byKey(own));
    const sealed = vault.seal(name, draft);
    const changed = Array.from(sealed, (_, at) => sealed.map((byte, i) => (i === at ? byte ^ 1 : byte)));
    expect(() => vault.open({ ...name, name: "drafts a 2" }, sealed)).toThrow("E_VAULT");
    expect(() => vault.open({ ...name, scope: "drafts b" }, sealed)).toThrow("E_VAULT");
    const cut = [sealed.subarray(0, sealed.length - 1), new Uint8Array()];
    for (const wrong of [...changed, ...cut]) expect(() => vault.open(name, wrong)).toThrow("E_VAULT");
  });

  it("refuses to begin anew beside a journal whose header is gone", async () => {
    const fs = new MemoryFileSystem();
    await (await fs.open(`${folder}/journal`, "create")).close();
    await expect(openVault(placeOf(fs), byKey(own))).rejects.toMatchObject({ code: "E_VAULT" });
  });
});

describe("keys whose signatures differ each time (SM2, P-256)", () => {
  it("make no slot of their own: without an application PIN there is no store, with one it opens by PIN", async () => {
    const fs = new MemoryFileSystem();
    const place = placeOf(fs, { keychain: new FakeKeychain() });
    await expect(openVault(place, byKey(sm2))).rejects.toMatchObject({ code: "E_APP_PIN_NEEDED" });
    expect(await fs.list(folder)).toEqual([]);
    const sealed = (await openVault(place, byKey(sm2, { appPin }))).seal(name, draft);
    expect((await headerOf(fs)).slots.map(({ kind }) => kind)).toEqual(["device+pin"]);
    await expect(openVault(place, byKey(sm2))).rejects.toMatchObject({ code: "E_APP_PIN_NEEDED" });
    expect(reads(await openVault(place, byKey(sm2, { appPin })), sealed)).toBe("草稿");
    expect(reads(await openVault(place, byPin()), sealed)).toBe("草稿");
  });

  it("are refused even when they claim to sign steadily: two signatures are compared before a key comes out of one", async () => {
    const fs = new MemoryFileSystem();
    const liar = { ...sm2, signer: softSigner(await newSoftKey("sm2"), []) };
    await expect(openVault(placeOf(fs), byKey(liar))).rejects.toMatchObject({ code: "E_MECHANISM" });
    expect(await fs.list(folder)).toEqual([]);
  });

  it("open by their encryption pair where the key has one, and the key itself is asked each time", async () => {
    const fs = new MemoryFileSystem();
    const envelope = new SoftEnvelope();
    const sealed = (await openVault(placeOf(fs), byKey({ ...sm2, envelope }))).seal(name, draft);
    expect(reads(await openVault(placeOf(fs), byKey({ ...sm2, envelope })), sealed)).toBe("草稿");
    // Once to prove, before anything depended on it, and once to open.
    expect(envelope.unwraps).toBe(2);
    const other = { ...sm2, envelope: new SoftEnvelope() };
    await expect(openVault(placeOf(fs), byKey(other))).rejects.toMatchObject({ code: "E_ENVELOPE_KEY" });
  });
});

describe("the keychain's part", () => {
  it("L2: a locked or emptied keychain closes the PIN's way with E_KEYCHAIN, and never the key's", async () => {
    const fs = new MemoryFileSystem();
    const keychain = new FakeKeychain();
    const place = placeOf(fs, { keychain });
    const vault = await openVault(place, byKey(own, { appPin }));
    const sealed = vault.seal(name, draft);
    const before = await fs.read(`${folder}/vault.json`);
    const closed = async () => {
      await expect(openVault(place, byPin())).rejects.toMatchObject({ code: "E_KEYCHAIN" });
      expect(reads(await openVault(place, byKey(own)), sealed)).toBe("草稿");
      expect(await fs.read(`${folder}/vault.json`)).toEqual(before);
    };
    keychain.locked = true;
    await closed();
    keychain.locked = false;
    keychain.secrets.clear();
    await closed();
    expect(keychain.secrets.size).toBe(0);
  });

  it("L2: after a change of keychain the drafts open by key, and a PIN set again opens them too", async () => {
    const fs = new MemoryFileSystem();
    const sealed = (await openVault(placeOf(fs, { keychain: new FakeKeychain() }), byKey(own, { appPin }))).seal(
      name,
      draft,
    );
    const place = placeOf(fs, { keychain: new FakeKeychain() });
    const vault = await openVault(place, byKey(own));
    await vault.book.setPin({ pin: "284917", tokenPin });
    vault.lock();
    expect(reads(await openVault(place, byPin("284917")), sealed)).toBe("草稿");
  });

  it("a copied store does not open by PIN on a machine with another keychain, even with the right PIN", async () => {
    const fs = new MemoryFileSystem();
    await openVault(placeOf(fs, { keychain: new FakeKeychain() }), byKey(own, { appPin }));
    const elsewhere = new FakeKeychain();
    elsewhere.secrets.set("s-1", Buffer.alloc(32, 7).toString("base64"));
    const place = placeOf(fs, { keychain: elsewhere });
    await expect(openVault(place, byPin())).rejects.toMatchObject({ code: "E_APP_PIN" });
  });

  it("opens by the machine alone only where the policy allows it", async () => {
    const fs = new MemoryFileSystem();
    const place = placeOf(fs, { keychain: new FakeKeychain(), deviceUnlock: true });
    const sealed = (await openVault(place, byKey(own))).seal(name, draft);
    expect(reads(await openVault(place, { kind: "device" }), sealed)).toBe("草稿");
    const strict = { ...place, deviceUnlock: false };
    await expect(openVault(strict, { kind: "device" })).rejects.toMatchObject({ code: "E_PERM" });
    const plain = placeOf(new MemoryFileSystem(), { keychain: new FakeKeychain() });
    await openVault(plain, byKey(own));
    await expect(openVault({ ...plain, deviceUnlock: true }, { kind: "device" })).rejects.toMatchObject({
      code: "E_NOT_FOUND",
    });
  });
});
