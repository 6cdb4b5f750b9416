/** The CMPP client against the simulated gateway, over real connections; time passes only when a test says so. */
import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { SmsFault, type SmsOrder, type SmsProvider, type SmsReport } from "../provider";
import { type FakeTime, fakeTime, until } from "../testing/timers";
import { frameBytes, frameReader } from "./frame";
import { frameOf } from "./pdu";
import { cmppProvider } from "./provider";
import { type CmppSettings, cmppSettings, cmppTimes } from "./settings";
import { type CmppSimulator, startCmppSimulator } from "./simulator";
import type { CmppVersion } from "./version";

const account = { spId: "900001", secret: "s3cret" };
const order = (text: string, key = "message"): SmsOrder => ({ key, phone: "13800000001", text, values: [] });

interface Bench {
  readonly time: FakeTime;
  readonly simulator: CmppSimulator;
  readonly provider: SmsProvider;
  readonly reports: SmsReport[];
}

const running: Bench[] = [];
afterEach(async () => {
  for (const { provider, simulator } of running.splice(0)) {
    simulator.fail({});
    await provider.stop();
    await simulator.stop();
  }
});

async function bench(version: CmppVersion, change: Partial<CmppSettings> = {}): Promise<Bench> {
  const time = fakeTime();
  const simulator = await startCmppSimulator({ ...account, version, ...time });
  const provider = cmppProvider(settingsFor(version, simulator.port, change), time);
  const reports: SmsReport[] = [];
  provider.onReport((report) => reports.push(report));
  const made = { time, simulator, provider, reports };
  running.push(made);
  return made;
}

function settingsFor(version: CmppVersion, port: number, change: Partial<CmppSettings>): CmppSettings {
  const place = { kind: "cmpp", name: "移动", version, host: "127.0.0.1", port, sourceId: "10690001" };
  return cmppSettings.parse({ ...place, ...account, ...change });
}

/** What a send failed with. */
const faultOf = (sending: Promise<unknown>): Promise<string> =>
  sending.then(
    () => "taken",
    (fault) => (fault instanceof SmsFault ? `${fault.blame} ${fault.reason}` : String(fault)),
  );

describe.each(["2.0", "3.0"] as const)("a CMPP %s gateway", (version) => {
  it("PKI-41: takes a message after CONNECT and reports its delivery under the name it gave", async () => {
    const { simulator, provider, reports } = await bench(version);
    const ids = await provider.send(order("登录验证码 123456，5 分钟内有效。"));
    expect(simulator.inbox()).toEqual([{ phone: "13800000001", text: "登录验证码 123456，5 分钟内有效。" }]);
    await until(() => reports.length === 1);
    expect(reports).toEqual([{ id: ids[0], delivered: true, status: "DELIVRD" }]);
  });

  it("PKI-41: refuses a wrong secret: the operator's blame, and no message leaves", async () => {
    const { simulator, provider } = await bench(version, { secret: "other" });
    expect(await faultOf(provider.send(order("文字")))).toBe("provider LOGIN_SECRET");
    expect(simulator.requests()).toBe(0);
  });

  it("PKI-41: refuses an unknown enterprise code", async () => {
    const { provider } = await bench(version, { spId: "900002" });
    expect(await faultOf(provider.send(order("文字")))).toBe("provider LOGIN_ADDRESS");
  });

  it("PKI-41: gets long texts in parts of 67 and gives them to the phone whole", async () => {
    const { simulator, provider } = await bench(version);
    const sent = [];
    for (const length of [70, 71, 134, 135]) {
      const before = simulator.requests();
      await provider.send(order("验".repeat(length), `k${length}`));
      sent.push(simulator.requests() - before);
    }
    expect(sent).toEqual([1, 2, 2, 3]);
    expect(simulator.inbox().map(({ text }) => text.length)).toEqual([70, 71, 134, 135]);
  });

  it("PKI-41: that loses a report still has the message taken, and no report is made up", async () => {
    const { simulator, provider, reports } = await bench(version);
    simulator.fail({ loseReports: true });
    await provider.send(order("一"));
    simulator.fail({});
    await provider.send(order("二", "second"));
    await until(() => reports.length === 1);
    expect(simulator.inbox().map(({ text }) => text)).toEqual(["一", "二"]);
  });

  it("reports what was not delivered with the operator's word for it", async () => {
    const { simulator, provider, reports } = await bench(version);
    simulator.fail({ status: "UNDELIV" });
    await provider.send(order("一"));
    await until(() => reports.length === 1);
    expect(reports[0]).toMatchObject({ delivered: false, status: "UNDELIV" });
  });

  it("PKI-41: broken off in the middle of a frame, the same message goes again once and arrives once", async () => {
    const { simulator, provider } = await bench(version);
    simulator.fail({ cutAnswer: true });
    expect(await faultOf(provider.send(order("验".repeat(80))))).toBe("passing CLOSED");
    simulator.fail({});
    expect(await faultOf(provider.send(order("验".repeat(80))))).toBe("taken");
    expect(simulator.inbox()).toHaveLength(1);
  });

  it("PKI-41: that answers with garbage is left and called anew", async () => {
    const { simulator, provider } = await bench(version);
    simulator.fail({ garbage: true });
    expect(await faultOf(provider.send(order("文字")))).toBe("passing GARBAGE");
    simulator.fail({});
    expect(await faultOf(provider.send(order("文字")))).toBe("taken");
  });

  it("PKI-41: that does not answer in time is retryable, and knows the message sent again by its sequence number", async () => {
    const { time, simulator, provider } = await bench(version);
    simulator.fail({ silent: true });
    const first = faultOf(provider.send(order("文字")));
    await until(() => simulator.requests() === 1);
    time.pass(cmppTimes.answerMs);
    expect(await first).toBe("passing NO_ANSWER");
    simulator.fail({});
    expect(await faultOf(provider.send(order("文字")))).toBe("taken");
    expect(simulator.inbox()).toHaveLength(1);
  });

  it("PKI-41: that limits the rate refuses for now, and takes the same message later", async () => {
    const { simulator, provider } = await bench(version);
    simulator.fail({ rateLimit: true });
    expect(await faultOf(provider.send(order("文字")))).toBe("passing RATE_LIMIT");
    simulator.fail({});
    expect(await faultOf(provider.send(order("文字")))).toBe("taken");
    expect(simulator.inbox()).toHaveLength(1);
  });

  it("has no more messages unanswered than the window allows", async () => {
    const { time, simulator, provider } = await bench(version, { window: 2 });
    simulator.fail({ delayMs: 100 });
    const sends = Array.from({ length: 5 }, (_, at) => provider.send(order("文字", `k${at}`)));
    for (const seen of [2, 4]) {
      await until(() => simulator.requests() === seen);
      await new Promise((resolve) => setImmediate(resolve));
      expect(simulator.requests()).toBe(seen);
      time.pass(100);
    }
    await until(() => simulator.requests() === 5);
    time.pass(100);
    await Promise.all(sends);
  });

  it("is asked whether it is there after a silence, answers the same question, and is left when it stays silent", async () => {
    const { time, simulator, provider } = await bench(version);
    await provider.send(order("文字"));
    simulator.test();
    await until(() => simulator.alive() === 1);
    simulator.fail({ silent: true });
    time.pass(cmppTimes.idleMs + 3 * cmppTimes.answerMs);
    await until(() => simulator.connections() === 0);
    simulator.fail({});
    await until(() => time.waiting(cmppTimes.reconnectMs) > 0);
    time.pass(cmppTimes.reconnectMs);
    await until(() => simulator.connections() === 1);
  });

  it("that breaks the connection is called again by itself, and hears TERMINATE at the end", async () => {
    const { time, simulator, provider } = await bench(version);
    await provider.start();
    await provider.send(order("一"));
    simulator.hangUp();
    await until(() => simulator.connections() === 0);
    // The gateway's end closes first; ours calls again only after it has noticed.
    await until(() => time.waiting(cmppTimes.reconnectMs) > 0);
    time.pass(cmppTimes.reconnectMs);
    await until(() => simulator.connections() === 1);
    await provider.send(order("二", "second"));
    await provider.stop();
    await until(() => simulator.connections() === 0);
    time.pass(10 * cmppTimes.reconnectMostMs);
    expect(await faultOf(provider.send(order("三", "third")))).toBe("passing STOPPED");
    expect(simulator.inbox().map(({ text }) => text)).toEqual(["一", "二"]);
  });
});

