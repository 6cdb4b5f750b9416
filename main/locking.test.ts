import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeWith } from "../node/testing/tools";
import type { Entry } from "../shared/store/record";
import { profiles } from "../shared/workflow/profiles";
import type { Power } from "./electron/ports";
import { lockWithSystem } from "./electron/power";
import type { LockReason } from "./locking";
import { type Bench, filesWith, noTokens, openBench, pin, type Window } from "./testing/bench";
import { smsCode } from "./testing/fake-platform";
import { FakeTimers } from "./testing/fake-timers";
import { openSoftHsm, type SoftHsm, softHsmTools } from "./tokens/testing/soft-hsm";

const planted = "觱篥琤瑽的公开段落";
const late = "最后敲下的几个字";
const entry = (key: string, text: string): Entry => ({ table: "drafts", key, index: { n: key }, value: { text } });

let bench: Bench;
let timers: FakeTimers;
let window: Window;

async function begin(more: { readonly idleLockMinutes?: number } = {}): Promise<void> {
  await window?.desk.stop();
  timers = new FakeTimers();
  window = await bench.start({ ...noTokens, timers, ...more });
  window.desk.start();
  await window.ask("desk:session.unlock", { keyId: await window.keyOf("张晓岚"), pin });
  await window.ask("desk:journal.append", { entries: [entry("d1", planted)] });
}

/** Time goes by for clock and timers alike. */
function passes(milliseconds: number, step = 5_000): void {
  for (let gone = 0; gone < milliseconds; gone += step) {
    bench.now.value = new Date(bench.now.value.getTime() + step);
    timers.advance(step);
  }
}

const state = async () => (await window.ask("desk:session.read", null)).state;
const told = (reason: LockReason) => window.notices.includes(`desk:session.locking ${JSON.stringify({ reason })}`);

async function untilLocked(): Promise<void> {
  for (let tries = 0; (await state()) !== "locked"; tries += 1) {
    if (tries > 200) throw new Error("the desk did not lock");
    timers.advance(100);
    await pause(10);
  }
}

/** After lock: told, shut, and not a word of the text in any file below the data folder. */
async function expectWiped(reason: LockReason): Promise<void> {
  expect(told(reason)).toBe(true);
  for (const call of ["desk:journal.positions", "desk:vault.slots"] as const) {
    expect(await window.failureOf(call, null)).toBe("E_LOCKED");
  }
  for (const text of [planted, late]) expect(filesWith(bench.folder, text)).toEqual([]);
  expect(window.notices.join("\n")).not.toContain(planted);
}

/** Electron's power monitor by hand. */
class FakePower {
  readonly listeners = new Map<string, () => void>();
  on(name: string, listener: () => void): this {
    this.listeners.set(name, listener);
    return this;
  }
}

