/** A keychain that answers late, or not at all: found later without a restart, and never the end of everything else. */
import { describe, expect, it } from "vitest";
import { MemoryFileSystem } from "../journal/testing/memory-filesystem";
import type { Keytar } from "./keychain";
import { KeychainLine } from "./keychain-line";
import { keychainSearch, LOOK_AGAIN_MS } from "./keychain-search";
import { type KeychainOptions, openKeychain } from "./open-keychain";
import { FakeKeytar } from "./testing/fake-keytar";
import { FakeSafeStorage } from "./testing/fake-safe-storage";

/** A keytar whose service is down until it is said to be up; it counts how often it was looked for. */
class LateKeytar extends FakeKeytar {
  up = false;
  loads = 0;
  readonly load = async (): Promise<Keytar> => {
    this.loads += 1;
    if (!this.up) throw new Error("no D-Bus");
    return this;
  };
}

const never = <T>(): Promise<T> => new Promise(() => undefined);

function searchOver(keytar: LateKeytar, change: Partial<KeychainOptions> = {}) {
  const time = { now: 0 };
  const options: KeychainOptions = {
    ...{ fs: new MemoryFileSystem(), folder: "/desk", platform: "linux", loadKeytar: keytar.load, safeStorage: null },
    ...{ deadlineMs: 50, ...change },
  };
  const find = keychainSearch(
    () => openKeychain(options),
    () => time.now,
  );
  return { time, find };
}

describe("looking for the keychain", () => {
  it("PKI-33: finds one that was locked away at the start as soon as it answers, without a restart", async () => {
    const keytar = new LateKeytar();
    const { time, find } = searchOver(keytar);
    expect(await find()).toBeNull();
    keytar.up = true;
    time.now += LOOK_AGAIN_MS;
    expect(await find()).not.toBeNull();
  });

  it("finds a backend that was missing beside one that answered, and the secret that only it holds", async () => {
    const keytar = new LateKeytar();
    const { time, find } = searchOver(keytar, { safeStorage: new FakeSafeStorage() });
    keytar.secrets.set("cn.caibian.desk s-1", "device secret");
    expect(await (await find())?.get("s-1")).toBeNull();
    keytar.up = true;
    time.now += LOOK_AGAIN_MS;
    expect(await (await find())?.get("s-1")).toBe("device secret");
  });

  it("does not look at each question where there is none, nor ever again once all has answered", async () => {
    const keytar = new LateKeytar();
    const { time, find } = searchOver(keytar);
    await Promise.all([find(), find()]);
    await find();
    expect(keytar.loads).toBe(1);
    keytar.up = true;
    time.now += LOOK_AGAIN_MS;
    const first = await find();
    time.now += 100 * LOOK_AGAIN_MS;
    expect(await find()).toBe(first);
    expect(keytar.loads).toBe(2);
  });

  it("looks again after a look that failed altogether", async () => {
    const time = { now: 0 };
    let broken = true;
    const find = keychainSearch(
      async () => {
        if (broken) throw new Error("the folder cannot be made");
        return { store: null, backends: [] };
      },
      () => time.now,
    );
    await expect(find()).rejects.toThrow();
    broken = false;
    time.now += LOOK_AGAIN_MS;
    expect(await find()).toBeNull();
  });
});

describe("a keychain that hangs", () => {
  it("holds one thread, however often it is asked, and answers again when it comes back", async () => {
    let asked = 0;
    let goOn = (): void => undefined;
    const keytar = new FakeKeytar();
    const hanging: Keytar = {
      getPassword: (service, account) => {
        asked += 1;
        if (asked > 1) return keytar.getPassword(service, account);
        return new Promise((done) => {
          goOn = () => done(null);
        });
      },
      setPassword: keytar.setPassword,
      deletePassword: keytar.deletePassword,
    };
    const options: KeychainOptions = {
      ...{ fs: new MemoryFileSystem(), folder: "/desk", platform: "linux", loadKeytar: async () => hanging },
      ...{ safeStorage: null, deadlineMs: 20, line: new KeychainLine() },
    };
    for (let look = 0; look < 6; look += 1) expect((await openKeychain(options)).store).toBeNull();
    expect(asked).toBe(1);
    goOn();
    expect((await openKeychain(options)).store).not.toBeNull();
    // The five that were given up are never asked behind the person's back.
    expect(asked).toBe(2);
  });

  it("keeps nobody waiting for longer than its deadline", async () => {
    const line = new KeychainLine();
    const both = [line.ask(never, 20), line.ask(never, 20)];
    for (const one of both) await expect(one).rejects.toMatchObject({ code: "E_KEYCHAIN" });
  });
});
