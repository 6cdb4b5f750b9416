/**
 * The SMS code after the key (AU-2): six digits, five minutes, five attempts for each login step, sixty seconds between
 * sends, five sends an hour for each account and each phone, used once. Every failure has the same answer.
 */
import { toBase64 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import type { Ticket } from "../../shared/http/session";
import { audit } from "../audit";
import type { Services } from "../services";
import { maskPhone, type SmsMessage } from "../sms/gateway";
import type { StoredAccount, Tables, Work } from "../store/tables";
import type { CertificateHeld } from "./certificate-name";
import { hashOfSecret, macOfCode, newCode, newSecret, sameText } from "./secret";
import { noteSend, RESEND_AFTER_S, refuseFlood } from "./sms-limits";

const CODE_LIFE_MS = 5 * 60_000;
const ATTEMPTS = 5;

interface Issued {
  readonly ticket: Ticket;
  readonly message: SmsMessage;
}

interface Applicant {
  readonly account: StoredAccount;
  readonly device: string;
  readonly jkt: string;
  readonly certificate: CertificateHeld;
  /** What the message says it is for; a sign-in unless said. */
  readonly purpose?: Purpose;
}

type Purpose = "login" | "confirm";
const purposes: Readonly<Record<Purpose, string>> = { login: "登录验证码", confirm: "管理操作确认码" };

/** A new ticket with its code on the way. @throws AppError E_LIMIT, E_SMS_GATEWAY */
export async function openTicket(
  services: Services,
  { account, device, jkt, certificate, purpose = "login" }: Applicant,
): Promise<Ticket> {
  const issued = await services.store.db.transaction().execute(async (work) => {
    await refuseFlood(services, work, account);
    const secret = newSecret();
    await work
      .insertInto("tickets")
      .values({
        ticket_hash: hashOfSecret(secret),
        account_id: account.account_id,
        device,
        jkt,
        certificate: certificate.fingerprint,
        issuer: certificate.issuer,
        serial: certificate.serial,
        chain: JSON.stringify(certificate.chain.map(toBase64)),
        expires_at: "",
        code_mac: "",
        code_expires_at: "",
        attempts: 0,
        wrong: 0,
        sent_at: "",
        used: false,
      })
      .execute();
    return sendCode(services, work, { secret, account, purpose });
  });
  await services.sms.send(issued.message);
  return issued.ticket;
}

interface Bearer {
  readonly ticket: string;
  /** Of the proof key that came with the call. */
  readonly jkt: string;
}

/** @throws AppError E_SMS for an unknown or ended ticket or another key's, E_LIMIT within 60 s of the last send. */
export async function resendCode(services: Services, { ticket: secret, jkt }: Bearer): Promise<Ticket> {
  const issued = await services.store.db.transaction().execute(async (work) => {
    const row = await openTicketOf(services, work, { ticket: secret, jkt });
    if (row === null) throw new AppError("E_SMS");
    const account = await work
      .selectFrom("accounts")
      .selectAll()
      .where("account_id", "=", row.account_id)
      .executeTakeFirstOrThrow();
    await refuseFlood(services, work, account);
    return sendCode(services, work, { secret, account, purpose: "login" });
  });
  await services.sms.send(issued.message);
  return issued.ticket;
}

async function sendCode(
  services: Services,
  work: Work,
  to: { readonly secret: string; readonly account: StoredAccount; readonly purpose: Purpose },
): Promise<Issued> {
  const code = newCode();
  const now = services.clock();
  const ticketHash = hashOfSecret(to.secret);
  const expiresAt = new Date(now.getTime() + CODE_LIFE_MS).toISOString();
  await work
    .updateTable("tickets")
    .set({
      code_mac: macOfCode(services.pepper, ticketHash, code),
      expires_at: expiresAt,
      code_expires_at: expiresAt,
      sent_at: now.toISOString(),
    })
    .where("ticket_hash", "=", ticketHash)
    .execute();
  await noteSend(work, to.account, now);
  await audit(work, now.toISOString(), { event: "sms-sent", accountId: to.account.account_id });
  const text = `【采编平台】${purposes[to.purpose]} ${code}，5 分钟内有效。请勿告知他人。`;
  return {
    ticket: {
      ticket: to.secret,
      maskedPhone: maskPhone(to.account.phone),
      expiresAt,
      resendAfterSeconds: RESEND_AFTER_S,
    },
    message: { phone: to.account.phone, text, to: to.account.name, values: [code] },
  };
}

/** The ticket's row, locked, if a code may still be given for it by this key. */
async function openTicketOf(
  services: Services,
  work: Work,
  { ticket, jkt }: Bearer,
): Promise<Tables["tickets"] | null> {
  const row = await work
    .selectFrom("tickets")
    .selectAll()
    .where("ticket_hash", "=", hashOfSecret(ticket))
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined || row.jkt !== jkt || row.used || row.attempts >= ATTEMPTS) return null;
  return row.expires_at > services.clock().toISOString() ? row : null;
}

/** Why a code was not taken is for the audit; the caller hears one answer. */
export type Verdict =
  | { readonly kind: "right"; readonly ticket: Tables["tickets"] }
  | { readonly kind: "wrong"; readonly accountId: string }
  | { readonly kind: "dead" };

/** Judges a code and uses it up. The attempt is counted even when it fails, so the answer is a value, not a throw. */
export async function judgeCode(
  services: Services,
  work: Work,
  given: Bearer & { readonly code: string },
): Promise<Verdict> {
  const row = await openTicketOf(services, work, given);
  if (row === null) return { kind: "dead" };
  const right = sameText(row.code_mac, macOfCode(services.pepper, row.ticket_hash, given.code));
  await work
    .updateTable("tickets")
    .set({ attempts: row.attempts + 1, wrong: row.wrong + (right ? 0 : 1), used: right })
    .where("ticket_hash", "=", row.ticket_hash)
    .execute();
  return right ? { kind: "right", ticket: row } : { kind: "wrong", accountId: row.account_id };
}
