/**
 * How often a code may be sent, and how often guessed, by account and by phone; the numbers are ours (AU-2). Codes that
 * nobody gives back are the ones to fear: somebody has a key and not its phone, or pesters one. Of those five an hour, a minute
 * apart. One that led to a sign-in shows key, PIN and phone in one hand, so the next may follow at once; it counts towards ten
 * an hour in all, so that no account and no phone is ever sent more, whoever asks.
 */
import { createHash } from "node:crypto";
import { AppError } from "../../shared/failure";
import type { Services } from "../services";
import type { StoredAccount, Work } from "../store/tables";

export const RESEND_AFTER_S = 60;
const SENDS = 5;
const SENDS_IN_ALL = 10;
/** Wrong codes of one account within the hour since its last sign-in, whatever was resent or begun anew. */
const WRONG_CODES = 15;
const HOUR_MS = 3_600_000;

type Recipient = Pick<StoredAccount, "account_id" | "phone">;

/** @throws AppError E_LIMIT */
export async function refuseFlood(services: Services, work: Work, { account_id, phone }: Recipient): Promise<void> {
  // Serialises two sends to one phone, so that both cannot pass the limit. In order, so that no two wait for each other.
  await work
    .selectFrom("accounts")
    .select("account_id")
    .where("phone", "=", phone)
    .orderBy("account_id")
    .forUpdate()
    .execute();
  const now = services.clock().getTime();
  const since = new Date(now - HOUR_MS).toISOString();
  await refuseGuesser(work, account_id, since);
  for (const [column, value] of [["account_id", account_id] as const, ["phone_hash", hashOfPhone(phone)] as const]) {
    const sends = await work
      .selectFrom("sms_sends")
      .select(["at", "answered"])
      .where(column, "=", value)
      .where("at", ">", since)
      .orderBy("at", "desc")
      .limit(SENDS_IN_ALL)
      .execute();
    const open = sends.filter(({ answered }) => !answered);
    refuseSoon(open, now);
    refuseMany(open, SENDS, now);
    refuseMany(sends, SENDS_IN_ALL, now);
  }
}

interface Send {
  readonly at: string;
}

function refuseSoon([last]: readonly Send[], now: number): void {
  if (last === undefined) return;
  const seconds = RESEND_AFTER_S - (now - Date.parse(last.at)) / 1_000;
  if (seconds > 0) throw new AppError("E_LIMIT", `短信刚刚发送，请 ${Math.ceil(seconds)} 秒后再试`);
}

/** `sends` newest first. */
function refuseMany(sends: readonly Send[], most: number, now: number): void {
  const oldest = sends[most - 1];
  if (oldest === undefined) return;
  const minutes = Math.ceil((Date.parse(oldest.at) + HOUR_MS - now) / 60_000);
  throw new AppError("E_LIMIT", `一小时内已发送 ${most} 次，请 ${minutes} 分钟后再试`);
}

async function refuseGuesser(work: Work, accountId: string, since: string): Promise<void> {
  const steps = await work
    .selectFrom("tickets")
    .select(["used", "wrong"])
    .where("account_id", "=", accountId)
    .where("sent_at", ">", since)
    .orderBy("sent_at", "desc")
    .limit(100)
    .execute();
  const lastUsed = steps.findIndex(({ used }) => used);
  const open = lastUsed < 0 ? steps : steps.slice(0, lastUsed);
  if (open.reduce((sum, { wrong }) => sum + wrong, 0) >= WRONG_CODES)
    throw new AppError("E_LIMIT", "验证码多次输错，请一小时后再试");
}

export async function noteSend(work: Work, { account_id, phone }: Recipient, at: Date): Promise<void> {
  const past = new Date(at.getTime() - 24 * HOUR_MS).toISOString();
  await work.deleteFrom("sms_sends").where("at", "<", past).execute();
  await work
    .insertInto("sms_sends")
    .values({ account_id, phone_hash: hashOfPhone(phone), at: at.toISOString(), answered: false })
    .execute();
}

/** The code was given back rightly. */
export async function noteAnswer(work: Work, { account_id, phone }: Recipient): Promise<void> {
  await work
    .updateTable("sms_sends")
    .set({ answered: true })
    .where((row) => row.or([row("account_id", "=", account_id), row("phone_hash", "=", hashOfPhone(phone))]))
    .execute();
}

/** One number in one form: +86 and spaces would else be another phone. */
function hashOfPhone(phone: string): string {
  const digits = phone.replace(/\D/g, "").replace(/^(?:00)?86(?=1\d{10}$)/, "");
  return createHash("sha256").update(digits).digest("hex");
}
