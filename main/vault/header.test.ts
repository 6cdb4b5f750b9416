import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { fromUtf8, toBase64, utf8 } from "../../shared/bytes";
import { crashAt } from "../journal/testing/crash";
import { DiskError, MemoryFileSystem } from "../journal/testing/memory-filesystem";
import type { KeyGuard } from "./key-guard";
import { seal } from "./sealing";
import { appPin, byKey, byPin, folder, guard, headerOf, oldVaultText, placeOf, tokenPin, write } from "./testing/bench";
import { FakeKeychain } from "./testing/fake-keychain";
import { openVault, type VaultPlace } from "./vault";

const name = { scope: "drafts a", name: "drafts a 1" };
const copies = ["vault.json", "vault.copy.json"] as const;
let own: KeyGuard;
let second: KeyGuard;

beforeAll(async () => {
  [own, second] = await Promise.all([guard(), guard()]);
});

/** Park and Miller's generator: every run cuts the power alike. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const textOf = async (fs: MemoryFileSystem, file: string) => fromUtf8(await fs.read(`${folder}/${file}`));
const opened = async (place: VaultPlace, sealed: Uint8Array) =>
  fromUtf8((await openVault(place, byKey(own))).open(name, sealed));

describe("the header's two copies", () => {
  it("mend each other, whichever byte of either is changed", async () => {
    const fs = new MemoryFileSystem();
    const sealed = (await openVault(placeOf(fs), byKey(own))).seal(name, utf8("草稿"));
    const whole = await textOf(fs, "vault.json");
    for (const file of copies) {
      for (let at = 0; at < whole.length; at += 97) {
        // The top bit makes malformed UTF-8 of it, which is damage like any other.
        for (const bit of [0x02, 0x80]) {
          fs.corrupt(`${folder}/${file}`, (bytes) => bytes.map((byte, i) => (i === at ? byte ^ bit : byte)));
          expect(await opened(placeOf(fs), sealed)).toBe("草稿");
          for (const each of copies) expect(await textOf(fs, each)).toBe(whole);
        }
      }
    }
  });

  it("E12: stand in for each other where the disk cannot read one of them", async () => {
    for (const file of copies) {
      const fs = new MemoryFileSystem();
      const sealed = (await openVault(placeOf(fs), byKey(own))).seal(name, utf8("草稿"));
      const read = async (path: string) => {
        if (path.endsWith(`/${file}`)) throw new DiskError("EIO");
        return fs.read(path);
      };
      expect(await opened(placeOf(fs, { fs: { ...fs, read } }), sealed)).toBe("草稿");
    }
  });

  it("are refused together when both are damaged, and stay as they are", async () => {
    const fs = new MemoryFileSystem();
    await openVault(placeOf(fs), byKey(own));
    for (const file of copies) fs.corrupt(`${folder}/${file}`, (bytes) => bytes.subarray(0, 40));
    const before = await textOf(fs, "vault.json");
    await expect(openVault(placeOf(fs), byKey(own))).rejects.toMatchObject({ code: "E_VAULT" });
    expect(await textOf(fs, "vault.json")).toBe(before);
  });

  it("survive a kill and a power cut before any operation of a change: the store opens by an old or a new way", async () => {
    const random = seededRandom(20_261_122);
    const changes = [
      (place: VaultPlace) => openVault(place, byKey(own)).then((vault) => vault.book.setPin({ pin: appPin, tokenPin })),
      (place: VaultPlace) => openVault(place, byKey(own)).then((vault) => vault.book.addKey(second)),
      (place: VaultPlace) => openVault(place, byPin("000000")).then(() => undefined),
    ];
    for (const change of changes) {
      for (let at = 0; ; at += 1) {
        const [fs, keychain] = [new MemoryFileSystem(), new FakeKeychain()];
        const vault = await openVault(placeOf(fs, { keychain }), byKey(own, { appPin: "502846" }));
        const sealed = vault.seal(name, utf8("草稿"));
        const point = crashAt(fs, at);
        await change(placeOf(fs, { keychain })).catch(() => undefined);
        for (const after of [fs.afterKill(), fs.afterPowerCut(random)]) {
          const place = placeOf(after, { keychain });
          expect(await opened(place, sealed)).toBe("草稿");
          expect((await headerOf(after)).slots.length).toBeGreaterThanOrEqual(2);
        }
        if (!point.crashed()) break;
      }
    }
  }, 60_000);

  it("take the later one after a change that reached one copy only: a removed way in stays removed", async () => {
    const fs = new MemoryFileSystem();
    const place = placeOf(fs, { keychain: new FakeKeychain() });
    const vault = await openVault(place, byKey(own, { appPin }));
    const old = await fs.read(`${folder}/vault.copy.json`);
    await vault.book.remove(vault.book.header().slots.find(({ kind }) => kind === "device+pin")?.kid ?? "");
    fs.corrupt(`${folder}/vault.copy.json`, () => old);
    await expect(openVault(place, byPin())).rejects.toMatchObject({ code: "E_APP_PIN_GONE" });
    await openVault(place, byKey(own));
    expect(await textOf(fs, "vault.copy.json")).toBe(await textOf(fs, "vault.json"));
  });
});

describe("a vault file of version 1", () => {
  async function oldStore(keychain: FakeKeychain | null) {
    const fs = new MemoryFileSystem();
    const dataKey = randomBytes(32);
    const device = randomBytes(32);
    keychain?.secrets.set("s-1", toBase64(device));
    const text = await oldVaultText(own, dataKey, keychain === null ? null : device);
    for (const file of copies) await write(fs, `${folder}/${file}`, text);
    return { fs, place: placeOf(fs, { keychain }), text, sealed: seal(dataKey, name, utf8("草稿")) };
  }

  it("opens with its key, its PIN and its keychain, becomes version 2, and stays beside it as it was", async () => {
    for (const keychain of [null, new FakeKeychain()]) {
      const { fs, place, text, sealed } = await oldStore(keychain);
      expect(await opened(place, sealed)).toBe("草稿");
      expect((await headerOf(fs)).slots.map(({ kind }) => kind)).toEqual(["token"]);
      expect(await textOf(fs, "vault.v1.json")).toBe(text);
      expect(await opened(place, sealed)).toBe("草稿");
    }
  });

  it("changes nothing when key, PIN or keychain do not fit", async () => {
    const { fs, place, text } = await oldStore(new FakeKeychain());
    await expect(openVault(place, byKey(second))).rejects.toMatchObject({ code: "E_VAULT" });
    await expect(openVault(place, byKey(own, { pin: "不对" }))).rejects.toMatchObject({ code: "E_VAULT" });
    const emptied = { ...place, keychain: new FakeKeychain() };
    await expect(openVault(emptied, byKey(own))).rejects.toMatchObject({ code: "E_KEYCHAIN" });
    await expect(openVault(place, byPin())).rejects.toMatchObject({ code: "E_VAULT" });
    expect(await fs.list(folder)).toEqual([...copies]);
    for (const file of copies) expect(await textOf(fs, file)).toBe(text);
  });

  it("opens after a kill or power cut at any operation of its migration", async () => {
    const random = seededRandom(7);
    for (let at = 0; ; at += 1) {
      const { fs, place, sealed } = await oldStore(new FakeKeychain());
      const point = crashAt(fs, at);
      await openVault(place, byKey(own)).catch(() => undefined);
      for (const after of [fs.afterKill(), fs.afterPowerCut(random)]) {
        expect(await opened({ ...place, fs: after }, sealed)).toBe("草稿");
      }
      if (!point.crashed()) break;
    }
  });

  it("is dropped with the first way in that is removed: the old file would go on opening", async () => {
    const { fs, place } = await oldStore(new FakeKeychain());
    const vault = await openVault(place, byKey(own));
    await vault.book.addKey(second);
    expect(await fs.list(folder)).toContain("vault.v1.json");
    await vault.book.remove(vault.book.header().slots.find((slot) => slot.kind === "token")?.kid ?? "");
    expect(await fs.list(folder)).not.toContain("vault.v1.json");
    await expect(openVault(place, byKey(own))).rejects.toMatchObject({ code: "E_VAULT" });
  });
});
