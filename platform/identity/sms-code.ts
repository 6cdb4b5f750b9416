/** The SMS code after the key (AU-2): six digits, five minutes, five attempts, sixty seconds between sends, used once. */
import { AppError } from "../../shared/failure";
import type { Ticket } from "../../shared/http/session";
import { audit } from "../audit";
import type { Services } from "../services";
import { maskPhone, type SmsMessage } from "../sms/gateway";
import type { Tables, Work } from "../store/tables";
import { hashOfSecret, macOfCode, newCode, newSecret, sameText } from "./secret";

const CODE_LIFE_MS = 5 * 60_000;
const TICKET_LIFE_MS = 15 * 60_000;
const RESEND_AFTER_S = 60;
const ATTEMPTS = 5;
/** Wrong codes of one account within the hour since its last sign-in, whatever was resent or begun anew. */
const WRONG_CODES = 15;
const HOUR_MS = 3_600_000;

interface Issued {
  readonly ticket: Ticket;
  readonly message: SmsMessage;
}

/** A new ticket with its code on the way. @throws AppError E_LIMIT within 60 s of an unused code, or after too many wrong ones. */
export async function openTicket(
  services: Services,
  person: { readonly account: Tables["accounts"]; readonly device: string },
): Promise<Ticket> {
  const issued = await services.store.db.transaction().execute(async (work) => {
    await refuseFlood(services, work, person.account.account_id);
    const secret = newSecret();
    const at = services.clock();
    await work
      .insertInto("tickets")
      .values({
        ticket_hash: hashOfSecret(secret),
        account_id: person.account.account_id,
        device: person.device,
        expires_at: new Date(at.getTime() + TICKET_LIFE_MS).toISOString(),
        code_mac: "",
        code_expires_at: "",
        attempts: 0,
        wrong: 0,
        sent_at: "",
        used: false,
      })
      .execute();
    return sendCode(services, work, { secret, account: person.account });
  });
  await services.sms.send(issued.message);
  return issued.ticket;
}

/** @throws AppError E_SMS for an unknown or ended ticket, E_LIMIT within 60 s of the last send. */
export async function resendCode(services: Services, secret: string): Promise<Ticket> {
  const issued = await services.store.db.transaction().execute(async (work) => {
    const row = await ticketOf(work, secret);
    const now = services.clock().toISOString();
    if (row === null || row.used || row.expires_at <= now) throw new AppError("E_SMS", "登录步骤已失效，请重新登录");
    await refuseFlood(services, work, row.account_id);
    const account = await work
      .selectFrom("accounts")
      .selectAll()
      .where("account_id", "=", row.account_id)
      .executeTakeFirstOrThrow();
    return sendCode(services, work, { secret, account });
  });
  await services.sms.send(issued.message);
  return issued.ticket;
}

async function refuseFlood(services: Services, work: Work, accountId: string): Promise<void> {
  // Serialises two sends for one account, so that both cannot pass the limit.
  await work.selectFrom("accounts").select("account_id").where("account_id", "=", accountId).forUpdate().execute();
  const now = services.clock().getTime();
  const steps = await work
    .selectFrom("tickets")
    .select(["sent_at", "used", "wrong"])
    .where("account_id", "=", accountId)
    .where("sent_at", ">", new Date(now - HOUR_MS).toISOString())
    .orderBy("sent_at", "desc")
    .limit(100)
    .execute();
  const lastUsed = steps.findIndex(({ used }) => used);
  const since = lastUsed < 0 ? steps : steps.slice(0, lastUsed);
  const [last] = since;
  if (last === undefined) return;
  if (since.reduce((sum, { wrong }) => sum + wrong, 0) >= WRONG_CODES)
    throw new AppError("E_LIMIT", "验证码多次输错，请一小时后再试");
  const seconds = RESEND_AFTER_S - (now - Date.parse(last.sent_at)) / 1_000;
  if (seconds > 0) throw new AppError("E_LIMIT", `短信刚刚发送，请 ${Math.ceil(seconds)} 秒后再试`);
}

async function sendCode(
  services: Services,
  work: Work,
  to: { readonly secret: string; readonly account: Tables["accounts"] },
): Promise<Issued> {
  const code = newCode();
  const now = services.clock();
  const ticketHash = hashOfSecret(to.secret);
  const expiresAt = new Date(now.getTime() + CODE_LIFE_MS).toISOString();
  await work
    .updateTable("tickets")
    .set({
      code_mac: macOfCode(services.pepper, ticketHash, code),
      code_expires_at: expiresAt,
      attempts: 0,
      sent_at: now.toISOString(),
    })
    .where("ticket_hash", "=", ticketHash)
    .execute();
  await audit(work, now.toISOString(), { event: "sms-sent", accountId: to.account.account_id });
  const text = `【采编平台】登录验证码 ${code}，5 分钟内有效。请勿告知他人。`;
  return {
    ticket: {
      ticket: to.secret,
      maskedPhone: maskPhone(to.account.phone),
      expiresAt,
      resendAfterSeconds: RESEND_AFTER_S,
    },
    message: { phone: to.account.phone, text, to: to.account.name },
  };
}

async function ticketOf(work: Work, secret: string): Promise<Tables["tickets"] | null> {
  const row = await work
    .selectFrom("tickets")
    .selectAll()
    .where("ticket_hash", "=", hashOfSecret(secret))
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

type Verdict =
  | { readonly kind: "right"; readonly accountId: string; readonly device: string }
  | { readonly kind: "wrong"; readonly accountId: string }
  | { readonly kind: "stale" }
  | { readonly kind: "exhausted" };

/** Judges a code and uses it up. The attempt is counted even when it fails, so the answer is a value, not a throw. */
export async function judgeCode(
  services: Services,
  work: Work,
  given: { readonly ticket: string; readonly code: string },
): Promise<Verdict> {
  const row = await ticketOf(work, given.ticket);
  const now = services.clock().toISOString();
  if (row === null || row.used || row.code_expires_at <= now) return { kind: "stale" };
  if (row.attempts >= ATTEMPTS) return { kind: "exhausted" };
  const right = sameText(row.code_mac, macOfCode(services.pepper, row.ticket_hash, given.code));
  await work
    .updateTable("tickets")
    .set({ attempts: row.attempts + 1, wrong: row.wrong + (right ? 0 : 1), used: right })
    .where("ticket_hash", "=", row.ticket_hash)
    .execute();
  return right
    ? { kind: "right", accountId: row.account_id, device: row.device }
    : { kind: "wrong", accountId: row.account_id };
}
