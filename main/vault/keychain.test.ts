/** The keychain: the real one in a session of its own, and what its backends do when they lock, lie, hang or change. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeWith } from "../../node/testing/tools";
import { MemoryFileSystem } from "../journal/testing/memory-filesystem";
import { dualStore, readingBack } from "./dual-store";
import { type Keytar, openKeytar } from "./keychain";
import { markedStore } from "./marked-store";
import { checkKeychain, type Keychain, type KeychainOptions, openKeychain } from "./open-keychain";
import { openSafeStorage } from "./safe-storage";
import type { SecretBackend, SecretStore } from "./secret-store";
import { FakeKeytar } from "./testing/fake-keytar";
import { FakeSafeStorage } from "./testing/fake-safe-storage";
import { type Home, type Keyring, keyringTools, makeHome, startKeyring } from "./testing/keyring";

describeWith(keyringTools, "keytar under gnome-keyring", () => {
  let home: Home;
  let keyring: Keyring;
  beforeAll(async () => {
    home = makeHome();
    keyring = await startKeyring(home, { bus: true });
  });
  afterAll(async () => {
    await keyring.end();
    home.remove();
  });

  it("PKI-31: keeps, gives back and removes secrets under Chinese names, long ones too", async () => {
    expect(keyring.first).toEqual({ value: "ready" });
    const long = "密".repeat(20_000);
    for (const [account, secret] of [
      ["张三（六安市政府办公室）", "口令一"],
      ["s-0123", long],
    ] as const) {
      expect(await keyring.ask("get", account)).toEqual({ value: null });
      expect(await keyring.ask("set", account, secret)).toEqual({ value: true });
      expect(await keyring.ask("get", account)).toEqual({ value: secret });
      expect(await keyring.ask("remove", account)).toEqual({ value: true });
      expect(await keyring.ask("get", account)).toEqual({ value: null });
    }
    expect(await keyring.ask("remove", "从未有过")).toEqual({ value: false });
  });

  it("PKI-31: does not see what another program keeps under the same name", async () => {
    await keyring.ask("set-elsewhere", "同名", "别人的");
    expect(await keyring.ask("get", "同名")).toEqual({ value: null });
  });

  it("PKI-33: locked, is E_KEYCHAIN_LOCKED for what it has; after unlocking everything is as it was", async () => {
    await keyring.ask("set", "s-locked", "device secret");
    await keyring.ask("lock");
    expect(await keyring.ask("get", "s-locked")).toEqual({ code: "E_KEYCHAIN_LOCKED" });
    expect(await keyring.ask("set", "s-locked", "another")).toEqual({ code: "E_KEYCHAIN" });
    expect(await keyring.ask("set", "s-new", "another")).toEqual({ code: "E_KEYCHAIN" });
    expect(await keyring.ask("remove", "s-locked")).toEqual({ code: "E_KEYCHAIN_LOCKED" });
    expect(await keyring.ask("get", "s-never")).toEqual({ value: null });
    await keyring.end();
    keyring = await startKeyring(home, { bus: true });
    expect(await keyring.ask("get", "s-locked")).toEqual({ value: "device secret" });
    expect(await keyring.ask("get", "s-new")).toEqual({ value: null });
  });

  it("PKI-33: locked and begun anew, is still told from empty by the marker on disk", async () => {
    await keyring.ask("lock");
    expect(await keyring.ask("get", "s-locked")).toEqual({ code: "E_KEYCHAIN_LOCKED" });
  });

  it("PKI-32: without D-Bus there is no keychain, and nothing is kept anywhere else", async () => {
    const alone = makeHome();
    const without = await startKeyring(alone, { bus: false });
    expect(without.first).toEqual({ code: "E_KEYCHAIN" });
    await without.end();
    alone.remove();
  });
});

const fs = () => new MemoryFileSystem();
const options = (change: Partial<KeychainOptions>): KeychainOptions => ({
  ...{ fs: fs(), folder: "/desk", platform: "linux", loadKeytar: () => Promise.reject(new Error("no library")) },
  ...{ safeStorage: null, deadlineMs: 50, ...change },
});

function usable(keychain: Keychain): SecretStore {
  if (keychain.store === null) throw new Error("no keychain where one was expected");
  return keychain.store;
}

const stateOf = ({ store, backends }: Keychain): string =>
  `${store === null ? "none" : "some"}: ${backends.map(({ name, failure }) => `${name} ${failure?.code ?? "ok"}`).join(", ")}`;

describe("a keychain", () => {
  it("stands aside where the library fails, hangs, or has no service behind it", async () => {
    const failing: Keytar = {
      getPassword: () => Promise.reject(new Error("no D-Bus")),
      setPassword: () => Promise.reject(new Error("no D-Bus")),
      deletePassword: () => Promise.reject(new Error("no D-Bus")),
    };
    const hanging: Keytar = { ...failing, getPassword: () => new Promise(() => undefined) };
    for (const loadKeytar of [async () => failing, async () => hanging, () => Promise.reject(new Error("no library"))])
      expect(stateOf(await openKeychain(options({ loadKeytar })))).toBe("none: keytar E_KEYCHAIN");
    expect(stateOf(await openKeychain(options({ loadKeytar: async () => new FakeKeytar() })))).toBe("some: keytar ok");
  });

  it("PKI-34: that gives back another secret than it was given is E_KEYCHAIN, and no marker claims that it has one", async () => {
    const keytar = new FakeKeytar();
    const store = usable(await openKeychain(options({ loadKeytar: async () => keytar })));
    keytar.lossy = true;
    await expect(store.set("s-1", "secret")).rejects.toMatchObject({ code: "E_KEYCHAIN" });
    expect(await store.get("s-1")).toBeNull();
    keytar.lossy = false;
    await store.set("s-1", "secret");
    keytar.lossy = true;
    await expect(store.set("s-1", "another")).rejects.toMatchObject({ code: "E_KEYCHAIN" });
    expect(await store.get("s-1")).toBe("secret");
  });

  it("L2: null is never 'missing' once there was a secret, even for one kept before there were markers", async () => {
    const keytar = new FakeKeytar();
    const place = options({ loadKeytar: async () => keytar });
    keytar.secrets.set("cn.caibian.desk s-old", "from an earlier version");
    expect(await usable(await openKeychain(place)).get("s-old")).toBe("from an earlier version");
    keytar.locked = true;
    const again = usable(await openKeychain(place));
    await expect(again.get("s-old")).rejects.toMatchObject({ code: "E_KEYCHAIN_LOCKED" });
    expect(await again.get("s-new")).toBeNull();
    keytar.locked = false;
    keytar.secrets.clear();
    await expect(again.get("s-old")).rejects.toMatchObject({ code: "E_KEYCHAIN_LOCKED" });
  });

  it("forgets its marker with the secret, and only with it", async () => {
    const keytar = new FakeKeytar();
    const store = await markedStore(await openKeytar(async () => keytar), { fs: fs(), folder: "/m" });
    await store.set("s-1", "secret");
    keytar.locked = true;
    await expect(store.remove("s-1")).rejects.toMatchObject({ code: "E_KEYCHAIN_LOCKED" });
    keytar.locked = false;
    expect(await store.remove("s-1")).toBe(true);
    expect(await store.get("s-1")).toBeNull();
  });

  it("S10: no failure of the keychain holds the secret", async () => {
    const keytar = new FakeKeytar();
    const store = usable(await openKeychain(options({ loadKeytar: async () => keytar })));
    keytar.locked = true;
    const error = await store.set("s-1", "very-secret").catch((cause) => cause);
    expect(JSON.stringify([error.message, error.detail, error.stack, String(error.cause)])).not.toContain(
      "very-secret",
    );
  });
});

describe("Electron's safeStorage", () => {
  const opened = (safe: FakeSafeStorage, files = fs(), platform: NodeJS.Platform = "linux") =>
    openSafeStorage(safe, { fs: files, folder: "/safe", platform });

  it("L2: is refused where the keyring is a password known to everybody, and where there is none", async () => {
    const safe = new FakeSafeStorage();
    for (const keyring of ["basic_text", "unknown"]) {
      safe.keyring = keyring;
      await expect(opened(safe)).rejects.toMatchObject({ code: "E_KEYCHAIN_INSECURE" });
    }
    expect(stateOf(await openKeychain(options({ safeStorage: safe })))).toBe(
      "none: keytar E_KEYCHAIN, safeStorage E_KEYCHAIN_INSECURE",
    );
    await expect(checkKeychain(options({ safeStorage: safe }))).rejects.toMatchObject({ code: "E_KEYCHAIN_INSECURE" });
    const beside = options({ safeStorage: safe, loadKeytar: async () => new FakeKeytar() });
    expect(await checkKeychain(beside)).not.toBeNull();
    expect((await opened(safe, fs(), "win32")).name).toBe("safeStorage");
    safe.available = false;
    await expect(opened(safe)).rejects.toMatchObject({ code: "E_KEYCHAIN" });
  });

  it("gives back what it was given after a restart, and holds nothing of it in the clear, nor the account's name", async () => {
    const [safe, files] = [new FakeSafeStorage(), fs()];
    await (await opened(safe, files)).set("张三", "device secret");
    expect(await (await opened(safe, files)).get("张三")).toBe("device secret");
    const names = await files.list("/safe");
    expect(names).toHaveLength(1);
    const text = Buffer.from(await files.read(`/safe/${names[0]}`)).toString("utf8");
    for (const secret of ["device secret", Buffer.from("device secret").toString("base64"), "张三"])
      expect(`${names[0]} ${text}`).not.toContain(secret);
    expect(JSON.parse(text)).toMatchObject({ keyring: "gnome_libsecret" });
  });

  it("L2: after a change of the desktop's keyring the file is E_KEYCHAIN_LOCKED, named, and untouched", async () => {
    const [safe, files] = [new FakeSafeStorage(), fs()];
    await (await opened(safe, files)).set("s-1", "device secret");
    safe.keyring = "kwallet6";
    await expect((await opened(safe, files)).get("s-1")).rejects.toMatchObject({
      code: "E_KEYCHAIN_LOCKED",
      detail: "密钥环由 gnome_libsecret 换成了 kwallet6",
    });
    safe.keyring = "gnome_libsecret";
    expect(await (await opened(safe, files)).get("s-1")).toBe("device secret");
  });

  it("closes a secret anew when the keyring has a newer key", async () => {
    const [safe, files] = [new FakeSafeStorage(), fs()];
    const backend = await opened(safe, files);
    await backend.set("s-1", "device secret");
    safe.rotated = true;
    expect(await backend.get("s-1")).toBe("device secret");
    expect(safe.encrypted).toBe(2);
  });

  it("finds out files that were damaged or put in another's place", async () => {
    const [safe, files] = [new FakeSafeStorage(), fs()];
    const backend = await opened(safe, files);
    await backend.set("s-1", "one");
    const [own = ""] = await files.list("/safe");
    const bytes = await files.read(`/safe/${own}`);
    await backend.set("s-2", "two");
    const other = (await files.list("/safe")).find((name) => name !== own);
    files.corrupt(`/safe/${other}`, () => bytes);
    await expect(backend.get("s-2")).rejects.toMatchObject({ code: "E_KEYCHAIN_LOCKED" });
    files.corrupt(`/safe/${other}`, (text) => text.subarray(0, 30));
    await expect(backend.get("s-2")).rejects.toMatchObject({ code: "E_KEYCHAIN_LOCKED" });
    expect(await backend.get("s-1")).toBe("one");
  });
});

describe("two keychains as one", () => {
  interface Pair {
    readonly keytar: FakeKeytar;
    readonly old: SecretBackend;
    readonly store: SecretBackend;
    readonly held: (account: string) => string | undefined;
  }

  async function pair(): Promise<Pair> {
    const keytar = new FakeKeytar();
    const first = readingBack(await openKeytar(async () => keytar));
    const old = await openSafeStorage(new FakeSafeStorage(), { fs: fs(), folder: "/safe", platform: "linux" });
    const held = (account: string) => keytar.secrets.get(`cn.caibian.desk ${account}`);
    return { keytar, old, store: dualStore(first, [old]), held };
  }

  it("L2: a secret in the second is found, moved to the first, and leaves the second only then", async () => {
    const { old, store, held } = await pair();
    await old.set("s-1", "device secret");
    expect(await store.get("s-1")).toBe("device secret");
    expect(held("s-1")).toBe("device secret");
    expect(await old.get("s-1")).toBeNull();
    expect(await store.get("s-1")).toBe("device secret");
  });

  it("L2: where the first cannot take it the secret stays in the second, and is given all the same", async () => {
    const { keytar, old, store, held } = await pair();
    await old.set("s-1", "device secret");
    for (const trouble of ["locked", "lossy"] as const) {
      keytar[trouble] = true;
      expect(await store.get("s-1")).toBe("device secret");
      expect(await old.get("s-1")).toBe("device secret");
      keytar[trouble] = false;
    }
    expect(await store.get("s-1")).toBe("device secret");
    expect(held("s-1")).toBe("device secret");
  });

  it("L2: says null only when both did; a backend that cannot tell is a failure", async () => {
    const { keytar, store } = await pair();
    expect(await store.get("s-1")).toBeNull();
    Object.assign(keytar, { getPassword: () => Promise.reject(new Error("gone")) });
    await expect(store.get("s-1")).rejects.toMatchObject({ code: "E_KEYCHAIN" });
  });

  it("L2: a backend that vanishes leaves a marker behind: no new secret beside the lost one", async () => {
    const [files, keytar, safeStorage] = [fs(), new FakeKeytar(), new FakeSafeStorage()];
    const both = options({ fs: files, loadKeytar: async () => keytar, safeStorage });
    await usable(await openKeychain(both)).set("s-1", "device secret");
    const without = usable(await openKeychain(options({ fs: files, safeStorage })));
    await expect(without.get("s-1")).rejects.toMatchObject({ code: "E_KEYCHAIN_LOCKED" });
    expect(await usable(await openKeychain(both)).get("s-1")).toBe("device secret");
  });

  it("a new secret replaces the old one everywhere, and removing leaves none", async () => {
    const { old, store, held } = await pair();
    await old.set("s-1", "old");
    await store.set("s-1", "new");
    expect([held("s-1"), await old.get("s-1")]).toEqual(["new", null]);
    expect(await store.remove("s-1")).toBe(true);
    expect([held("s-1"), await store.get("s-1")]).toEqual([undefined, null]);
  });
});
