import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newBoxKey, openBox, sealBox } from "../node/sealed-box";
import { fromBase64, toBase64, utf8 } from "../shared/bytes";
import { canonicalJson } from "../shared/canonical";
import { digestOf } from "../shared/digest";
import { recoveryGiven, recoveryOpened } from "../shared/http/recovery";
import { routes } from "../shared/http/routes";
import type { Signer } from "../shared/trust/port";
import { type RecoveryStatement, recoveryLabel, recoverySigningInput, replyLabel } from "../shared/trust/recovery";
import { readCertificate } from "../shared/trust/x509";
import type { SeededPerson } from "./demo/seed";
import { nameOfCertificate } from "./identity/certificate-name";
import { ask, type Desk, signIn, verdict } from "./testing/desk";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "./testing/platform";

const share = utf8("0123456789abcdef0123456789abcdef");
let platform: TestPlatform;
let admin: Desk;
let editor: SeededPerson;
let stores = 0;

beforeAll(async () => {
  platform = await openTestPlatform();
  admin = await signIn(platform, "luan", "方亦舟");
  editor = personOf(cityOf(platform, "luan"), "林初晴");
});
afterAll(() => platform.close());
/** A store of its own for each test. */
beforeEach(() => {
  stores += 1;
});

const ownerOf = ({ key }: SeededPerson) => nameOfCertificate(readCertificate(key.certificate));
const spki = () => cityOf(platform, "luan").authority.anchors.recoveryKey ?? new Uint8Array();

interface Wish {
  readonly step: RecoveryStatement["step"];
  readonly by?: SeededPerson;
  readonly signer?: Signer;
  readonly change?: Partial<RecoveryStatement>;
}

/** What a desk sends, and the key its answer is sealed to. */
async function wish({ step, by = editor, signer = by.key.signer, change = {} }: Wish) {
  const storeId = `s-${stores}`;
  const box = newBoxKey();
  const [own = new Uint8Array()] = signer.chain;
  const owner = ownerOf(editor);
  const statement: RecoveryStatement = {
    type: "caibian-recovery/1",
    step,
    audience: platform.services.audience,
    storeId,
    kid: "k1",
    owner,
    share: toBase64(sealBox(spki(), share, recoveryLabel(storeId, owner))),
    replyTo: toBase64(box.spki),
    device: "device-1",
    certificate: digestOf(own),
    at: platform.services.clock().toISOString(),
    ...change,
  };
  const signature = toBase64(await signer.sign(recoverySigningInput(statement)));
  const body = { statement: canonicalJson(statement), signature, chain: signer.chain.map(toBase64) };
  return { body, statement, box };
}

const asks = async (change: Omit<Wish, "step"> = {}) =>
  ask(platform, "recovery.ask", { body: (await wish({ step: "request", ...change })).body });
const receives = async (change: Omit<Wish, "step"> = {}) =>
  verdict(await ask(platform, "recovery.receive", { body: (await wish({ step: "receive", ...change })).body }));
const decides = async (recoveryId: string, approve: boolean, by: Desk = admin) =>
  verdict(await by.ask("recovery.decide", { params: { recoveryId }, body: { approve, reason: "当面核对身份" } }));
const opened = async () => recoveryOpened.parse((await asks()).body);

