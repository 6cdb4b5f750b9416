/** Stores that a key guards by its encryption pair: SM2 keys over SKF, which then need no application PIN. */
import { beforeEach, describe, expect, it } from "vitest";
import { fromUtf8, toBase64, utf8 } from "../../shared/bytes";
import type { FailureCode } from "../../shared/failure";
import { MemoryFileSystem } from "../journal/testing/memory-filesystem";
import { writeHeader } from "./header";
import { type KeyGuard, refuseUnguarded } from "./key-guard";
import { appPin, byKey, byPin, folder, guard, headerOf, placeOf, SoftEnvelope, tokenPin } from "./testing/bench";
import { FakeKeychain } from "./testing/fake-keychain";
import { openVault, type Vault, type VaultPlace } from "./vault";

const name = { scope: "drafts a", name: "drafts a 1" };
let fs: MemoryFileSystem;
let place: VaultPlace;
let envelope: SoftEnvelope;
let own: KeyGuard;

beforeEach(async () => {
  fs = new MemoryFileSystem();
  place = placeOf(fs, { keychain: new FakeKeychain() });
  envelope = new SoftEnvelope();
  own = { ...(await guard("sm2")), envelope };
});

const reads = (vault: Vault, sealed: Uint8Array) => fromUtf8(vault.open(name, sealed));
const kinds = async () => (await headerOf(fs)).slots.map(({ kind }) => kind);
const tokenShare = async () => {
  const slot = (await headerOf(fs)).slots.find(({ kind }) => kind === "token");
  return slot?.kind === "token" ? slot.share : null;
};

/** A new store of the key, with one sealed text. */
async function begin(change: Parameters<typeof byKey>[1] = {}): Promise<Uint8Array> {
  return (await openVault(place, byKey(own, change))).seal(name, utf8("草稿"));
}

/** As by a program before keys could open envelopes: by application PIN alone. */
async function beginWithoutEnvelope(): Promise<Uint8Array> {
  const sealed = (await openVault(place, byKey({ ...own, envelope: null }, { appPin }))).seal(name, utf8("草稿"));
  expect(await kinds()).toEqual(["device+pin"]);
  return sealed;
}

describe("a store guarded by an encryption pair", () => {
  it("L2: begins and opens with the key alone: no application PIN is asked for, and no keychain is touched", async () => {
    const keychain = new FakeKeychain();
    keychain.locked = true;
    place = placeOf(fs, { keychain });
    const sealed = await begin();
    expect(await kinds()).toEqual(["token"]);
    expect(reads(await openVault(place, byKey(own)), sealed)).toBe("草稿");
    expect(keychain.secrets.size).toBe(0);
  });

  it("D9: neither share nor data key is on the disk in clear, and without the key nothing opens", async () => {
    await begin();
    const text = Buffer.from(await fs.read(`${folder}/vault.json`)).toString("utf8");
    for (const share of envelope.shares()) expect(text).not.toContain(toBase64(share));
    await expect(openVault(place, byPin())).rejects.toMatchObject({ code: "E_APP_PIN_GONE" });
    await expect(openVault(place, { kind: "device" })).rejects.toMatchObject({ code: "E_NOT_FOUND" });
  });

  it("takes an application PIN too, at the beginning or later; then either opens it", async () => {
    const sealed = await begin();
    const vault = await openVault(place, byKey(own));
    await vault.book.setPin({ pin: appPin, tokenPin });
    expect(reads(await openVault(place, byPin()), sealed)).toBe("草稿");
    expect(reads(await openVault(place, byKey(own)), sealed)).toBe("草稿");
    const token = vault.book.header().slots.find(({ kind }) => kind === "token");
    await vault.book.remove(token?.kid ?? "");
    await expect(openVault(place, byKey(own))).rejects.toMatchObject({ code: "E_VAULT" });
    expect(reads(await openVault(place, byPin()), sealed)).toBe("草稿");
  });

  const cannot: readonly FailureCode[] = ["E_MECHANISM", "E_TOKEN_FAULT", "E_KEY_MISSING", "E_ENVELOPE"];
  it.each(cannot)(
    "a key that wraps but answers %s to opening is found out before a store depends on it",
    async (code) => {
      envelope.trouble = code;
      await expect(begin()).rejects.toMatchObject({ code: "E_APP_PIN_NEEDED" });
      await expect(refuseUnguarded(own)).rejects.toMatchObject({ code: "E_APP_PIN_NEEDED" });
      expect(await fs.list(folder)).toEqual([]);
      const sealed = await begin({ appPin });
      expect(await kinds()).toEqual(["device+pin"]);
      expect(reads(await openVault(place, byPin()), sealed)).toBe("草稿");
    },
  );

  it("a key that opens something else than was wrapped guards nothing", async () => {
    const liar = { ...envelope, unwrap: async () => new Uint8Array(32) };
    await expect(refuseUnguarded({ ...own, envelope: liar })).rejects.toMatchObject({ code: "E_APP_PIN_NEEDED" });
    await expect(refuseUnguarded(own)).resolves.toBeUndefined();
  });

  const away: readonly FailureCode[] = ["E_TOKEN_REMOVED", "E_TOKEN_TIMEOUT", "E_SIGNER_CRASHED", "E_TOKEN_LOGIN"];
  it.each(away)(
    "L2: %s stays what it is, at the first opening and later, and changes nothing on the disk",
    async (code) => {
      envelope.trouble = code;
      await expect(begin({ appPin })).rejects.toMatchObject({ code });
      expect(await fs.list(folder)).toEqual([]);
      envelope.trouble = null;
      const sealed = await begin({ appPin });
      const before = await fs.read(`${folder}/vault.json`);
      envelope.trouble = code;
      await expect(openVault(place, byKey(own, { appPin }))).rejects.toMatchObject({ code });
      expect(await fs.read(`${folder}/vault.json`)).toEqual(before);
      envelope.trouble = null;
      expect(reads(await openVault(place, byKey(own)), sealed)).toBe("草稿");
    },
  );
});

