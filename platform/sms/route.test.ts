/** Which operator gets a message when, and what is written down about it. */
import { describe, expect, it } from "vitest";
import { AppError } from "../../shared/failure";
import type { SmsEvent } from "./events";
import { maskPhone } from "./gateway";
import { SmsFault } from "./provider";
import { type SmsRoute, smsRoute } from "./route";
import { type FakeProvider, fakeProvider } from "./testing/fake-provider";
import { type FakeTime, fakeTime } from "./testing/timers";

const message = { phone: "13800000001", text: "登录验证码 123456", to: "林初晴" };
const passing = () => new SmsFault("passing", "NO_ANSWER");
const refusal = () => new SmsFault("provider", "IllegalMac");
const REST = 30_000;
const REPORT = 15 * 60_000;

interface Bench {
  readonly time: FakeTime;
  readonly main: FakeProvider;
  readonly second: FakeProvider;
  readonly route: SmsRoute;
  readonly events: SmsEvent[];
  /** Names of events, the operator they name, and what follows the key. */
  readonly written: () => Promise<string[]>;
  readonly lost: SmsEvent[];
}

async function bench(record?: (event: SmsEvent) => Promise<void>): Promise<Bench> {
  const time = fakeTime();
  const [main, second] = [fakeProvider("主"), fakeProvider("备")];
  const events: SmsEvent[] = [];
  const lost: SmsEvent[] = [];
  const route = smsRoute({
    providers: [main, second],
    clock: time.clock,
    // The short wait between two attempts passes at once; minutes pass when the test says so.
    after: (milliseconds, work) => {
      if (milliseconds >= 1_000) return time.after(milliseconds, work);
      queueMicrotask(work);
      return () => undefined;
    },
    record: record ?? (async (event) => void events.push(event)),
    lost: (event) => lost.push(event),
    breaker: { failures: 3, restMs: REST },
    reportMs: REPORT,
  });
  await route.start();
  const written = async (): Promise<string[]> => {
    await route.settled();
    return events.map(({ event, detail }) => `${event} ${detail.replace(/ 138\*{4}0001 [a-z]{12}/, "")}`);
  };
  return { time, main, second, route, events, written, lost };
}

const failure = (sending: Promise<void>): Promise<unknown> =>
  sending.then(
    () => null,
    (error) => error,
  );

describe("the way of a message", () => {
  it("PKI-41: what may pass is tried again at the same operator with the same key and text, nothing else is", async () => {
    const { main, second, route, written } = await bench();
    main.plan.push(passing());
    await route.send(message);
    expect(main.asked).toHaveLength(2);
    expect(main.asked[1]).toEqual(main.asked[0]);
    main.plan.push(refusal());
    await route.send(message);
    expect([main.asked.length, second.asked.length]).toEqual([3, 1]);
    expect(second.asked[0]?.key).toBe(main.asked[2]?.key);
    expect(main.asked[2]?.key).not.toBe(main.asked[0]?.key);
    expect(await written()).toEqual([
      "sms-refused 主 NO_ANSWER",
      "sms-accepted 主",
      "sms-refused 主 IllegalMac",
      "sms-accepted 备",
    ]);
  });

  it("a message that is refused for itself goes nowhere else, and does not count against the operator", async () => {
    const { main, second, route } = await bench();
    for (let at = 0; at < 5; at += 1) {
      main.plan.push(new SmsFault("message", "InvalidMobile"));
      expect(await failure(route.send(message))).toMatchObject({ code: "E_SMS_GATEWAY" });
    }
    expect([main.asked.length, second.asked.length]).toEqual([5, 0]);
  });

  it("PKI-41: an operator that failed three times rests while the second one takes over, then is tried with one message", async () => {
    const { time, main, second, route, written } = await bench();
    main.plan.push(refusal(), refusal(), refusal());
    for (let at = 0; at < 5; at += 1) await route.send(message);
    expect([main.asked.length, second.asked.length]).toEqual([3, 5]);
    time.pass(REST);
    await Promise.all([route.send(message), route.send(message)]);
    expect([main.asked.length, second.asked.length]).toEqual([4, 6]);
    await route.send(message);
    expect(main.asked.length).toBe(5);
    const about = (await written()).filter((line) => line.startsWith("sms-provider"));
    expect(about).toEqual(["sms-provider-down 主 IllegalMac", "sms-provider-up 主"]);
  });

  it("with every operator resting fails at once with E_SMS_GATEWAY and asks nobody", async () => {
    const { main, second, route } = await bench();
    for (const provider of [main, second]) provider.plan.push(refusal(), refusal(), refusal());
    for (let at = 0; at < 3; at += 1) await failure(route.send(message));
    const asked = main.asked.length + second.asked.length;
    expect(await failure(route.send(message))).toMatchObject({ code: "E_SMS_GATEWAY", detail: "全部短信通道暂停使用" });
    expect(main.asked.length + second.asked.length).toBe(asked);
  });

  it("begins no attempt once the workstation would no longer wait for the answer", async () => {
    const { time, main, second, route } = await bench();
    main.plan.push(passing(), passing());
    const slow = main.send;
    Object.assign(main, {
      send: async (order: Parameters<typeof slow>[0]) => {
        time.pass(10_000);
        return slow(order);
      },
    });
    expect(await failure(route.send(message))).toMatchObject({ code: "E_SMS_GATEWAY" });
    expect([main.asked.length, second.asked.length]).toEqual([1, 0]);
  });

  it("S10: the failure a person sees names the operator's word, never number or text", async () => {
    const { main, second, route } = await bench();
    for (const provider of [main, second]) provider.plan.push(refusal());
    const error = await failure(route.send(message));
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ detail: "通道应答 IllegalMac" });
  });

  it("an event that cannot be written down is told, and the message still counts as sent", async () => {
    const { route, lost } = await bench(() => Promise.reject(new Error("no database")));
    await route.send(message);
    await route.settled();
    expect(lost.map(({ event }) => event)).toEqual(["sms-accepted"]);
  });

  it("a template's values are the message's own, or the whole text", async () => {
    const { main, route } = await bench();
    await route.send(message);
    await route.send({ ...message, values: ["123456"] });
    expect(main.asked.map(({ values }) => values)).toEqual([["登录验证码 123456"], ["123456"]]);
  });
});

