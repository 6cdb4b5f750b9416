/** Access and refresh tokens of one session: random, kept as hashes, replaced together. */
import type { SessionGrant } from "../../shared/http/session";
import type { Account } from "../../shared/model/person";
import type { Services } from "../services";
import type { Tables, Work } from "../store/tables";
import { signLease } from "./lease";
import { hashOfSecret, newSecret } from "./secret";

const ACCESS_MS = 10 * 60_000;

export interface Tokens {
  readonly token: string;
  readonly refreshToken: string;
  readonly expiresAt: string;
}

export interface Grant extends Tokens {
  readonly family: Tables["session_families"];
  readonly account: Account;
}

/** Puts new tokens in the place of the account's old ones. */
export async function issueTokens(work: Work, family: Tables["session_families"], now: Date): Promise<Tokens> {
  const [token, refreshToken] = [newSecret(), newSecret()];
  const expiresAt = new Date(Math.min(now.getTime() + ACCESS_MS, Date.parse(family.ends_at))).toISOString();
  const issued_at = now.toISOString();
  await work.deleteFrom("sessions").where("account_id", "=", family.account_id).execute();
  await work
    .insertInto("sessions")
    .values({
      token_hash: hashOfSecret(token),
      account_id: family.account_id,
      device: family.device,
      created_at: issued_at,
      expires_at: expiresAt,
      family: family.family,
    })
    .execute();
  await work
    .insertInto("refresh_tokens")
    .values({ token_hash: hashOfSecret(refreshToken), family: family.family, issued_at, used_at: null })
    .execute();
  return { token, refreshToken, expiresAt };
}

/** The answer to whoever signed in or renewed. */
export async function grantOf(services: Services, grant: Grant): Promise<SessionGrant> {
  const { token, refreshToken, expiresAt, family, account } = grant;
  const { site, accountId } = account;
  const { device, certificate } = family;
  return {
    token,
    expiresAt,
    refreshToken,
    endsAt: family.ends_at,
    account,
    lease: await signLease(services, { site, accountId, device, certificate }),
    serverTime: services.clock().toISOString(),
  };
}
