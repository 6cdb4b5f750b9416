/** Sessions: an opaque token kept as a hash, eight hours, one per account (AU-9). */
import { AppError } from "../../shared/failure";
import type { ReplyOf } from "../../shared/http/routes";
import { never } from "../../shared/never";
import { audit } from "../audit";
import type { Caller, Services } from "../services";
import type { Work } from "../store/tables";
import { dutifulAccount } from "./account";
import { hashOfSecret, newSecret } from "./secret";
import { judgeCode } from "./sms-code";

const LIFE_MS = 8 * 3_600_000;

/** @throws AppError E_SMS for a wrong, stale or used code, E_LIMIT after five wrong ones. */
export async function createSession(
  services: Services,
  given: { readonly ticket: string; readonly code: string },
): Promise<ReplyOf<"session.create">> {
  const outcome = await services.store.db.transaction().execute(async (work) => {
    const verdict = await judgeCode(services, work, given);
    if (verdict.kind === "right") return { ...verdict, session: await open(services, work, verdict) };
    if (verdict.kind === "wrong")
      await audit(work, services.clock().toISOString(), { event: "sms-wrong", accountId: verdict.accountId });
    return verdict;
  });
  switch (outcome.kind) {
    case "right":
      return outcome.session;
    case "wrong":
      throw new AppError("E_SMS");
    case "stale":
      throw new AppError("E_SMS", "验证码已使用或已超过 5 分钟");
    case "exhausted":
      throw new AppError("E_LIMIT", "验证码已错 5 次，请重新获取");
    default:
      return never(outcome);
  }
}

async function open(
  services: Services,
  work: Work,
  who: { readonly accountId: string; readonly device: string },
): Promise<ReplyOf<"session.create">> {
  const now = services.clock();
  const token = newSecret();
  const expiresAt = new Date(now.getTime() + LIFE_MS).toISOString();
  const row = await work
    .selectFrom("accounts")
    .selectAll()
    .where("account_id", "=", who.accountId)
    .executeTakeFirstOrThrow();
  await work.deleteFrom("sessions").where("account_id", "=", who.accountId).execute();
  await work
    .insertInto("sessions")
    .values({
      token_hash: hashOfSecret(token),
      account_id: who.accountId,
      device: who.device,
      created_at: now.toISOString(),
      expires_at: expiresAt,
    })
    .execute();
  await audit(work, now.toISOString(), { event: "login", accountId: who.accountId, detail: who.device });
  return { token, expiresAt, account: await dutifulAccount(work, row), serverTime: now.toISOString() };
}

/** Who calls. Roles are read anew each time, so that a change of role counts at once. @throws AppError E_SESSION */
export async function callerOf(services: Services, authorization: string | undefined): Promise<Caller> {
  const [scheme, token] = (authorization ?? "").split(" ");
  if (scheme !== "Bearer" || token === undefined || token === "") throw new AppError("E_SESSION");
  const tokenHash = hashOfSecret(token);
  const row = await services.store.db
    .selectFrom("sessions")
    .innerJoin("accounts", "accounts.account_id", "sessions.account_id")
    .selectAll("accounts")
    .select("sessions.expires_at")
    .where("token_hash", "=", tokenHash)
    .executeTakeFirst();
  if (row === undefined || row.expires_at <= services.clock().toISOString()) throw new AppError("E_SESSION");
  const site = services.sites.get(row.site);
  if (site === undefined) throw new AppError("E_SESSION");
  return { account: await dutifulAccount(services.store.db, row), site, expiresAt: row.expires_at, tokenHash };
}

export function endSession(services: Services, caller: Caller): Promise<void> {
  return services.store.db.transaction().execute(async (work) => {
    await work.deleteFrom("sessions").where("token_hash", "=", caller.tokenHash).execute();
    await audit(work, services.clock().toISOString(), { event: "logout", accountId: caller.account.accountId });
  });
}