describe("when the encryption certificate was renewed", () => {
  it("and the old pair is still on the key: the store opens and is sealed to the new pair, once", async () => {
    const sealed = await begin();
    const old = await tokenShare();
    envelope.renew(true);
    expect(reads(await openVault(place, byKey(own)), sealed)).toBe("草稿");
    const anew = await tokenShare();
    expect(anew).not.toBe(old);
    expect(await kinds()).toEqual(["token"]);
    expect(reads(await openVault(place, byKey(own)), sealed)).toBe("草稿");
    expect(await tokenShare()).toBe(anew);
  });

  it("and the key fails while it is sealed anew: the store is open, and the next opening tries again", async () => {
    const sealed = await begin();
    const old = await tokenShare();
    envelope.renew(true);
    const failing = { ...envelope, wrap: () => envelope.unwrap(new Uint8Array()), isCurrent: () => false };
    expect(reads(await openVault(place, byKey({ ...own, envelope: failing })), sealed)).toBe("草稿");
    expect(await tokenShare()).toBe(old);
    await openVault(place, byKey(own));
    expect(await tokenShare()).not.toBe(old);
  });

  it("and the old pair is gone: E_ENVELOPE_KEY; with the application PIN beside it the store opens and is sealed anew", async () => {
    const sealed = await begin({ appPin });
    const old = await tokenShare();
    envelope.renew(false);
    await expect(openVault(place, byKey(own))).rejects.toMatchObject({ code: "E_ENVELOPE_KEY" });
    expect(await tokenShare()).toBe(old);
    await expect(openVault(place, byKey(own, { appPin: "284917" }))).rejects.toMatchObject({ code: "E_APP_PIN" });
    expect(reads(await openVault(place, byKey(own, { appPin })), sealed)).toBe("草稿");
    expect(await tokenShare()).not.toBe(old);
    expect(reads(await openVault(place, byKey(own)), sealed)).toBe("草稿");
    expect((await kinds()).sort()).toEqual(["device+pin", "token"]);
  });

  it("and there is no other way in: the failure is the key's own, nothing is changed, and no PIN is said to be gone", async () => {
    await begin();
    const before = await fs.read(`${folder}/vault.json`);
    envelope.renew(false);
    await expect(openVault(place, byKey(own, { appPin }))).rejects.toMatchObject({ code: "E_ENVELOPE_KEY" });
    const bare = { ...own, envelope: null };
    await expect(openVault(place, byKey(bare))).rejects.toMatchObject({ code: "E_ENVELOPE_KEY" });
    expect(await fs.read(`${folder}/vault.json`)).toEqual(before);
  });
});

describe("a store from before keys could open envelopes", () => {
  it("gets the key's own slot at the next opening by key and PIN; from then on the key is enough", async () => {
    const sealed = await beginWithoutEnvelope();
    await expect(openVault(place, byKey(own))).rejects.toMatchObject({ code: "E_APP_PIN_NEEDED" });
    expect(reads(await openVault(place, byKey(own, { appPin })), sealed)).toBe("草稿");
    expect((await kinds()).sort()).toEqual(["device+pin", "token"]);
    expect(reads(await openVault(place, byKey(own)), sealed)).toBe("草稿");
  });

  it("PKI-35: a slot whose envelope was exchanged for another valid one does not open, and says so", async () => {
    await begin({ appPin });
    const header = await headerOf(fs);
    const foreign = toBase64(await envelope.wrap(new Uint8Array(32)));
    const slots = header.slots.map((slot) => (slot.kind === "token" ? { ...slot, share: foreign } : slot));
    await writeHeader(place, { ...header, slots });
    await expect(openVault(place, byKey(own))).rejects.toMatchObject({ code: "E_VAULT" });
    await openVault(place, byKey(own, { appPin }));
    await openVault(place, byKey(own));
  });
});
