/**
 * Sessions: one per account (AU-9), bound to the proof key of its sign-in. An access token lives ten minutes, a refresh
 * token works once, and the whole ends after twelve hours however often it was renewed. Tokens are kept as hashes.
 */
import { AppError } from "../../shared/failure";
import { proofScheme } from "../../shared/http/proof";
import type { SessionGrant } from "../../shared/http/session";
import { never } from "../../shared/never";
import { audit } from "../audit";
import type { Caller, Services } from "../services";
import { prepared } from "../store/prepared";
import type { Tables, Work } from "../store/tables";
import { dutifulAccount, rolesElsewhere, withDuties } from "./account";
import { endSessionsOf, refuseUnusable } from "./account-state";
import { noteDevice } from "./device";
import { readScope, scopeOf } from "./scope";
import { hashOfSecret, newSecret } from "./secret";
import { type Grant, grantOf, issueTokens } from "./session-tokens";
import { judgeCode } from "./sms-code";
import { noteAnswer } from "./sms-limits";

const LIFE_MS = 12 * 3_600_000;

interface Given {
  readonly ticket: string;
  readonly code: string;
  readonly jkt: string;
}

/** @throws AppError E_SMS for a wrong, stale, used or foreign code, a dead ticket, an unknown one: one answer for all. */
export async function createSession(services: Services, given: Given): Promise<SessionGrant> {
  const outcome = await services.store.db.transaction().execute(async (work) => {
    const verdict = await judgeCode(services, work, given);
    if (verdict.kind === "right") return { kind: "right", grant: await open(services, work, verdict.ticket) } as const;
    const who = verdict.kind === "wrong" ? { accountId: verdict.accountId } : {};
    await audit(work, services.clock().toISOString(), { event: `sms-${verdict.kind}`, ...who });
    return verdict;
  });
  switch (outcome.kind) {
    case "right":
      return grantOf(services, outcome.grant);
    case "wrong":
    case "dead":
      throw new AppError("E_SMS");
    default:
      return never(outcome);
  }
}

async function open(services: Services, work: Work, ticket: Tables["tickets"]): Promise<Grant> {
  const now = services.clock();
  const at = now.toISOString();
  const { account_id, device, jkt, certificate, issuer, serial, chain } = ticket;
  const account = await work
    .updateTable("accounts")
    .set({ last_login_at: at })
    .where("account_id", "=", account_id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await noteAnswer(work, account);
  await replaceOthers(work, ticket, at);
  const family = {
    family: newSecret(),
    account_id,
    device,
    jkt,
    certificate,
    issuer,
    serial,
    chain,
    opened_at: at,
    ends_at: new Date(now.getTime() + LIFE_MS).toISOString(),
    ended: null,
  };
  await work.insertInto("session_families").values(family).execute();
  await noteDevice(work, { accountId: account_id, device, at });
  await audit(work, at, { event: "login", accountId: account_id, detail: device });
  return { ...(await issueTokens(work, family, now)), family, account: await dutifulAccount(work, account) };
}

/** A second sign-in ends the first; one from another terminal is an event of its own (NC-34). */
async function replaceOthers(work: Work, { account_id, device }: Tables["tickets"], at: string): Promise<void> {
  await forgetOldFamilies(work, account_id, at);
  const others = await work
    .selectFrom("session_families")
    .select("device")
    .where("account_id", "=", account_id)
    .where("ended", "is", null)
    .where("ends_at", ">", at)
    .execute();
  await endSessionsOf(work, account_id, "replaced");
  for (const other of others.filter((each) => each.device !== device))
    await audit(work, at, { event: "session-replaced", accountId: account_id, detail: `${other.device} ${device}` });
}

/** What a desk may still ask about is kept: why its session ended. */
async function forgetOldFamilies(work: Work, accountId: string, at: string): Promise<void> {
  const past = new Date(Date.parse(at) - 7 * 24 * 3_600_000).toISOString();
  await work.deleteFrom("session_families").where("account_id", "=", accountId).where("ends_at", "<", past).execute();
}

/** @throws AppError E_SESSION for a call without an access token */
export function accessTokenIn(authorization: string | undefined): string {
  const [scheme, token] = (authorization ?? "").split(" ");
  if (scheme !== proofScheme || token === undefined || token === "") throw new AppError("E_SESSION");
  return token;
}

const readSession = prepared((on, { tokenHash }: { readonly tokenHash: string }) =>
  on
    .selectFrom("sessions")
    .innerJoin("accounts", "accounts.account_id", "sessions.account_id")
    .innerJoin("session_families", "session_families.family", "sessions.family")
    .selectAll("accounts")
    .select(["sessions.expires_at", "session_families.jkt", "sessions.family"])
    .select(({ ref }) => rolesElsewhere(ref("accounts.person_id"), ref("accounts.account_id")).as("elsewhere"))
    .select(({ ref }) => scopeOf(ref("accounts.site"), ref("accounts.unit_id")).as("scope"))
    .where("token_hash", "=", tokenHash)
    .compile(),
);

/**
 * Who calls. Roles and rights are read anew each time, so that a change counts at once.
 * @throws AppError E_SESSION, E_DORMANT, E_EXPIRED, E_UNTRAINED; E_PROOF when the token comes with another key than its own
 */
export async function callerOf(
  services: Services,
  { token, jkt }: { readonly token: string; readonly jkt: string },
): Promise<Caller> {
  const tokenHash = hashOfSecret(token);
  const {
    rows: [row],
  } = await readSession(services.store.db, { tokenHash });
  if (row === undefined || row.expires_at <= services.clock().toISOString()) throw new AppError("E_SESSION");
  if (row.jkt !== jkt) throw new AppError("E_PROOF");
  await refuseUnusable(services, row);
  const site = services.sites.get(row.site);
  if (site === undefined) throw new AppError("E_SESSION");
  const account = withDuties(row, row.elsewhere);
  const { staff, expires_at: expiresAt, family } = row;
  return { account, site, staff, scope: readScope(row.scope), expiresAt, tokenHash, family };
}

export function endSession(services: Services, { account, family }: Caller): Promise<void> {
  return services.store.db.transaction().execute(async (work) => {
    await work.deleteFrom("sessions").where("family", "=", family).execute();
    await work
      .updateTable("session_families")
      .set({ ended: "signed-out" })
      .where("family", "=", family)
      .where("ended", "is", null)
      .execute();
    await audit(work, services.clock().toISOString(), { event: "logout", accountId: account.accountId });
  });
}
