/**
 * Weighty acts 重要操作 ask for a fresh SMS code: the same codes, limits and counts as at sign-in (identity/sms-code), in the
 * name of this browser alone, so that the code opens no workstation session. The certificate is judged again with it.
 */
import { z } from "zod";
import { fromBase64 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import type { Ticket } from "../../shared/http/session";
import { base64 } from "../../shared/schema";
import { audit } from "../audit";
import { faultOfCertificate } from "../identity/certificate-standing";
import { judgeCode, openTicket } from "../identity/sms-code";
import { noteAnswer } from "../identity/sms-limits";
import type { Services } from "../services";
import type { AdminSession } from "./session";

/** No thumbprint of a proof key has this form: what is asked for here can never become a workstation's session. */
const holderOf = ({ tokenHash }: AdminSession): string => `admin ${tokenHash}`;

/** @throws AppError E_CERT_REVOKED, E_CERT, E_REVOCATION, E_LIMIT, E_SMS_GATEWAY */
export async function sendConfirmation(services: Services, session: AdminSession): Promise<Ticket> {
  const { db } = services.store;
  const { accountId, site } = session.caller.account;
  const family = await db
    .selectFrom("session_families")
    .selectAll()
    .where("family", "=", session.caller.family)
    .executeTakeFirstOrThrow();
  const fault = await faultOfCertificate(services, { chain: family.chain, site });
  if (fault !== null) throw new AppError(fault === "revoked" ? "E_CERT_REVOKED" : "E_CERT");
  const account = await db
    .selectFrom("accounts")
    .selectAll()
    .where("account_id", "=", accountId)
    .executeTakeFirstOrThrow();
  const { issuer, serial } = family;
  const chain = z.array(base64).parse(JSON.parse(family.chain)).map(fromBase64);
  const certificate = { issuer, serial, fingerprint: family.certificate, chain };
  return openTicket(services, {
    account,
    device: session.device,
    jkt: holderOf(session),
    certificate,
    purpose: "confirm",
  });
}

/** @throws AppError E_SMS for a wrong, late, used or foreign code */
export async function confirm(
  services: Services,
  session: AdminSession,
  given: { readonly ticket: string; readonly code: string },
): Promise<void> {
  const { accountId } = session.caller.account;
  const at = services.clock().toISOString();
  const right = await services.store.db.transaction().execute(async (work) => {
    const verdict = await judgeCode(services, work, { ...given, jkt: holderOf(session) });
    if (verdict.kind !== "right") {
      await audit(work, at, { event: `sms-${verdict.kind}`, accountId });
      return false;
    }
    const account = await work
      .selectFrom("accounts")
      .selectAll()
      .where("account_id", "=", accountId)
      .executeTakeFirstOrThrow();
    await noteAnswer(work, account);
    await work
      .updateTable("admin_sessions")
      .set({ confirmed_at: at })
      .where("token_hash", "=", session.tokenHash)
      .execute();
    await audit(work, at, { event: "admin-confirmed", accountId });
    return true;
  });
  if (!right) throw new AppError("E_SMS");
}
