import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CityAuthority, foundCity } from "../node/demo-authority";
import { nodeCheck } from "../node/signature-check";
import type { Notice, Payload } from "../shared/ipc/contract";
import { type Audit, openAudit } from "./audit";
import { pkcs12Folders } from "./identity/pkcs12-folder";
import { type FileSystem, nodeFileSystem } from "./journal/filesystem";
import { Notices } from "./notices";
import { createClient } from "./platform/client";
import { Session } from "./platform/session";
import { openStore, reopenStore } from "./store";
import { pin, writeKey } from "./testing/bench";
import { FakePlatform, smsCode } from "./testing/fake-platform";
import { systemTimers } from "./timers";
import { Watch } from "./watch";

const MB = 1024 * 1024;
let city: CityAuthority;
let folder = "";
let free = 10_000 * MB;
/** The real disk with a free space of the test's choosing. */
const fs: FileSystem = { ...nodeFileSystem, freeBytes: async () => free };
const now = { value: new Date("2026-11-20T08:00:00.000Z") };
const clock = () => new Date(now.value);
const limits = { warn: 500 * MB, readOnly: 100 * MB, ballast: MB };
const quiet = { info: () => undefined, failed: () => undefined, bug: () => undefined, close: () => undefined };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "caibian-watch-"));
  city = await foundCity({ site: "luan", name: "六安市", at: now.value });
  writeKey(folder, "张晓岚", await city.issuePerson({ name: "张晓岚", unitName: "办公室" }));
});
const audits: Audit[] = [];
afterAll(async () => {
  for (const audit of audits) await audit.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(name: string) {
  const unit = { unitId: "u", unitName: "办公室" };
  const account = { accountId: "a", personId: "p", name: "张晓岚", site: "luan", ...unit, roles: ["编辑员"] };
  const platform = new FakePlatform({ city, clock, accountOf: () => account });
  const notices = new Notices();
  const told: string[] = [];
  notices.listen(<N extends Notice>(notice: N, payload: Payload<N>) =>
    told.push(`${notice} ${JSON.stringify(payload)}`),
  );
  const opened: string[] = [];
  const audit = await openAudit({ fs, folder: join(folder, `${name}-audit`), clock });
  audits.push(audit);
  const keys = pkcs12Folders({ fs, folders: [folder], anchors: [city.anchors], check: nodeCheck, clock });
  const stores = {
    fs,
    folder: join(folder, name),
    clock,
    anchors: [city.anchors],
    wait: async () => undefined,
    deviceUnlock: false,
    keychain: async () => null,
    cost: { n: 1_024, r: 8, p: 1 },
    limits,
  };
  const session = new Session({
    release: async () => undefined,
    client: createClient("http://127.0.0.1:1", platform.fetch),
    keys,
    clock,
    audit,
    openStore: (key, given) => {
      opened.push(key.info.keyId);
      return openStore(stores, key, given);
    },
    reopenStore: (storeId, way) => reopenStore(stores, storeId, way),
    deviceId: async () => "device-1",
    changed: (view) => notices.send("desk:session.changed", view),
    check: nodeCheck,
    timers: systemTimers,
  });
  const keyId = (await keys.list())[0]?.keyId ?? "";
  return { session, platform, told, keyId, opened, watch: new Watch({ session, notices, log: quiet, limits }) };
}

describe("what main watches", () => {
  it("tells when the platform goes and comes back, once each, with the clock's offset", async () => {
    const { session, platform, told, watch } = await open("reach");
    await watch.tick();
    await watch.tick();
    expect(session.view()).toMatchObject({ reachable: true, clockOffset: 0 });
    platform.cut = true;
    await watch.tick();
    await watch.tick();
    expect(session.view().reachable).toBe(false);
    expect(told.length).toBe(2);
  });

  it("D5: warns once at 500 MB, says read-only at 100 MB, and is quiet again with room", async () => {
    const { session, told, keyId, watch } = await open("disk");
    await session.unlock(keyId, { pin, appPin: null });
    const trouble = async (bytes: number) => {
      told.length = 0;
      free = bytes;
      await watch.tick();
      await watch.tick();
      return told.filter((line) => line.startsWith("desk:journal.trouble"));
    };
    expect(await trouble(9_000 * MB)).toEqual([]);
    const low = await trouble(499 * MB);
    expect(low).toHaveLength(1);
    expect(low[0]).toContain("目前仍可正常写稿");
    expect(await trouble(99 * MB)).toHaveLength(1);
    expect((await session.unlockedNow().store.journal.health()).readOnly).toBe(true);
    expect(await trouble(9_000 * MB)).toEqual([]);
    await session.lock();
  });

  it("goes on with the session when the same key unlocks within ten minutes, and not later or after signing out", async () => {
    const { session, keyId } = await open("park");
    const signIn = async () => {
      await session.begin(keyId, { pin, appPin: null });
      await session.confirm(smsCode);
    };
    await signIn();
    await session.lock();
    now.value = new Date(now.value.getTime() + 9 * 60_000);
    expect((await session.unlock(keyId, { pin, appPin: null })).state).toBe("online");
    await session.lock();
    now.value = new Date(now.value.getTime() + 11 * 60_000);
    expect((await session.unlock(keyId, { pin, appPin: null })).state).toBe("offline");
    await signIn();
    await session.signOut();
    expect((await session.unlock(keyId, { pin, appPin: null })).state).toBe("offline");
    await session.lock();
  });

  it("opens a store once when it is unlocked twice at the same time, and closes it between two locks", async () => {
    const { session, keyId, opened } = await open("twice");
    await Promise.all([session.unlock(keyId, { pin, appPin: null }), session.unlock(keyId, { pin, appPin: null })]);
    expect(opened.length).toBe(1);
    const [, , view] = await Promise.all([
      session.lock(),
      session.unlock(keyId, { pin, appPin: null }),
      session.lock(),
    ]);
    expect(opened.length).toBe(2);
    expect(view.state).toBe("locked");
  });
});
