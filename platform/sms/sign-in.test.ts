/** Signing in over the wire of each simulated operator, and S10 over the whole platform while it happens. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "../app";
import { lastCode, presentCertificate, signInWith, verdict } from "../testing/desk";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "../testing/platform";
import { type Outlet, openOutlet } from "./outlet";
import { simulatedOperators } from "./simulated";

let plain: TestPlatform;
beforeAll(async () => {
  plain = await openTestPlatform();
});
afterAll(() => plain.close());

/** The same platform with its messages on another way. */
function over({ gateway, inbox }: Outlet): TestPlatform {
  const services = { ...plain.services, sms: gateway };
  const shown = inbox ?? plain.inbox;
  return { ...plain, services, inbox: shown, app: build({ services, inbox: shown, tls: null }) };
}

const parts = () => ({ clock: plain.services.clock, db: plain.services.store.db, log: plain.services.log });

const audited = () => plain.services.store.db.selectFrom("audit").selectAll().orderBy("seq").execute();

describe("signing in", () => {
  it.each(simulatedOperators)("S10: works over %s, and its code is in no log and no audit row", async (operator) => {
    const outlet = await openOutlet({ ...parts(), options: { smsSimulator: operator }, demo: true });
    const platform = over(outlet);
    plain.pass(3_600_000);
    const person = personOf(cityOf(platform, "luan"), "林初晴");
    const desk = await signInWith(platform, person, person.key.signer);
    expect(verdict(await desk.ask("session.read"))).toBe("200");
    const code = lastCode(platform);
    const phone = outlet.inbox?.messages()[0]?.phone ?? "";
    await platform.app.close();
    await outlet.stop();
    const rows = await audited();
    expect(rows.map(({ event }) => event)).toContain("sms-accepted");
    const written = rows.map(({ event, detail, account_id }) => `${event} ${detail} ${account_id}`).join("\n");
    expect([code.length, phone.length]).toEqual([6, 11]);
    // A time in milliseconds may hold any six digits.
    const logged = plain.logged().replace(/"time":\d+/g, "");
    for (const secret of [code, phone]) expect(`${written}\n${logged}`).not.toContain(secret);
  });

  it("with no operator that takes the code is E_SMS_GATEWAY, not a ticket nobody can use", async () => {
    const outlet = await openOutlet({ ...parts(), options: { smsUrl: "http://127.0.0.1:1/" }, demo: false });
    const platform = over(outlet);
    plain.pass(3_600_000);
    const { signer } = personOf(cityOf(platform, "luan"), "林初晴").key;
    expect(verdict(await presentCertificate(platform, signer))).toBe("503 E_SMS_GATEWAY");
    await platform.app.close();
    await outlet.stop();
  });
});
