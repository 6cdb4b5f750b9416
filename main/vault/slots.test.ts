import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { newBoxKey, openBox } from "../../node/sealed-box";
import { fromBase64, fromUtf8, toBase64, utf8 } from "../../shared/bytes";
import { recoveryLabel } from "../../shared/trust/recovery";
import { MemoryFileSystem } from "../journal/testing/memory-filesystem";
import { type Header, writeHeader } from "./header";
import type { KeyGuard } from "./key-guard";
import { recoveryKey } from "./recovery";
import type { Slot } from "./slot";
import { appPin, byKey, byPin, folder, guard, headerOf, placeOf, tokenPin } from "./testing/bench";
import { FakeKeychain } from "./testing/fake-keychain";
import { openVault } from "./vault";

const name = { scope: "drafts a", name: "drafts a 1" };
let own: KeyGuard;
let second: KeyGuard;
const city = newBoxKey();
const owner = { issuer: "30", serial: "0a1b" };

beforeAll(async () => {
  [own, second] = await Promise.all([guard(), guard()]);
});

/** A store with every kind of slot, and one sealed text. */
async function fullStore() {
  const fs = new MemoryFileSystem();
  const recovery = recoveryKey(city.spki, owner);
  const place = placeOf(fs, { keychain: new FakeKeychain(), deviceUnlock: true, recovery });
  const vault = await openVault(place, byKey(own, { appPin }));
  return { fs, place, vault, sealed: vault.seal(name, utf8("草稿")) };
}

/** Every way into a full store, by the kind of its slot. */
const ways = (header: Header) => [
  ["token", byKey(own)] as const,
  ["device+pin", byPin()] as const,
  ["device", { kind: "device" }] as const,
  ["recovery", { kind: "share", share: releasedShare(header) }] as const,
];

/** What the platform does with its half of the key. */
function releasedShare(header: Header): Uint8Array {
  const slot = header.slots.find(({ kind }) => kind === "recovery");
  if (slot?.kind !== "recovery") throw new Error("no recovery slot");
  return openBox(city.pkcs8, fromBase64(slot.share), recoveryLabel("s-1", owner));
}

const damaged = (slot: Slot, change: (wrapped: Uint8Array) => Uint8Array): Slot => ({
  ...slot,
  wrapped: toBase64(change(fromBase64(slot.wrapped))),
});

describe("PKI-35: a slot opens under its own name only", () => {
  it("PKI-35: each kind of slot opens the same data key, and no other way opens it", async () => {
    const { fs, place, sealed } = await fullStore();
    for (const [, way] of ways(await headerOf(fs))) {
      expect(fromUtf8((await openVault(place, way)).open(name, sealed))).toBe("草稿");
    }
    await expect(openVault(place, byPin("739157"))).rejects.toMatchObject({ code: "E_APP_PIN" });
    const wrongShare = { kind: "share", share: new Uint8Array(32) } as const;
    await expect(openVault(place, wrongShare)).rejects.toMatchObject({ code: "E_VAULT" });
  });

  it("PKI-35: swapped, renamed, truncated and changed slots are refused with our errors, whichever kind", async () => {
    const { fs, place, sealed } = await fullStore();
    const header = await headerOf(fs);
    const changes: readonly ((slot: Slot) => Slot)[] = [
      (slot) => ({ ...slot, kid: `${slot.kid}x` }),
      (slot) => ({ ...slot, salt: toBase64(new Uint8Array(16)) }),
      (slot) => ({ ...slot, wrapped: header.slots.find(({ kid }) => kid !== slot.kid)?.wrapped ?? "" }),
      (slot) => damaged(slot, (bytes) => bytes.subarray(0, bytes.length - 1)),
      (slot) => damaged(slot, () => new Uint8Array()),
      (slot) => damaged(slot, (bytes) => bytes.map((byte, at) => (at === 20 ? byte ^ 1 : byte))),
    ];
    for (const change of changes) {
      for (const [kind, way] of ways(header)) {
        const slots = header.slots.map((slot) => (slot.kind === kind ? change(slot) : slot));
        await writeHeader(place, { ...header, slots });
        const code = kind === "device+pin" ? "E_APP_PIN" : "E_VAULT";
        await expect(openVault(place, way), `${kind} ${change}`).rejects.toMatchObject({ code });
      }
    }
    await writeHeader(place, header);
    expect(fromUtf8((await openVault(place, byKey(own))).open(name, sealed))).toBe("草稿");
  });

  it("PKI-35: slots of one store do not open another, even for the same key, PIN and keychain secret", async () => {
    const { fs, place, sealed } = await fullStore();
    const header = await headerOf(fs);
    const keychain = new FakeKeychain();
    keychain.secrets.set("s-2", (await place.keychain?.get("s-1")) ?? "");
    const other = placeOf(new MemoryFileSystem(), { keychain, storeId: "s-2", deviceUnlock: true });
    await writeHeader(other, { ...header, storeId: "s-2" });
    for (const [kind, way] of ways(header)) {
      const code = kind === "device+pin" ? "E_APP_PIN" : "E_VAULT";
      await expect(openVault(other, way), kind).rejects.toMatchObject({ code });
    }
    expect(sealed.length).toBeGreaterThan(0);
  });

  it("PKI-35: a header that asks scrypt for too much or too little is damaged, and nothing is tried", async () => {
    const { fs, place } = await fullStore();
    const text = Buffer.from(await fs.read(`${folder}/vault.json`)).toString("utf8");
    for (const n of ["2147483648", "2", "1500"]) {
      const planted = utf8(text.replace('"n": 1024', `"n": ${n}`));
      for (const file of ["vault.json", "vault.copy.json"]) fs.corrupt(`${folder}/${file}`, () => planted);
      await expect(openVault(place, byPin())).rejects.toMatchObject({ code: "E_VAULT" });
    }
  });
});

