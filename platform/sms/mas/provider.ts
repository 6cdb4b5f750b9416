/** A cloud-MAS account as a provider: one HTTP request for a message, delivery reports by the operator's own requests. */
import { answerText } from "../http-text";
import { type Blame, ReportListeners, reasonWord, SmsFault, type SmsOrder, type SmsProvider } from "../provider";
import { plainNumber, withoutSignature } from "../recipient";
import { listenForReports, type ReportListener } from "./reports";
import type { MasSettings } from "./settings";
import { masAnswer, masBody, readJson } from "./wire";

export interface MasProvider extends SmsProvider {
  /** Where reports are listened for; null where none are. */
  readonly reportUrl: () => string | null;
}

/** What MAS answers when our account is refused, whatever we send. */
const accountWords: ReadonlySet<string> = new Set([
  "IllegalMac",
  "IllegalSignId",
  "InvalidUsrOrPwd",
  "NoSignId",
  "NOT_WHITE_IP",
]);
/** And when this one message is refused. */
const messageWords: ReadonlySet<string> = new Set(["InvalidMessage", "InvalidMobile", "TooManyMobiles"]);

export function masProvider(settings: MasSettings): MasProvider {
  const listeners = new ReportListeners();
  let listener: ReportListener | null = null;
  return {
    name: settings.name,
    start: async () => {
      if (settings.reports !== undefined) listener = await listenForReports(settings.reports, listeners.tell);
    },
    send: (order) => send(settings, order),
    onReport: listeners.add,
    reportUrl: () => listener?.url ?? null,
    stop: async () => {
      await listener?.stop();
    },
  };
}

async function send(settings: MasSettings, order: SmsOrder): Promise<readonly string[]> {
  const mobiles = plainNumber(order.phone);
  const text = withoutSignature(order.text, settings.signature);
  const content = settings.templateId === undefined ? text : JSON.stringify(order.values);
  const { status, body } = await post(settings, { key: order.key, body: masBody(settings, { mobiles, content }) });
  if (status === 429) throw new SmsFault("passing", "RATE_LIMIT");
  if (status < 200 || status > 299) throw new SmsFault(status >= 500 ? "passing" : "provider", `HTTP_${status}`);
  const answer = body === null ? null : readJson(body, masAnswer);
  if (answer === null) throw new SmsFault("passing", "GARBAGE");
  if (!answer.success) throw new SmsFault(blameOf(answer.rspcod), reasonWord(answer.rspcod));
  const group = answer.msgGroup ?? answer.mgsGroup ?? "";
  return group === "" ? [] : [group];
}

function blameOf(rspcod: string): Blame {
  if (accountWords.has(rspcod)) return "provider";
  return messageWords.has(rspcod) ? "message" : "passing";
}

interface Posted {
  readonly status: number;
  readonly body: string | null;
}

/** @throws SmsFault `passing` when nothing came back in time */
async function post({ url, timeoutMs }: MasSettings, given: { key: string; body: string }): Promise<Posted> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      // MAS has no field for it and passes it over; a gateway that knows it can tell a message sent again.
      headers: { "content-type": "text/plain; charset=utf-8", "idempotency-key": given.key },
      body: given.body,
      // A code goes to the configured place or nowhere.
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: answer.status, body: await answerText(answer) };
  } catch (cause) {
    throw new SmsFault("passing", cause instanceof Error && cause.name === "TimeoutError" ? "NO_ANSWER" : "CONNECTION");
  }
}
