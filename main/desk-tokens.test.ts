import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { IssuedKey } from "../node/demo-authority";
import { nodeCheck } from "../node/signature-check";
import { newSoftKey, spkiOf } from "../node/soft-key";
import { describeWith } from "../node/testing/tools";
import { fromBase64, utf8 } from "../shared/bytes";
import type { FailureCode } from "../shared/failure";
import type { KeyInfo } from "../shared/ipc/key";
import { contentHash } from "../shared/model/content";
import { verifyDetached } from "../shared/trust/cms";
import { readLines } from "./audit";
import { type Bench, contentFrom, filesWith, ledgerFor, openBench, pin, type Window } from "./testing/bench";
import { smsCode } from "./testing/fake-platform";
import { FakeTimers } from "./testing/fake-timers";
import { type FaultyModule, openSoftHsm, type SoftHsm, softHsmTools } from "./tokens/testing/soft-hsm";

const label = "ZHANG";
let bench: Bench;
let hsm: SoftHsm;
let faulty: FaultyModule;
let zhang: IssuedKey;
let window: Window;
let timers: FakeTimers;

async function makeDesk(): Promise<void> {
  bench = await openBench();
  hsm = openSoftHsm();
  zhang = await bench.city.issuePerson({ name: "张晓岚", unitName: "办公室" });
  const li = await newSoftKey("p256");
  const [lisOwn = utf8("")] = bench.city.certify(spkiOf(li), { name: "李维民", unitName: "办公室" });
  hsm.addToken(label, pin, [{ id: "01", key: zhang.key, certificate: zhang.certificate }]);
  hsm.addToken("LI", pin, [{ id: "01", key: li, certificate: lisOwn }]);
  bench.enrol(zhang.certificate, "张晓岚");
  bench.enrol(lisOwn, "李维民");
  faulty = hsm.faulty();
  await begin();
}

/** A desk over the same folder, as after a restart; polling stands still until a test moves the clock. */
async function begin(onRemoval: "lock" | "tell" = "lock"): Promise<void> {
  await window?.desk.stop();
  timers = new FakeTimers();
  window = await bench.start({ modules: [faulty.module], spawnSigner: hsm.spawn, timers, onRemoval });
  window.desk.start();
  await passed(1_000);
}

/** Lets so much time pass on the desk's clock, which stands still while a driver is being asked. */
async function passed(milliseconds: number): Promise<void> {
  for (let step = 0; step < milliseconds / 500; step += 1) {
    timers.advance(500);
    // Twice: between two questions to a driver its file is looked at.
    for (let quiet = 0; quiet < 2; quiet = hsm.isBusy() || isAsking() ? 0 : quiet + 1) await pause(15);
  }
}

/** Whether the desk is in the middle of looking for keys: a clock that went on meanwhile would leave out the next look. */
const isAsking = (): boolean => timers.waits(1_000) === 0;

async function plugIn(): Promise<void> {
  faulty.order();
  faulty.plugIn(label);
  await passed(2_000);
}

async function tokenKeyOf(name: string): Promise<KeyInfo> {
  const keys = await window.ask("desk:keys.list", null);
  const found = keys.find((each) => each.name === name && each.token !== undefined);
  if (found === undefined) throw new Error(`no token of ${name}`);
  return found;
}

let zhangsKeyId = "";
async function signIn(): Promise<void> {
  zhangsKeyId = (await tokenKeyOf("张晓岚")).keyId;
  await window.ask("desk:session.begin", { keyId: zhangsKeyId, pin });
  await window.ask("desk:session.confirm", { code: smsCode });
}

const request = (title: string) => {
  const content = contentFrom(title, "关于汛期值守的通知");
  const decided = { step: "review-2" as const, decision: "approve" as const, category: null, note: "" };
  const ledger = ledgerFor(contentHash(content));
  return {
    ...decided,
    itemId: "item-1",
    revision: 1,
    content,
    ledger,
    gates: [],
    checks: [],
    previousStatement: null,
  };
};

const state = async () => (await window.ask("desk:session.read", null)).state;
const audit = () => readLines(readFileSync(join(bench.folder, "desk", "audit", "audit.jsonl"), "utf8")) ?? [];
const signaturesMade = () => audit().filter(({ event }) => event === "signature-made").length;

