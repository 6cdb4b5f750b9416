/** A cloud-MAS gateway on loopback: checks macs, takes messages, posts reports. For tests and for the demo city. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { requestText } from "../http-text";
import { GARBAGE, noFaults, type SimulatedSms, type Simulator, type SimulatorFaults } from "../simulator";
import { type After, afterReal, pause } from "../timer";
import { type MasAccount, type MasRequest, masMac, readMasBody } from "./wire";

export interface MasSimulatorOptions {
  readonly account: MasAccount;
  /** What the template says, with {1} for its first gap. */
  readonly template?: string;
  readonly after?: After;
}

export interface MasSimulator extends Simulator {
  readonly url: string;
  /** Where reports are posted. */
  readonly reportTo: (url: string) => void;
  /** Bodies as they came, in Base64. */
  readonly bodies: () => readonly string[];
}

interface City {
  readonly options: MasSimulatorOptions;
  readonly after: After;
  readonly inbox: SimulatedSms[];
  /** Answers by key, so that a message sent again is one message. */
  readonly taken: Map<string, string>;
  readonly bodies: string[];
  faults: SimulatorFaults;
  reportUrl: string | null;
}

export async function startMasSimulator(options: MasSimulatorOptions): Promise<MasSimulator> {
  const city: City = {
    ...{ options, after: options.after ?? afterReal, inbox: [], taken: new Map(), bodies: [] },
    ...{ faults: noFaults, reportUrl: null },
  };
  const server = createServer((request, reply) => {
    answer(city, request, reply).catch(() => reply.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = portOf(server);
  return {
    port,
    url: `http://127.0.0.1:${port}/sms/${options.account.templateId === undefined ? "norsubmit" : "tmpsubmit"}`,
    inbox: () => city.inbox,
    requests: () => city.bodies.length,
    bodies: () => city.bodies,
    reportTo: (url) => {
      city.reportUrl = url;
    },
    fail: (faults) => {
      city.faults = { ...noFaults, ...faults };
    },
    hangUp: () => server.closeAllConnections(),
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function answer(city: City, request: IncomingMessage, reply: ServerResponse): Promise<void> {
  const body = (await requestText(request)) ?? "";
  const { faults } = city;
  city.bodies.push(body);
  const given = readMasBody(body);
  const { rspcod, msgGroup } = judge(city, given, String(request.headers["idempotency-key"] ?? body));
  if (faults.silent) return;
  if (faults.delayMs > 0) await pause(city.after, faults.delayMs);
  if (faults.rateLimit) return void reply.writeHead(429).end();
  const text = JSON.stringify({ success: rspcod === "success", rspcod, msgGroup });
  reply.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  if (faults.cutAnswer) return void reply.write(text.slice(0, 9), () => reply.destroy());
  if (faults.garbage) return void reply.end(Buffer.alloc(Buffer.byteLength(text), GARBAGE));
  reply.end(text);
  if (rspcod === "success" && given !== null) await report(city, given.mobiles, msgGroup);
}

function judge(city: City, given: MasRequest | null, key: string): { rspcod: string; msgGroup: string } {
  const { options, faults } = city;
  if (given === null) return { rspcod: "InvalidMessage", msgGroup: "" };
  const secretKey = faults.wrongSecret ? `${options.account.secretKey}.` : options.account.secretKey;
  const content = given.params ?? given.content ?? "";
  const account = { ...options.account, ecName: given.ecName, apId: given.apId, sign: given.sign };
  const mac = masMac({ ...account, addSerial: given.addSerial, secretKey }, { mobiles: given.mobiles, content });
  if (given.apId !== options.account.apId || given.ecName !== options.account.ecName)
    return { rspcod: "InvalidUsrOrPwd", msgGroup: "" };
  if (mac !== given.mac) return { rspcod: "IllegalMac", msgGroup: "" };
  if (given.sign !== options.account.sign) return { rspcod: "IllegalSignId", msgGroup: "" };
  if (faults.rateLimit) return { rspcod: "RateLimit", msgGroup: "" };
  return { rspcod: "success", msgGroup: take(city, { mobiles: given.mobiles, content, key }) };
}

function take({ taken, inbox, options }: City, given: { mobiles: string; content: string; key: string }): string {
  const before = taken.get(given.key);
  if (before !== undefined) return before;
  const group = `group-${String.fromCharCode(97 + (taken.size % 26))}-${taken.size}`;
  taken.set(given.key, group);
  const text =
    options.account.templateId === undefined ? given.content : filled(options.template ?? "{1}", given.content);
  for (const phone of given.mobiles.split(",")) inbox.push({ phone, text });
  return group;
}

function filled(template: string, params: string): string {
  const values: unknown = JSON.parse(params);
  return Array.isArray(values) ? template.replace(/\{(\d)\}/g, (_, at) => String(values[Number(at) - 1] ?? "")) : "";
}

async function report({ faults, reportUrl }: City, mobiles: string, msgGroup: string): Promise<void> {
  if (faults.loseReports || reportUrl === null) return;
  const delivered = faults.status === "DELIVRD";
  const reports = mobiles.split(",").map((mobile) => ({
    ...{ msgGroup, mobile, reportStatus: delivered ? "CM:0000" : "CM:9999", errorCode: faults.status },
  }));
  // An operator that cannot post a report is a lost report, nothing more.
  await fetch(reportUrl, { method: "POST", body: JSON.stringify(reports) }).catch(() => undefined);
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