describe("a gateway that cannot prove itself", () => {
  /** Says yes to everybody, as somebody would who stepped in between. */
  async function stranger(): Promise<{ port: number; submits: () => number; stop: () => Promise<void> }> {
    let submits = 0;
    const server = createServer((socket) => {
      const read = frameReader();
      socket.on("error", () => undefined);
      socket.on("data", (chunk) => {
        for (const { command, sequence } of read(chunk).frames) {
          if (command === 4) submits += 1;
          if (command !== 1) continue;
          const yes = { kind: "connect-answer", status: 0, digest: new Uint8Array(16), version: 0x30 } as const;
          socket.write(frameBytes(frameOf(yes, sequence, "3.0")));
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    return { port, submits: () => submits, stop: () => new Promise((done) => server.close(() => done())) };
  }

  it("PKI-41: gets no message; only a setting for old gateways lets it", async () => {
    const time = fakeTime();
    const other = await stranger();
    const strict = cmppProvider(settingsFor("3.0", other.port, {}), time);
    expect(await faultOf(strict.send(order("文字")))).toBe("provider GATEWAY_PROOF");
    expect(other.submits()).toBe(0);
    await strict.stop();
    const lax = cmppProvider(settingsFor("3.0", other.port, { checkGateway: false }), time);
    const sending = faultOf(lax.send(order("文字")));
    await until(() => other.submits() === 1);
    time.pass(cmppTimes.answerMs);
    expect(await sending).toBe("passing NO_ANSWER");
    const stopped = lax.stop();
    time.pass(cmppTimes.answerMs);
    await stopped;
    await other.stop();
  });

  it("PKI-41: nobody behind the port, or nobody who speaks, is retryable", async () => {
    const time = fakeTime();
    const mute = createServer((socket) => socket.on("error", () => undefined));
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    const address = mute.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const provider = cmppProvider(settingsFor("2.0", port, {}), time);
    const sending = faultOf(provider.send(order("文字")));
    await until(() => time.waiting() > 0);
    time.pass(cmppTimes.connectMs);
    expect(await sending).toMatch(/^passing /);
    await new Promise((done) => mute.close(done));
    expect(await faultOf(provider.send(order("文字")))).toBe("passing CONNECTION");
    await provider.stop();
  });

  it("a number that is none, and a text beyond all parts, are the message's own fault", async () => {
    const { provider } = await bench("2.0");
    expect(await faultOf(provider.send({ ...order("文字"), phone: "张三" }))).toBe("message NUMBER");
    expect(await faultOf(provider.send(order("验".repeat(20_000), "long")))).toBe("message TOO_LONG");
  });
});