describe("delivery reports", () => {
  it("PKI-41: are written down once, for all parts of a message together", async () => {
    const { main, route, written } = await bench();
    main.plan.push(["a", "b"]);
    await route.send(message);
    main.report({ id: "a", delivered: true, status: "DELIVRD" });
    expect(await written()).toEqual(["sms-accepted 主"]);
    for (const id of ["b", "b", "a", "never-sent"]) main.report({ id, delivered: true, status: "DELIVRD" });
    expect(await written()).toEqual(["sms-accepted 主", "sms-delivered 主 DELIVRD"]);
  });

  it("one failed part is a message that did not arrive", async () => {
    const { main, route, written } = await bench();
    main.plan.push(["a", "b"]);
    await route.send(message);
    main.report({ id: "b", delivered: false, status: "UNDELIV" });
    main.report({ id: "a", delivered: true, status: "DELIVRD" });
    expect(await written()).toEqual(["sms-accepted 主", "sms-undelivered 主 UNDELIV"]);
  });

  it("PKI-41: that got lost are missed once, after fifteen minutes, by the route's own timer", async () => {
    const { time, main, route, written } = await bench();
    await route.send(message);
    time.pass(REPORT - 1);
    expect(await written()).toEqual(["sms-accepted 主"]);
    time.pass(120_000);
    time.pass(REPORT);
    expect(await written()).toEqual(["sms-accepted 主", "sms-report-missing 主"]);
    main.report({ id: "主-1", delivered: true, status: "DELIVRD" });
    expect(await written()).toHaveLength(2);
  });

  it("that come before the answer they belong to are not lost", async () => {
    const { main, route, written } = await bench();
    main.plan.push(["early"]);
    main.report({ id: "early", delivered: true, status: "DELIVRD" });
    await route.send(message);
    expect(await written()).toEqual(["sms-accepted 主", "sms-delivered 主 DELIVRD"]);
  });

  it("of one operator never answer for another's message of the same name", async () => {
    const { main, second, route, written } = await bench();
    main.plan.push(["same"]);
    await route.send(message);
    second.report({ id: "same", delivered: true, status: "DELIVRD" });
    expect(await written()).toEqual(["sms-accepted 主"]);
  });
});

describe("a masked number", () => {
  it("shows the ends of a mobile number and next to nothing of a short one", () => {
    expect(["10000000101", "+8613800000001", "10086"].map(maskPhone)).toEqual(["100****0101", "+86****0001", "****86"]);
  });
});
