import { beforeAll, describe, expect, it } from "vitest";
import { newBoxKey } from "../../node/sealed-box";
import { fromUtf8, utf8 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import { MemoryFileSystem } from "../journal/testing/memory-filesystem";
import { refuseWeakPin } from "./app-pin";
import type { KeyGuard } from "./key-guard";
import { recoveryKey } from "./recovery";
import { appPin, byKey, byPin, folder, guard, headerOf, placeOf, tokenPin } from "./testing/bench";
import { FakeKeychain } from "./testing/fake-keychain";
import { openVault, type VaultPlace } from "./vault";

const name = { scope: "drafts a", name: "drafts a 1" };
let own: KeyGuard;
let sm2: KeyGuard;

beforeAll(async () => {
  [own, sm2] = await Promise.all([guard(), guard("sm2")]);
});

const codeOf = async (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: unknown) => (error instanceof AppError ? error.code : "E_INTERNAL"),
  );
const wrong = (place: VaultPlace) => codeOf(openVault(place, byPin("000000")));

async function fail(place: VaultPlace, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) expect(await wrong(place)).toBe("E_APP_PIN");
}

describe("the application PIN", () => {
  it("is refused when it is the key's own PIN, however composed, and when it is short or easily guessed", () => {
    const rules = { tokenPin: "Ménage-8841", shortest: 6 };
    for (const pin of ["Me\u0301nage-8841", "12345", "123456", "987654", "abcdef", "111111", "121212", " 739156", ""]) {
      expect(() => refuseWeakPin(pin, rules), pin).toThrow("E_APP_PIN_WEAK");
    }
    for (const pin of ["739156", "密码是六个字", "Menage-8841"]) expect(() => refuseWeakPin(pin, rules)).not.toThrow();
    expect(() => refuseWeakPin("739156", { ...rules, shortest: 12 })).toThrow("E_APP_PIN_WEAK");
  });

  it("is refused by the vault too, and the store is as it was", async () => {
    const fs = new MemoryFileSystem();
    const place = placeOf(fs, { keychain: new FakeKeychain() });
    const vault = await openVault(place, byKey(own));
    const before = await headerOf(fs);
    await expect(vault.book.setPin({ pin: tokenPin, tokenPin })).rejects.toMatchObject({ code: "E_APP_PIN_WEAK" });
    expect(await headerOf(fs)).toEqual(before);
    const bare = await openVault(placeOf(new MemoryFileSystem()), byKey(own));
    await expect(bare.book.setPin({ pin: "739156", tokenPin })).rejects.toMatchObject({ code: "E_APP_PIN_WEAK" });
  });

  it("goes after the tenth wrong try, tells the tries left before, and the key opens on", async () => {
    const fs = new MemoryFileSystem();
    const place = placeOf(fs, { keychain: new FakeKeychain() });
    const sealed = (await openVault(place, byKey(own, { appPin }))).seal(name, utf8("草稿"));
    for (const left of [9, 8, 7, 6, 5, 4, 3, 2, 1]) {
      await expect(openVault(place, byPin("000000"))).rejects.toThrow(`E_APP_PIN: 还可以试 ${left} 次`);
    }
    expect(await wrong(place)).toBe("E_APP_PIN_GONE");
    expect(await codeOf(openVault(place, byPin()))).toBe("E_APP_PIN_GONE");
    expect((await headerOf(fs)).slots.map(({ kind }) => kind)).toEqual(["token"]);
    expect(fromUtf8((await openVault(place, byKey(own))).open(name, sealed))).toBe("草稿");
  });

  it("has ten tries again after a right one", async () => {
    const place = placeOf(new MemoryFileSystem(), { keychain: new FakeKeychain() });
    await openVault(place, byKey(own, { appPin }));
    await fail(place, 9);
    await openVault(place, byPin());
    await fail(place, 9);
    expect(await codeOf(openVault(place, byPin()))).toBe("none");
  });

  it("counts the larger of keychain and header: neither an old header nor an emptied count gives tries back", async () => {
    const fs = new MemoryFileSystem();
    const keychain = new FakeKeychain();
    const place = placeOf(fs, { keychain });
    await openVault(place, byKey(own, { appPin }));
    const fresh = await fs.read(`${folder}/vault.json`);
    await fail(place, 6);
    for (const file of ["vault.json", "vault.copy.json"]) fs.corrupt(`${folder}/${file}`, () => fresh);
    await fail(place, 2);
    keychain.secrets.delete("s-1.tries");
    // The header was put back after six: it knows of the two since, on top of what the keychain told it then.
    await fail(place, 1);
    expect(await wrong(place)).toBe("E_APP_PIN_GONE");
  });

  it("counts a try before it is made: a program ended in the middle gives none for free", async () => {
    const fs = new MemoryFileSystem();
    const keychain = new FakeKeychain();
    await openVault(placeOf(fs, { keychain }), byKey(own, { appPin }));
    const cut: FakeKeychain["set"] = async (account, secret) => {
      await keychain.set(account, secret);
      throw new Error("ended");
    };
    const ending = placeOf(fs, { keychain: { get: keychain.get, set: cut } });
    for (let n = 0; n < 9; n += 1) await expect(openVault(ending, byPin("000000"))).rejects.toThrow("ended");
    expect(await wrong(placeOf(fs, { keychain }))).toBe("E_APP_PIN_GONE");
  });

  it("is never taken away as the only way in; each further try waits half a minute", async () => {
    const waits: number[] = [];
    const wait = async (milliseconds: number) => void waits.push(milliseconds);
    const fs = new MemoryFileSystem();
    const place = placeOf(fs, { keychain: new FakeKeychain(), wait });
    const sealed = (await openVault(place, byKey(sm2, { appPin }))).seal(name, utf8("草稿"));
    await fail(place, 12);
    expect(waits).toEqual([30_000, 30_000]);
    expect(fromUtf8((await openVault(place, byPin())).open(name, sealed))).toBe("草稿");
    await openVault(place, byPin());
    expect(waits.length).toBe(3);
  });

  it("is taken away where the platform could still give the store back", async () => {
    const recovery = recoveryKey(newBoxKey().spki, { issuer: "30", serial: "1" });
    const place = placeOf(new MemoryFileSystem(), { keychain: new FakeKeychain(), recovery });
    await openVault(place, byKey(sm2, { appPin }));
    await fail(place, 9);
    expect(await wrong(place)).toBe("E_APP_PIN_GONE");
    expect(await codeOf(openVault(place, byKey(sm2, { appPin })))).toBe("E_APP_PIN_GONE");
  });
});
