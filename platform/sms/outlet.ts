/** Where messages leave this platform: the demo inbox, a simulated operator in front of it, or the administrator's operators. */
import type { FastifyBaseLogger } from "fastify";
import { AppError } from "../../shared/failure";
import { auditAlone } from "../audit";
import type { Database } from "../store/tables";
import type { RecordSms, SmsEvent } from "./events";
import { type DemoInbox, demoInbox, type SmsGateway } from "./gateway";
import { smsRoute } from "./route";
import { loadSmsSettings, providersOf, type SmsSettings, smsSettings } from "./settings";
import { type SimulatedOperator, simulatedOperators, startSimulated } from "./simulated";
import { afterReal } from "./timer";

export interface SmsOptions {
  /** The administrator's file of operators (docs/sms.md). */
  readonly smsFile?: string;
  /** One address that takes `{phone, text}`, instead of a file. */
  readonly smsUrl?: string;
  /** Demo city: messages go over this wire to a simulator before they come to the demo inbox. */
  readonly smsSimulator?: string;
}

export interface OutletParts {
  readonly options: SmsOptions;
  readonly demo: boolean;
  readonly clock: () => Date;
  readonly db: Database;
  readonly log: FastifyBaseLogger;
}

export interface Outlet {
  readonly gateway: SmsGateway;
  /** Null outside the demo city. */
  readonly inbox: DemoInbox | null;
  readonly stop: () => Promise<void>;
}

/** @throws AppError E_STATE: codes that reach nobody would lock everybody out */
export async function openOutlet(parts: OutletParts): Promise<Outlet> {
  const { options, clock } = parts;
  const recording = { clock, record: recordIn(parts), lost: (event: SmsEvent) => lostIn(parts, event) };
  if (parts.demo) {
    // The demo cast's numbers are nobody's: no operator of the administrator's is ever given one.
    if (options.smsSimulator === undefined) {
      const inbox = demoInbox(clock);
      return { gateway: inbox, inbox, stop: async () => undefined };
    }
    const { inbox, stop } = await startSimulated(operatorOf(options.smsSimulator), recording);
    return { gateway: inbox, inbox, stop };
  }
  const providers = providersOf(await settingsOf(options), { clock, after: afterReal });
  const route = smsRoute({ ...recording, providers, after: afterReal });
  try {
    await route.start();
  } catch (error) {
    await route.stop();
    throw error;
  }
  return { gateway: route, inbox: null, stop: route.stop };
}

function operatorOf(name: string): SimulatedOperator {
  const known = simulatedOperators.find((operator) => operator === name);
  if (known !== undefined) return known;
  throw new AppError("E_STATE", `CAIBIAN_SMS_SIMULATOR 只能是 ${simulatedOperators.join("、")}`);
}

async function settingsOf({ smsFile, smsUrl }: SmsOptions): Promise<SmsSettings> {
  if (smsFile !== undefined) return loadSmsSettings(smsFile);
  if (smsUrl === undefined) throw new AppError("E_STATE", "没有配置短信网关（CAIBIAN_SMS_FILE 或 CAIBIAN_SMS_URL）");
  const parsed = smsSettings.safeParse({
    format: "caibian-sms/1",
    providers: [{ kind: "http", name: "短信网关", url: smsUrl }],
  });
  if (parsed.success) return parsed.data;
  throw new AppError("E_STATE", "CAIBIAN_SMS_URL 不是 http 或 https 地址");
}

/** Into the audit; an operator that goes down or comes back is told in the log as well. */
function recordIn({ db, clock, log }: OutletParts): RecordSms {
  return async ({ event, detail }) => {
    if (event === "sms-provider-down" || event === "sms-provider-up") log.warn({ event, detail }, "sms");
    await auditAlone(db, clock().toISOString(), { event, detail });
  };
}

function lostIn({ log }: OutletParts, { event }: SmsEvent): void {
  log.error({ event }, "an event of an SMS could not be written into the audit");
}
