/** Where messages leave a platform, by its settings; and S10 over everything it writes down on the way. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { inspect } from "node:util";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeCheck } from "../../node/signature-check";
import { verifyAudit } from "../audit/verification";
import type { Store } from "../store/tables";
import { openTestStore } from "../testing/store";
import { startCmppSimulator } from "./cmpp/simulator";
import { startMasSimulator } from "./mas/simulator";
import { type Outlet, openOutlet, type SmsOptions } from "./outlet";
import { simulatedOperators } from "./simulated";
import type { Simulator, SimulatorFaults } from "./simulator";
import { until } from "./testing/timers";

const code = "739205";
const phone = "13912345678";
const message = { phone, text: `【采编平台】登录验证码 ${code}，5 分钟内有效。`, to: "林初晴", values: [code] };
const folder = mkdtempSync(join(tmpdir(), "caibian-sms-"));

let store: Store;
const logged: string[] = [];
const log = pino(
  { level: "trace", timestamp: false },
  new Writable({
    write: (chunk, _encoding, done) => {
      logged.push(String(chunk));
      done();
    },
  }),
);
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = (options: SmsOptions, demo: boolean): Promise<Outlet> =>
  openOutlet({ options, demo, clock: () => new Date(), db: store.db, log });

const auditRows = () => store.db.selectFrom("audit").selectAll().orderBy("seq").execute();
const auditEvents = async () => (await auditRows()).map(({ event }) => event);

function settingsFile(name: string, content: unknown, mode = 0o600): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content), { mode });
  return file;
}

describe("the demo city's messages", () => {
  it("stay in the demo inbox unless something else is asked for, and write nothing down", async () => {
    const outlet = await open({ smsFile: "/nowhere", smsUrl: "https://operator.invalid" }, true);
    await outlet.gateway.send(message);
    expect(outlet.inbox?.messages()).toMatchObject([{ text: message.text, to: "林初晴" }]);
    expect(await auditEvents()).toEqual([]);
    await outlet.stop();
  });

  it.each(simulatedOperators)("come to the same inbox over a simulated operator: %s", async (operator) => {
    const before = (await auditEvents()).length;
    const outlet = await open({ smsSimulator: operator }, true);
    await outlet.gateway.send(message);
    expect(outlet.inbox?.messages()).toMatchObject([{ phone, text: message.text, to: "林初晴" }]);
    let events: string[] = [];
    await until(() => {
      void auditEvents().then((all) => {
        events = all.slice(before);
      });
      return events.length === 2;
    });
    expect(events).toEqual(["sms-accepted", "sms-delivered"]);
    await outlet.stop();
  });

  it("sent at the same time are shown once each, under their own names", async () => {
    const outlet = await open({ smsSimulator: "cmpp30" }, true);
    const people = ["甲", "乙", "丙", "丁"].map((to, at) => ({ ...message, to, phone: `1391234567${at}` }));
    await Promise.all(people.map(outlet.gateway.send));
    const shown = outlet.inbox?.messages().map(({ to, phone: at }) => `${to} ${at}`);
    expect(shown?.toSorted()).toEqual(people.map(({ to, phone: at }) => `${to} ${at}`).toSorted());
    await outlet.stop();
  });

  it("name an operator that is simulated, or the platform does not start", async () => {
    await expect(open({ smsSimulator: "cmpp40" }, true)).rejects.toMatchObject({ code: "E_STATE" });
  });
});

describe("the administrator's operators", () => {
  it("must be there: a platform whose codes reach nobody does not start", async () => {
    await expect(open({}, false)).rejects.toMatchObject({ code: "E_STATE" });
    await expect(open({ smsUrl: "ftp://operator" }, false)).rejects.toMatchObject({ code: "E_STATE" });
    await expect(open({ smsFile: join(folder, "none.json") }, false)).rejects.toMatchObject({ code: "E_STATE" });
  });

  it("come from a file that others cannot read and that says what it means; its secrets are in no failure", async () => {
    const http = { kind: "http", name: "甲", url: "https://operator.invalid/" };
    const faulty = [
      settingsFile("open.json", { format: "caibian-sms/1", providers: [http] }, 0o644),
      settingsFile("text.json", "{"),
      settingsFile("twice.json", { format: "caibian-sms/1", providers: [http, http] }),
      settingsFile("none-in.json", { format: "caibian-sms/1", providers: [] }),
      settingsFile("odd.json", { format: "caibian-sms/1", providers: [{ ...http, secret: "s3cret-in-file" }] }),
    ];
    for (const smsFile of faulty) {
      const error = await open({ smsFile }, false).catch((cause) => cause);
      expect(error).toMatchObject({ code: "E_STATE" });
      expect(inspect(error, { depth: 9 })).not.toContain("s3cret-in-file");
    }
  });

  it("PKI-41: in their order: the first is down, the second takes the message, the audit names both", async () => {
    const account = { spId: "900001", secret: "s3cret" };
    const simulator = await startCmppSimulator({ ...account, version: "3.0", clock: () => new Date() });
    const cmpp = { kind: "cmpp", version: "3.0", host: "127.0.0.1", sourceId: "10690001", ...account };
    const smsFile = settingsFile("two.json", {
      format: "caibian-sms/1",
      providers: [
        { ...cmpp, name: "甲", port: 1 },
        { ...cmpp, name: "乙", port: simulator.port },
      ],
    });
    const outlet = await open({ smsFile }, false);
    expect(outlet.inbox).toBeNull();
    await outlet.gateway.send(message);
    expect(simulator.inbox()).toEqual([{ phone, text: message.text }]);
    await outlet.stop();
    const details = (await auditRows()).map(({ event, detail }) => `${event} ${detail}`);
    expect(details.filter((line) => line.startsWith("sms-refused 甲 139****5678"))).toHaveLength(2);
    expect(details.some((line) => line.startsWith("sms-accepted 乙 139****5678"))).toBe(true);
    await simulator.stop();
  });

  it("whose reports cannot be listened for keep the platform from starting, and leave nothing open", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const account = { ecName: "市政府", apId: "a", secretKey: "s3cret", sign: "s", url: "http://127.0.0.1:1/" };
    const mas = (name: string, at: number) => ({
      ...{ kind: "mas", name, ...account, reports: { host: "127.0.0.1", port: at, path: "/reports-of-the-operator" } },
    });
    const providers = [mas("甲", 0), mas("乙", port)];
    const smsFile = settingsFile("taken.json", { format: "caibian-sms/1", providers });
    await expect(open({ smsFile }, false)).rejects.toMatchObject({ code: "E_STATE" });
    await new Promise((resolve) => taken.close(resolve));
  });

  it("a unit's own service by CAIBIAN_SMS_URL gets phone and text; another answer than 2xx is E_SMS_GATEWAY", async () => {
    const got: string[] = [];
    let status = 200;
    const server = createServer((request, reply) => {
      request.on("data", (part) => got.push(String(part)));
      request.on("end", () => reply.writeHead(status).end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const outlet = await open({ smsUrl: `http://127.0.0.1:${port}/` }, false);
    await outlet.gateway.send(message);
    expect(JSON.parse(got.join(""))).toEqual({ phone, text: message.text });
    status = 403;
    await expect(outlet.gateway.send(message)).rejects.toMatchObject({
      code: "E_SMS_GATEWAY",
      detail: "通道应答 HTTP_403",
    });
    await outlet.stop();
    await new Promise((resolve) => server.close(resolve));
  });
});

describe("S10: codes and numbers", () => {
  const faults: readonly Partial<SimulatorFaults>[] = [
    ...[{}, { rateLimit: true }, { wrongSecret: true }, { cutAnswer: true }, { garbage: true }],
    ...[{ loseReports: true }, { status: `${code}1` }, { status: "MA:0022" }],
  ];

  /** Sends under one fault, and gives back whatever the caller got to see. */
  async function sendUnder(simulator: Simulator, fault: Partial<SimulatorFaults>, smsFile: string): Promise<string> {
    simulator.fail(fault);
    const outlet = await open({ smsFile }, false);
    const seen = await outlet.gateway.send(message).then(
      () => "sent",
      (error) => inspect(error, { depth: 9, showHidden: true }),
    );
    await outlet.stop();
    return seen;
  }

  it("stand in no log, no audit row and no error, whatever an operator does", async () => {
    const mas = { ecName: "市政府", apId: "a", secretKey: "s3cret", sign: "s", addSerial: "" };
    const cmpp = { spId: "900001", secret: "s3cret" };
    const masSimulator = await startMasSimulator({ account: mas });
    const cmppSimulator = await startCmppSimulator({ ...cmpp, version: "2.0", clock: () => new Date() });
    const place = { host: "127.0.0.1", port: cmppSimulator.port, version: "2.0", sourceId: "10690001" };
    const runs = [
      [masSimulator, { kind: "mas", name: "甲", url: masSimulator.url, ...mas }],
      [cmppSimulator, { kind: "cmpp", name: "乙", ...place, ...cmpp }],
    ] as const;
    const seen: string[] = [];
    for (const [at, [simulator, provider]] of runs.entries()) {
      const smsFile = settingsFile(`s10-${at}.json`, { format: "caibian-sms/1", providers: [provider] });
      for (const fault of faults) seen.push(await sendUnder(simulator, fault, smsFile));
      expect(simulator.inbox().some(({ text }) => text.includes(code))).toBe(true);
      await simulator.stop();
    }
    expect(seen.filter((text) => text === "sent").length).toBeGreaterThan(6);
    expect(seen.filter((text) => text.includes("E_SMS_GATEWAY")).length).toBeGreaterThan(6);
    const rows = await auditRows();
    expect(rows.length).toBeGreaterThan(20);
    const everything = [
      ...seen,
      ...logged,
      ...rows.map(({ event, detail, account_id }) => `${event} ${detail} ${account_id}`),
    ].join("\n");
    expect(everything).toContain("139****5678");
    for (const secret of [code, phone, "s3cret", "登录验证码"]) expect(everything).not.toContain(secret);
    expect(await verifyAudit(store.db, { sites: new Map(), check: nodeCheck })).toBe(rows.length);
  });
});
