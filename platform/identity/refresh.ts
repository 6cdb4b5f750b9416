/**
 * Renewal: a refresh token works once. One that comes a second time was copied, by whomever: the whole session ends, and
 * the person signs in again (RFC 9700 §4.14.2). So does one whose account, device or certificate was shut meanwhile.
 */
import { AppError } from "../../shared/failure";
import type { SessionGrant } from "../../shared/http/session";
import { never } from "../../shared/never";
import { audit } from "../audit";
import type { Services } from "../services";
import type { EndOfSession, Tables, Work } from "../store/tables";
import { dutifulAccount } from "./account";
import { refuseEnded } from "./account-state";
import { refuseDevice } from "./device";
import { hashOfSecret } from "./secret";
import { type Grant, grantOf, issueTokens } from "./session-tokens";

interface Given {
  readonly refreshToken: string;
  readonly jkt: string;
}

type Outcome =
  | { readonly kind: "renewed"; readonly grant: Grant }
  | { readonly kind: "unknown" }
  /** The token is right and the key is not. */
  | { readonly kind: "foreign" }
  | { readonly kind: "ended"; readonly why: EndOfSession };

/** @throws AppError E_SESSION with the reason, E_PROOF for another key's token, E_DEVICE_REFUSED, E_DORMANT, E_EXPIRED */
export async function refreshSession(services: Services, given: Given): Promise<SessionGrant> {
  await refuseShut(services, given);
  const outcome = await services.store.db.transaction().execute((work) => renew(services, work, given));
  switch (outcome.kind) {
    case "renewed":
      return grantOf(services, outcome.grant);
    case "unknown":
      throw new AppError("E_SESSION");
    case "foreign":
      throw new AppError("E_PROOF");
    case "ended":
      throw new AppError("E_SESSION", reasons[outcome.why]);
    default:
      return never(outcome);
  }
}

const reasons: Readonly<Record<EndOfSession, string>> = {
  "signed-out": "",
  replaced: "本账号已在别处登录；如非本人操作，请立即联系管理员",
  reused: "续期凭据被重复使用，登录已作废；如反复出现，请联系管理员",
  account: "账号已停用",
  device: "管理员已停用这台工作站",
  certificate: "登录所用的证书已解除绑定",
};

/** Account and device, asked before anything is used up. */
async function refuseShut(services: Services, given: Given): Promise<void> {
  const { db } = services.store;
  const row = await db
    .selectFrom("refresh_tokens")
    .innerJoin("session_families", "session_families.family", "refresh_tokens.family")
    .innerJoin("accounts", "accounts.account_id", "session_families.account_id")
    .selectAll("accounts")
    .select("session_families.device")
    .where("token_hash", "=", hashOfSecret(given.refreshToken))
    .where("session_families.jkt", "=", given.jkt)
    .executeTakeFirst();
  if (row === undefined) return;
  await refuseDevice(db, row.account_id, row.device);
  await refuseEnded(services, row);
}

async function renew(services: Services, work: Work, { refreshToken, jkt }: Given): Promise<Outcome> {
  const token = await work
    .selectFrom("refresh_tokens")
    .selectAll()
    .where("token_hash", "=", hashOfSecret(refreshToken))
    .forUpdate()
    .executeTakeFirst();
  if (token === undefined) return { kind: "unknown" };
  const family = await work
    .selectFrom("session_families")
    .selectAll()
    .where("family", "=", token.family)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const now = services.clock();
  const at = now.toISOString();
  if (family.jkt !== jkt) {
    await audit(work, at, { event: "refresh-foreign", accountId: family.account_id, detail: family.device });
    return { kind: "foreign" };
  }
  if (family.ended !== null) return { kind: "ended", why: family.ended };
  if (token.used_at !== null) return end(work, { family, why: "reused", at });
  if (family.ends_at <= at) return { kind: "unknown" };
  if (!(await isStillBound(work, family))) return end(work, { family, why: "certificate", at });
  await work.updateTable("refresh_tokens").set({ used_at: at }).where("token_hash", "=", token.token_hash).execute();
  const account = await work
    .selectFrom("accounts")
    .selectAll()
    .where("account_id", "=", family.account_id)
    .executeTakeFirstOrThrow();
  const tokens = await issueTokens(work, family, now);
  return { kind: "renewed", grant: { ...tokens, family, account: await dutifulAccount(work, account) } };
}

interface End {
  readonly family: Tables["session_families"];
  readonly why: "reused" | "certificate";
  readonly at: string;
}

async function end(work: Work, { family, why, at }: End): Promise<Outcome> {
  await work.deleteFrom("sessions").where("family", "=", family.family).execute();
  await work.updateTable("session_families").set({ ended: why }).where("family", "=", family.family).execute();
  const event = why === "reused" ? "refresh-reused" : "session-unbound";
  await audit(work, at, { event, accountId: family.account_id, detail: family.device });
  return { kind: "ended", why };
}

async function isStillBound(work: Work, family: Tables["session_families"]): Promise<boolean> {
  const row = await work
    .selectFrom("certificates")
    .select("account_id")
    .where("issuer", "=", family.issuer)
    .where("serial", "=", family.serial)
    .executeTakeFirst();
  return row?.account_id === family.account_id;
}