describe("L1: main locks by itself", () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench.close());

  it("when nobody has touched the window for ten minutes, and not while somebody does", async () => {
    await begin();
    for (let minute = 0; minute < 30; minute += 1) {
      await window.ask("desk:session.touched", null);
      passes(60_000);
    }
    expect(await state()).toBe("offline");
    passes(9 * 60_000);
    expect(await state()).toBe("offline");
    passes(90_000);
    await untilLocked();
    await expectWiped("idle");
  });

  it("L1, AU-4: after the city's own minutes, also offline and without a window that asks; later ones do not count", async () => {
    const account = (idleLockMinutes: number) => ({ ...profiles.luan.account, idleLockMinutes });
    for (const [minutes, holds] of [
      [3, 3],
      [30, 10],
    ] as const) {
      bench.platform.profile = { ...profiles.luan, account: account(minutes) };
      await begin();
      await window.ask("desk:session.begin", { keyId: await window.keyOf("张晓岚"), pin });
      await window.ask("desk:session.confirm", { code: smsCode });
      await window.ask("desk:profile.read", null);
      // From its own copy, after a restart without the network.
      bench.platform.cut = true;
      await begin();
      await pause(100);
      passes(holds * 60_000 - 10_000);
      expect(await state()).toBe("offline");
      passes(40_000);
      await untilLocked();
      await expectWiped("idle");
      bench.platform.cut = false;
    }
    bench.platform.profile = profiles.luan;
  });

  it("L1: after the machine policy's minutes where they are fewer", async () => {
    await begin({ idleLockMinutes: 2 });
    passes(110_000);
    expect(await state()).toBe("offline");
    passes(40_000);
    await untilLocked();
    await expectWiped("idle");
  });

  it("when the machine slept without a word from the system", async () => {
    await begin();
    bench.now.value = new Date(bench.now.value.getTime() + 3_600_000);
    timers.advance(5_000);
    await untilLocked();
    await expectWiped("sleep");
  });

  it("when the system locks its screen or goes to sleep, as Electron tells of it", async () => {
    const power = new FakePower();
    for (const [event, reason] of [
      ["lock-screen", "screen"],
      ["suspend", "sleep"],
    ] as const) {
      await begin();
      // The fake has what Electron's has and the shell uses: this is its only door here.
      lockWithSystem(power as unknown as Power, window.desk);
      power.listeners.get(event)?.();
      await untilLocked();
      await expectWiped(reason);
    }
  });

  it("gives the window a moment to save what was typed last, and waits no longer once the window has locked", async () => {
    await begin();
    const locked = window.desk.lock("screen");
    expect(told("screen")).toBe(true);
    await window.ask("desk:journal.append", { entries: [entry("d2", late)] });
    await window.ask("desk:session.lock", null);
    await locked;
    await expectWiped("screen");
    await window.ask("desk:session.unlock", { keyId: await window.keyOf("张晓岚"), pin });
    const keys = (await window.ask("desk:journal.positions", null)).map(({ key }) => key);
    expect(keys).toContain("d2");
  });

  it("locks a window that does not answer after that moment", async () => {
    await begin();
    const locked = window.desk.lock("screen");
    timers.advance(600);
    expect(await state()).toBe("offline");
    timers.advance(100);
    await locked;
    expect(await state()).toBe("locked");
  });
});

describeWith(softHsmTools, "L1, S4: a key that is pulled", () => {
  let hsm: SoftHsm;
  beforeAll(async () => {
    bench = await openBench();
    hsm = openSoftHsm();
  });
  afterAll(async () => {
    // A driver is given time to end, which only a moving clock lets pass.
    const moving = setInterval(() => timers.advance(500), 20);
    await bench.close();
    clearInterval(moving);
    hsm.close();
  });

  it("locks within two seconds, and no file holds a word of the text", async () => {
    const zhang = await bench.city.issuePerson({ name: "周令仪", unitName: "办公室" });
    hsm.addToken("ZHOU", pin, [{ id: "01", key: zhang.key, certificate: zhang.certificate }]);
    const faulty = hsm.faulty();
    timers = new FakeTimers();
    window = await bench.start({ modules: [faulty.module], spawnSigner: hsm.spawn, timers });
    window.desk.start();
    await window.ask("desk:session.unlock", { keyId: await window.keyOf("周令仪"), pin });
    await window.ask("desk:journal.append", { entries: [entry("d1", planted)] });
    // The first look learns what is there.
    for (let look = 0; look < 3; look += 1) await afterLook();
    faulty.order("absent ZHOU");
    const pulledAt = timers.now;
    while ((await state()) !== "locked" && timers.now - pulledAt < 10_000) await afterLook();
    await expectWiped("key");
    expect(timers.now - pulledAt).toBeLessThanOrEqual(2_000);
  });

  /** Half a second on the desk's clock, which stands still while the driver is asked. */
  async function afterLook(): Promise<void> {
    timers.advance(500);
    for (let quiet = 0; quiet < 3; quiet = hsm.isBusy() ? 0 : quiet + 1) await pause(15);
  }
});
