import { generateKeyPairSync } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { softSigner } from "../../node/soft-signer";
import { fromUtf8, utf8 } from "../../shared/bytes";
import type { Signer } from "../../shared/trust/port";
import { MemoryFileSystem } from "../journal/testing/memory-filesystem";
import { findKeychain, type Keytar } from "./keychain";
import type { SecretStore } from "./secret-store";
import { openVault, type VaultOptions } from "./vault";

const cost = { n: 1_024, r: 8, p: 1 };
const name = { scope: "drafts a", name: "drafts a 1" };
let own: Signer;
let foreign: Signer;

beforeAll(() => {
  const signer = () => softSigner(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey, []);
  [own, foreign] = [signer(), signer()];
});

/** A keychain that can be locked: then it answers null, as the real ones do. */
class FakeKeychain implements SecretStore {
  readonly secrets = new Map<string, string>();
  locked = false;
  readonly get = async (account: string) => (this.locked ? null : (this.secrets.get(account) ?? null));
  readonly set = async (account: string, secret: string) => {
    if (this.locked) throw new Error("a locked keychain was written");
    if (this.secrets.has(account)) throw new Error("a device secret was overwritten");
    this.secrets.set(account, secret);
  };
}

const options = (fs: MemoryFileSystem, change: Partial<VaultOptions> = {}): VaultOptions => ({
  fs,
  folder: "/s",
  storeId: "s-1",
  signer: own,
  pin: "口令-1234",
  keychain: null,
  cost,
  ...change,
});

describe("the vault", () => {
  it("opens again with the same key and PIN, and gives back what it sealed", async () => {
    const fs = new MemoryFileSystem();
    const first = await openVault(options(fs));
    const sealed = first.seal(name, utf8("草稿"));
    first.lock();
    const second = await openVault(options(fs));
    expect(fromUtf8(second.open(name, sealed))).toBe("草稿");
    expect(second.protection).toBe("passphrase");
  });

  it("answers E_VAULT for another key, another PIN and another store, and changes nothing", async () => {
    const fs = new MemoryFileSystem();
    await openVault(options(fs));
    const before = await fs.read("/s/vault.json");
    for (const change of [{ signer: foreign }, { pin: "口令-1235" }, { storeId: "s-2" }]) {
      await expect(openVault(options(fs, change))).rejects.toMatchObject({ code: "E_VAULT" });
    }
    expect(await fs.read("/s/vault.json")).toEqual(before);
  });

  it("L1: after lock nothing can be sealed or opened", async () => {
    const vault = await openVault(options(new MemoryFileSystem()));
    const sealed = vault.seal(name, utf8("草稿"));
    vault.lock();
    expect(() => vault.open(name, sealed)).toThrow("E_LOCKED");
    expect(() => vault.seal(name, utf8("x"))).toThrow("E_LOCKED");
  });

  it("refuses a blob under another name, with a changed byte, or cut", async () => {
    const vault = await openVault(options(new MemoryFileSystem()));
    const sealed = vault.seal(name, utf8("草稿"));
    const wrong = [
      () => vault.open({ ...name, name: "drafts a 2" }, sealed),
      () => vault.open({ ...name, scope: "drafts b" }, sealed),
      () => vault.open(name, sealed.subarray(0, sealed.length - 1)),
      () => vault.open(name, new Uint8Array()),
      ...Array.from(
        sealed,
        (_, at) => () =>
          vault.open(
            name,
            sealed.map((byte, i) => (i === at ? byte ^ 1 : byte)),
          ),
      ),
    ];
    for (const open of wrong) expect(open).toThrow("E_VAULT");
  });

  it("mends a damaged vault file from its twin, and refuses when both are gone while a journal stands", async () => {
    const fs = new MemoryFileSystem();
    const sealed = (await openVault(options(fs))).seal(name, utf8("草稿"));
    fs.corrupt("/s/vault.json", (bytes) => bytes.subarray(0, 20));
    expect(fromUtf8((await openVault(options(fs))).open(name, sealed))).toBe("草稿");
    expect(await fs.read("/s/vault.json")).toEqual(await fs.read("/s/vault.copy.json"));
    for (const file of ["vault.json", "vault.copy.json"]) fs.corrupt(`/s/${file}`, () => utf8("{}"));
    await expect(openVault(options(fs))).rejects.toMatchObject({ code: "E_VAULT" });
    for (const file of ["vault.json", "vault.copy.json"]) await fs.remove(`/s/${file}`);
    await (await fs.open("/s/journal", "create")).close();
    await expect(openVault(options(fs))).rejects.toMatchObject({ code: "E_VAULT" });
  });
});

describe("the vault with a keychain", () => {
  it("L2: needs the keychain's secret; locked or emptied it is E_KEYCHAIN, never a new key", async () => {
    const fs = new MemoryFileSystem();
    const keychain = new FakeKeychain();
    const sealed = (await openVault(options(fs, { keychain }))).seal(name, utf8("草稿"));
    keychain.locked = true;
    await expect(openVault(options(fs, { keychain }))).rejects.toMatchObject({ code: "E_KEYCHAIN" });
    await expect(openVault(options(fs))).rejects.toMatchObject({ code: "E_KEYCHAIN" });
    keychain.locked = false;
    const again = await openVault(options(fs, { keychain }));
    expect(again.protection).toBe("system");
    expect(fromUtf8(again.open(name, sealed))).toBe("草稿");
    keychain.secrets.clear();
    await expect(openVault(options(fs, { keychain }))).rejects.toMatchObject({ code: "E_KEYCHAIN" });
    expect(keychain.secrets.size).toBe(0);
  });

  it("a copied store without the keychain's secret does not open, even with key and PIN", async () => {
    const fs = new MemoryFileSystem();
    const keychain = new FakeKeychain();
    await openVault(options(fs, { keychain }));
    const elsewhere = new FakeKeychain();
    elsewhere.secrets.set("s-1", Buffer.alloc(32, 7).toString("base64"));
    await expect(openVault(options(fs, { keychain: elsewhere }))).rejects.toMatchObject({ code: "E_VAULT" });
  });

  it("stands aside where the library fails, hangs, or has no service behind it", async () => {
    const failing: Keytar = {
      getPassword: () => Promise.reject(new Error("no D-Bus")),
      setPassword: () => Promise.reject(new Error("no D-Bus")),
    };
    const hanging: Keytar = { ...failing, getPassword: () => new Promise(() => undefined) };
    expect(await findKeychain(async () => failing, 50)).toBeNull();
    expect(await findKeychain(async () => hanging, 50)).toBeNull();
    expect(await findKeychain(() => Promise.reject(new Error("no library")), 50)).toBeNull();
    const working: Keytar = { getPassword: async () => null, setPassword: async () => undefined };
    const store = await findKeychain(async () => working, 50);
    expect(await store?.get("s-1")).toBeNull();
  });
});
