/**
 * Renewal: a refresh token works once. One that comes a second time was copied, by whomever: the whole session ends, and
 * the person signs in again (RFC 9700 §4.14.2). So does one whose account, device or certificate was shut, and one whose
 * certificate was revoked or ran out, meanwhile.
 */
import { AppError } from "../../shared/failure";
import type { SessionGrant } from "../../shared/http/session";
import { never } from "../../shared/never";
import { audit } from "../audit";
import type { Services } from "../services";
import type { Certified, EndOfSession, Tables, Work } from "../store/tables";
import { dutifulAccount } from "./account";
import { refuseUnusable } from "./account-state";
import { faultOfCertificate } from "./certificate-standing";
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

/** @throws AppError E_SESSION with the reason, E_PROOF for another key's token, E_DEVICE_REFUSED, E_DORMANT, E_EXPIRED, E_REVOCATION */
export async function refreshSession(services: Services, given: Given): Promise<SessionGrant> {
  const fault = await refuseShut(services, given);
  const outcome = await services.store.db.transaction().execute((work) => renew(services, work, { ...given, fault }));
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
  revoked: "登录所用的证书已被吊销，请停止使用该密钥并联系证书管理员",
  untrusted: "登录所用的证书已过期或不再受信任，请联系证书管理员",
};

/** Account, device and certificate, asked before anything is used up: the authorities may take their time to answer. */
async function refuseShut(services: Services, given: Given): Promise<Certified | null> {
  const { db } = services.store;
  const row = await db
    .selectFrom("refresh_tokens")
    .innerJoin("session_families", "session_families.family", "refresh_tokens.family")
    .innerJoin("accounts", "accounts.account_id", "session_families.account_id")
    .selectAll("accounts")
    .select(["session_families.device", "session_families.chain", "session_families.ended", "refresh_tokens.used_at"])
    .where("token_hash", "=", hashOfSecret(given.refreshToken))
    .where("session_families.jkt", "=", given.jkt)
    .executeTakeFirst();
  if (row === undefined) return null;
  await refuseDevice(db, row.account_id, row.device);
  await refuseUnusable(services, row);
  // What is over anyhow is told as such, whether the authorities answer or not.
  return row.used_at === null && row.ended === null ? faultOfCertificate(services, row) : null;
}

interface Judged extends Given {
  readonly fault: Certified | null;
}

async function renew(services: Services, work: Work, { refreshToken, jkt, fault }: Judged): Promise<Outcome> {
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
  if (fault !== null) return end(work, { family, why: fault, at });
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
  readonly why: "reused" | Certified;
  readonly at: string;
}

async function end(work: Work, { family, why, at }: End): Promise<Outcome> {
  await work.deleteFrom("sessions").where("family", "=", family.family).execute();
  await work.updateTable("session_families").set({ ended: why }).where("family", "=", family.family).execute();
  await audit(work, at, { event: endings[why], accountId: family.account_id, detail: family.device });
  return { kind: "ended", why };
}

const endings: Readonly<Record<End["why"], string>> = {
  reused: "refresh-reused",
  certificate: "session-unbound",
  revoked: "session-revoked",
  untrusted: "session-untrusted",
};

async function isStillBound(work: Work, family: Tables["session_families"]): Promise<boolean> {
  const row = await work
    .selectFrom("certificates")
    .select("account_id")
    .where("issuer", "=", family.issuer)
    .where("serial", "=", family.serial)
    .executeTakeFirst();
  return row?.account_id === family.account_id;
}