describeWith(softHsmTools, "a desk with keys on tokens", () => {
  beforeAll(makeDesk);
  afterAll(async () => {
    await bench.close();
    hsm.close();
  });

  it("PKI-21: signs in and signs a review with an RSA key on a token, and the signature verifies", async () => {
    await signIn();
    expect(await state()).toBe("online");
    const view = await window.ask("desk:signing.prepare", request("令牌签名"));
    expect(view.key.token).toMatchObject({ label, pin: "fine", driver: "faulty" });
    const { signingId, contentHash: shown } = view;
    const signed = await window.ask("desk:signing.confirm", { signingId, shown, pin });
    const at = bench.now.value.toISOString();
    const { certificate } = verifyDetached(utf8(signed.statement), fromBase64(signed.signature), {
      anchors: bench.city.anchors,
      check: nodeCheck,
      at,
      purpose: "review",
    });
    expect(certificate.der).toEqual(zhang.certificate);
  });

  it("lists keys on tokens beside keys in files, each once, with what the token says about its PIN", async () => {
    const keys = await window.ask("desk:keys.list", null);
    expect(keys.filter(({ token }) => token === undefined)).toHaveLength(2);
    expect(keys.flatMap(({ token }) => token?.label ?? []).sort()).toEqual(["LI", label]);
    expect(new Set(keys.map(({ keyId }) => keyId)).size).toBe(4);
  });

  it("S3: a wrong PIN costs one try, says how near the lock is, and signs nothing", async () => {
    const made = signaturesMade();
    const { signingId, contentHash: shown } = await window.ask("desk:signing.prepare", request("口令"));
    expect(await window.failureOf("desk:signing.confirm", { signingId, shown, pin: "000000" })).toBe("E_PIN");
    expect(faulty.triesLeft(label)).toBe(5);
    expect((await tokenKeyOf("张晓岚")).token?.pin).toBe("low");
    expect(signaturesMade()).toBe(made);
    await window.ask("desk:signing.confirm", { signingId, shown, pin });
    expect((await tokenKeyOf("张晓岚")).token?.pin).toBe("fine");
  });

  it("S3: the last try needs the person's word in main too; a locked key is shown as such and not tried again", async () => {
    const { keyId } = await tokenKeyOf("李维民");
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(await window.failureOf("desk:session.unlock", { keyId, pin: "000000" })).toBe("E_PIN");
    }
    // A window that was not asked for the last try does not get it, whichever call it makes.
    expect(await window.failureOf("desk:session.unlock", { keyId, pin })).toBe("E_PIN_LAST");
    expect(await window.failureOf("desk:session.begin", { keyId, pin: "000000", lastTry: false })).toBe("E_PIN_LAST");
    expect(await window.failureOf("desk:vault.addKey", { keyId, pin })).toBe("E_PIN_LAST");
    expect(faulty.triesLeft("LI")).toBe(1);
    expect(await window.failureOf("desk:session.unlock", { keyId, pin: "000000", lastTry: true })).toBe("E_PIN_LOCKED");
    const locked = await tokenKeyOf("李维民");
    expect(locked).toMatchObject({ usable: false, reason: expect.stringContaining("解锁") });
    expect(await window.failureOf("desk:session.unlock", { keyId, pin })).toBe("E_PIN_LOCKED");
    faulty.unblock("LI");
  });

  it("PKI-30: the PIN is in no file of the desk, no notice and no answer", async () => {
    expect(filesWith(join(bench.folder, "desk"), pin)).toEqual([]);
    expect(window.notices.filter((notice) => notice.includes(pin))).toEqual([]);
    expect(bench.platform.bodies.filter((body) => body.includes(pin))).toEqual([]);
    expect(JSON.stringify(await window.ask("desk:keys.list", null))).not.toContain(pin);
  });

  describe("S4: pulled", () => {
    it("while nobody touches anything: the workstation is locked within two seconds and says why", async () => {
      expect(await state()).toBe("online");
      faulty.order(`absent ${label}`);
      await passed(2_000);
      // The clock stands: what follows from the last poll may take its time, another poll there is none.
      await expect.poll(state).toBe("locked");
      await expect
        .poll(() => window.notices.at(-1))
        .toBe(`desk:keys.changed ${JSON.stringify({ event: "removed", label, locked: true })}`);
      expect(audit().some(({ event }) => event === "key-removed")).toBe(true);
      expect(await window.failureOf("desk:session.unlock", { keyId: zhangsKeyId, pin })).toBe("E_TOKEN_ABSENT");
    });

    it("and plugged in again: it is seen within two seconds, and only the PIN opens the workstation", async () => {
      faulty.order();
      await passed(2_000);
      await expect
        .poll(() => window.notices.at(-1))
        .toBe(`desk:keys.changed ${JSON.stringify({ event: "inserted", label, locked: false })}`);
      expect(await state()).toBe("locked");
      await window.ask("desk:session.unlock", { keyId: (await tokenKeyOf("张晓岚")).keyId, pin });
      expect(await state()).not.toBe("locked");
    });

    it("is another key than the one in use: nothing is locked", async () => {
      faulty.order("absent LI");
      await passed(2_000);
      expect(await state()).not.toBe("locked");
      faulty.order();
      await passed(2_000);
    });

    it("only tells where the policy says so", async () => {
      await begin("tell");
      await signIn();
      faulty.order(`absent ${label}`);
      await passed(2_000);
      expect(await state()).toBe("online");
      await expect.poll(() => window.notices.at(-1)).toContain('"locked":false');
      faulty.order();
      await passed(2_000);
      await begin();
    });

    const pulled = (call: string, number: number) => `remove ${call} ${number} ${label}`;
    const atSignIn: readonly (readonly [string, string, FailureCode])[] = [
      ["after it was chosen", `absent ${label}`, "E_TOKEN_ABSENT"],
      ["as the login begins", pulled("C_OpenSession", 1), "E_TOKEN_ABSENT"],
      ["while the PIN is judged", pulled("C_Login", 1), "E_TOKEN_REMOVED"],
      ["while the key is looked for", pulled("C_FindObjectsInit", 1), "E_TOKEN_REMOVED"],
      ["in the middle of a signature", pulled("C_Sign", 1), "E_TOKEN_REMOVED"],
      ["between two signatures", pulled("C_SignInit", 2), "E_TOKEN_REMOVED"],
    ];
    it.each(atSignIn)(
      "at sign-in %s: nobody is signed in, and the workstation is locked within two seconds",
      async (_, order, code) => {
        await window.ask("desk:session.lock", null);
        const { keyId } = await tokenKeyOf("张晓岚");
        const asked = bench.platform.bodies.length;
        faulty.order(order);
        expect(await window.failureOf("desk:session.begin", { keyId, pin })).toBe(code);
        expect(await state()).not.toBe("online");
        expect(bench.platform.bodies.slice(asked).some((body) => body.includes("signature"))).toBe(false);
        await passed(2_000);
        await expect.poll(state).toBe("locked");
        await plugIn();
      },
    );

    const atReview: readonly (readonly [string, string, FailureCode])[] = [
      ["after the text was shown", `absent ${label}`, "E_TOKEN_ABSENT"],
      ["as the login begins", pulled("C_OpenSession", 1), "E_TOKEN_ABSENT"],
      ["while the PIN is judged", pulled("C_Login", 1), "E_TOKEN_REMOVED"],
      ["while the certificate is read", pulled("C_GetAttributeValue", 1), "E_TOKEN_REMOVED"],
      ["as the signature begins", pulled("C_SignInit", 1), "E_TOKEN_REMOVED"],
      ["in the middle of the signature", pulled("C_Sign", 1), "E_TOKEN_REMOVED"],
    ];
    it.each(atReview)("at a review %s: no signature, none later, locked within two seconds", async (_, order, code) => {
      await signIn();
      const made = signaturesMade();
      const { signingId, contentHash: shown } = await window.ask("desk:signing.prepare", request("拔出"));
      faulty.order(order);
      expect(await window.failureOf("desk:signing.confirm", { signingId, shown, pin })).toBe(code);
      await passed(2_000);
      await expect.poll(state).toBe("locked");
      await plugIn();
      await signIn();
      expect(await window.failureOf("desk:signing.confirm", { signingId, shown, pin })).toBe("E_STATE");
      expect(signaturesMade()).toBe(made);
    });
  });

  it("S5: goes on when the driver crashes: the key list without it, and with it again at the next look", async () => {
    faulty.order("crash C_GetSlotList 1");
    expect((await window.ask("desk:keys.list", null)).filter(({ token }) => token !== undefined)).toEqual([]);
    faulty.order();
    expect((await tokenKeyOf("张晓岚")).usable).toBe(true);
    expect(await state()).toBe("online");
  });

  it("ends the signer when it locks: nothing that could sign is left", async () => {
    const running = hsm.started.at(-1)?.pid ?? 0;
    expect(process.kill(running, 0)).toBe(true);
    await window.ask("desk:session.lock", null);
    expect(() => process.kill(running, 0)).toThrow();
  });
});