describe("recovery of a local store", () => {
  it("gives the share to nobody before the approval, then once, sealed to the key that was signed for", async () => {
    const { recoveryId, state } = await opened();
    expect(state).toBe("waiting");
    expect(await receives()).toBe("409 E_RECOVERY");
    expect(await decides(recoveryId, true)).toBe("200");
    const { body, statement, box } = await wish({ step: "receive" });
    const answer = await ask(platform, "recovery.receive", { body });
    const { sealed } = recoveryGiven.parse(answer.body);
    expect(openBox(box.pkcs8, fromBase64(sealed), replyLabel(statement))).toEqual(Buffer.from(share));
    expect(() => openBox(newBoxKey().pkcs8, fromBase64(sealed), replyLabel(statement))).toThrow("E_INPUT");
    expect(await receives()).toBe("409 E_RECOVERY");
  });

  it("gives nothing after a refusal, nor a day after the approval", async () => {
    const refused = await opened();
    expect(await decides(refused.recoveryId, false)).toBe("200");
    expect(await receives()).toBe("409 E_RECOVERY");
    expect(await decides(refused.recoveryId, true)).toBe("409 E_STATE");
    const late = await opened();
    expect(late.recoveryId).not.toBe(refused.recoveryId);
    expect(await decides(late.recoveryId, true)).toBe("200");
    platform.pass(24 * 3_600_000 + 1);
    expect(await receives()).toBe("409 E_RECOVERY");
    admin = await signIn(platform, "luan", "方亦舟");
  });

  it("is decided by 系统管理 only, and listed for it only", async () => {
    const { recoveryId } = await opened();
    const other = await signIn(platform, "luan", "林初晴");
    expect(await decides(recoveryId, true, other)).toBe("403 E_PERM");
    expect(verdict(await other.ask("recovery.list"))).toBe("403 E_PERM");
    const listed = routes["recovery.list"].reply.parse((await admin.ask("recovery.list")).body);
    expect(listed.requests[0]).toMatchObject({ recoveryId, name: "林初晴", state: "waiting", decidedBy: "" });
    expect(JSON.stringify(listed)).not.toContain(toBase64(share));
  });

  it("is not decided by the person who asks, even with the role (SoD)", async () => {
    const self = personOf(cityOf(platform, "luan"), "方亦舟");
    const owner = ownerOf(self);
    const storeId = `s-${stores}`;
    const change = { owner, share: toBase64(sealBox(spki(), share, recoveryLabel(storeId, owner))) };
    const { recoveryId } = recoveryOpened.parse((await asks({ by: self, change })).body);
    expect(await decides(recoveryId, true)).toBe("409 E_SOD");
  });

  it("is refused for another person's store, under whatever name the share is handed in", async () => {
    const thief = cityOf(platform, "luan").people.find(({ personId }) => personId !== editor.personId);
    if (thief === undefined) throw new Error("a second person is needed");
    expect(verdict(await asks({ by: thief }))).toBe("403 E_CERT_UNBOUND");
    // Said to be his own, the share does not open: its label names the owner.
    expect(verdict(await asks({ by: thief, change: { owner: ownerOf(thief) } }))).toBe("409 E_RECOVERY");
    expect(verdict(await asks({ change: { storeId: "s-other" } }))).toBe("409 E_RECOVERY");
  });

  it("is refused for another's signature, an old or a foreign statement, and one made for the other step", async () => {
    const [, second] = cityOf(platform, "luan").people;
    const { body } = await wish({ step: "request" });
    const forged = { ...body, signature: toBase64((await second?.key.signer.sign(utf8("x"))) ?? new Uint8Array()) };
    expect(verdict(await ask(platform, "recovery.ask", { body: forged }))).toBe("422 E_SIGN");
    expect(verdict(await asks({ change: { at: "2026-11-20T01:00:00.000Z" } }))).toBe("409 E_CLOCK");
    expect(verdict(await asks({ change: { audience: "https://elsewhere.test" } }))).toBe("422 E_SIGN");
    const crossed = await ask(platform, "recovery.receive", { body });
    expect(verdict(crossed)).toBe("422 E_SIGN");
  });

  it("stands in the audit, step by step, without the share", async () => {
    const rows = await platform.services.store.db.selectFrom("audit").selectAll().orderBy("seq").execute();
    const events = rows.map(({ event }) => event).filter((event) => event.startsWith("recovery-"));
    expect(events.slice(0, 3)).toEqual(["recovery-asked", "recovery-approved", "recovery-given"]);
    expect(events).toContain("recovery-refused");
    const stored = JSON.stringify(await platform.services.store.db.selectFrom("recoveries").selectAll().execute());
    for (const text of [toBase64(share), "0123456789abcdef"]) {
      expect(stored).not.toContain(text);
      expect(platform.logged()).not.toContain(text);
    }
  });
});