type Step = "pin" | "other-pin" | "key" | "drop-pin" | "drop-key" | "drop-own";

describe("PKI-36: changing the ways in", () => {
  it("PKI-36: any run of adding and removing keeps the data key, and there is always a way in", async () => {
    const steps = fc.array(fc.constantFrom<Step>("pin", "other-pin", "key", "drop-pin", "drop-key", "drop-own"), {
      maxLength: 7,
    });
    await fc.assert(
      fc.asyncProperty(steps, async (run) => {
        const fs = new MemoryFileSystem();
        const place = placeOf(fs, { keychain: new FakeKeychain() });
        const vault = await openVault(place, byKey(own));
        const sealed = vault.seal(name, utf8("草稿"));
        let pin = "";
        const drop = (wanted: (slot: Slot) => boolean) =>
          vault.book.remove(vault.book.header().slots.find(wanted)?.kid ?? "none").catch(() => undefined);
        for (const step of run) {
          if (step === "pin" || step === "other-pin") {
            pin = step === "pin" ? appPin : "284917";
            await vault.book.setPin({ pin, tokenPin });
          }
          if (step === "key") await vault.book.addKey(second);
          if (step === "drop-pin") await drop(({ kind }) => kind === "device+pin");
          if (step === "drop-key")
            await drop((slot) => slot.kind === "token" && slot.certificate === second.certificate);
          if (step === "drop-own") await drop((slot) => slot.kind === "token" && slot.certificate === own.certificate);
        }
        const { slots } = await headerOf(fs);
        expect(slots.length).toBeGreaterThan(0);
        for (const slot of slots) {
          const guardian = slot.kind === "token" && slot.certificate === second.certificate ? second : own;
          const way = slot.kind === "token" ? byKey(guardian) : byPin(pin);
          expect(fromUtf8((await openVault(place, way)).open(name, sealed))).toBe("草稿");
        }
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it("PKI-36: a removed way in opens nothing any more, by either copy of the header", async () => {
    const { fs, place, vault } = await fullStore();
    const kid = vault.book.header().slots.find(({ kind }) => kind === "device+pin")?.kid ?? "";
    await vault.book.remove(kid);
    for (const file of ["vault.json", "vault.copy.json"]) {
      expect(Buffer.from(await fs.read(`${folder}/${file}`)).toString("utf8")).not.toContain(kid);
    }
    await expect(openVault(place, byPin())).rejects.toMatchObject({ code: "E_APP_PIN_GONE" });
  });

  it("PKI-36: the last way in besides the platform's cannot be removed", async () => {
    const { vault } = await fullStore();
    const remove = async (kind: Slot["kind"]) =>
      vault.book.remove(vault.book.header().slots.find((slot) => slot.kind === kind)?.kid ?? "");
    await remove("device");
    await remove("token");
    await expect(remove("device+pin")).rejects.toMatchObject({ code: "E_SLOT_LAST" });
    await expect(vault.book.remove("k0")).rejects.toMatchObject({ code: "E_NOT_FOUND" });
    expect(
      vault.book
        .header()
        .slots.map(({ kind }) => kind)
        .sort(),
    ).toEqual(["device+pin", "recovery"]);
  });

  it("a store made before the city pinned a recovery key gets its slot at the next unlocking by key, once", async () => {
    const fs = new MemoryFileSystem();
    const sealed = (await openVault(placeOf(fs), byKey(own))).seal(name, utf8("草稿"));
    const place = placeOf(fs, { recovery: recoveryKey(city.spki, owner) });
    await openVault(place, byKey(own));
    const after = await headerOf(fs);
    expect(after.slots.map(({ kind }) => kind)).toEqual(["token", "recovery"]);
    const back = await openVault(place, { kind: "share", share: releasedShare(after) });
    expect(fromUtf8(back.open(name, sealed))).toBe("草稿");
    await openVault(place, byKey(own));
    expect(await headerOf(fs)).toEqual(after);
  });

  it("a recovery share opens under its own store and owner only", async () => {
    const { fs } = await fullStore();
    const slot = (await headerOf(fs)).slots.find(({ kind }) => kind === "recovery");
    if (slot?.kind !== "recovery") throw new Error("no recovery slot");
    const box = fromBase64(slot.share);
    for (const label of [recoveryLabel("s-2", owner), recoveryLabel("s-1", { ...owner, serial: "0a1c" })]) {
      expect(() => openBox(city.pkcs8, box, label)).toThrow("E_INPUT");
    }
    expect(() => openBox(newBoxKey().pkcs8, box, recoveryLabel("s-1", owner))).toThrow("E_INPUT");
  });
});
