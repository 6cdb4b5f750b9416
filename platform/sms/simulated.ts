/** The demo city's operators: the real adapters, talking on loopback to a simulator whose phones are the demo inbox. */

import { cmppProvider } from "./cmpp/provider";
import { cmppSettings } from "./cmpp/settings";
import { startCmppSimulator } from "./cmpp/simulator";
import type { CmppVersion } from "./cmpp/version";
import type { RecordSms, SmsEvent } from "./events";
import { type DemoInbox, demoInbox } from "./gateway";
import { masProvider } from "./mas/provider";
import { masSettings } from "./mas/settings";
import { startMasSimulator } from "./mas/simulator";
import type { SmsProvider } from "./provider";
import { type SmsRoute, smsRoute } from "./route";
import type { Simulator } from "./simulator";
import { afterReal } from "./timer";

export const simulatedOperators = ["mas", "cmpp20", "cmpp30"] as const;
export type SimulatedOperator = (typeof simulatedOperators)[number];

export interface SimulatedParts {
  readonly clock: () => Date;
  readonly record: RecordSms;
  readonly lost: (event: SmsEvent) => void;
}

export interface SimulatedSmsCity {
  /** Sends over the wire; shows what arrived at the other end. */
  readonly inbox: DemoInbox;
  readonly route: SmsRoute;
  readonly simulator: Simulator;
  readonly stop: () => Promise<void>;
}

export async function startSimulated(operator: SimulatedOperator, parts: SimulatedParts): Promise<SimulatedSmsCity> {
  const { simulator, provider } = await (operator === "mas"
    ? simulatedMas()
    : simulatedCmpp(operator === "cmpp20" ? "2.0" : "3.0", parts.clock));
  const route = smsRoute({ ...parts, providers: [provider], after: afterReal });
  await route.start();
  const stop = async (): Promise<void> => {
    await route.stop();
    await simulator.stop();
  };
  return { inbox: arrivals(simulator, route, parts.clock), route, simulator, stop };
}

/** The demo page names people, the wire only numbers: who was written to is remembered beside it. */
function arrivals(simulator: Simulator, route: SmsRoute, clock: () => Date): DemoInbox {
  const names = new Map<string, string>();
  const shown = demoInbox(clock);
  let taken = 0;
  return {
    send: async (message) => {
      names.set(message.phone, message.to);
      await route.send(message);
      // Counted before the first wait, so that two sends at once show nothing twice.
      const fresh = simulator.inbox().slice(taken);
      taken += fresh.length;
      for (const { phone, text } of fresh) await shown.send({ phone, text, to: names.get(phone) ?? "" });
    },
    messages: shown.messages,
  };
}

interface Operator {
  readonly simulator: Simulator;
  readonly provider: SmsProvider;
}

async function simulatedMas(): Promise<Operator> {
  const account = { ecName: "演示城市", apId: "demo", secretKey: "demo-only", sign: "demo-sign", addSerial: "" };
  const simulator = await startMasSimulator({ account });
  const reports = { host: "127.0.0.1", port: 0, path: "/demo-reports-of-mas" };
  const provider = masProvider(
    masSettings.parse({ kind: "mas", name: "模拟云MAS", url: simulator.url, ...account, signature: "keep", reports }),
  );
  return {
    simulator,
    provider: {
      ...provider,
      start: async () => {
        await provider.start();
        simulator.reportTo(provider.reportUrl() ?? "");
      },
    },
  };
}

async function simulatedCmpp(version: CmppVersion, clock: () => Date): Promise<Operator> {
  const account = { spId: "900001", secret: "demo-only" };
  const simulator = await startCmppSimulator({ ...account, version, clock });
  const place = { host: "127.0.0.1", port: simulator.port, sourceId: "10690001" };
  const settings = cmppSettings.parse({ kind: "cmpp", name: `模拟CMPP${version}`, version, ...account, ...place });
  return { simulator, provider: cmppProvider(settings, { clock, after: afterReal }) };
}
