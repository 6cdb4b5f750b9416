/**
 * Signed-in desks by the hundred: accounts with sessions put straight into the database, each with a proof key of its own.
 * The sign-in itself is not measured; proofs are made with Node's own signatures, because a driver must cost little.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from "node:crypto";
import { hashOfSecret, newSecret } from "../../platform/identity/secret";
import type { Database } from "../../platform/store/tables";
import { utf8 } from "../../shared/bytes";
import { canonicalJson } from "../../shared/canonical";
import { proofAlgorithm, proofHeader, proofScheme, proofType } from "../../shared/http/proof";
import { site, unitOf } from "./city";

export interface Seat {
  readonly accountId: string;
  readonly personId: string;
  readonly unitId: string;
  readonly roles: readonly string[];
}

export interface Desk extends Seat {
  readonly token: string;
  readonly jkt: string;
  readonly key: KeyObject;
  /** First part of every proof. */
  readonly header: string;
}

/** `number` names account and person, so that items made by SQL can be theirs. */
export const seatOf = (number: number, roles: readonly string[] = ["编辑员"]): Seat => ({
  accountId: `bench-a${number}`,
  personId: `bench-p${number}`,
  unitId: unitOf(number),
  roles,
});

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export function deskOf(seat: Seat): Desk {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { kty = "", crv = "", x = "", y = "" } = publicKey.export({ format: "jwk" });
  const jwk = { kty, crv, x, y };
  // RFC 7638: the members that are required, in order.
  const jkt = createHash("sha256")
    .update(utf8(canonicalJson(jwk)))
    .digest("base64url");
  const header = encoded({ alg: proofAlgorithm, typ: proofType, jwk });
  return { ...seat, token: newSecret(), jkt, key: privateKey, header };
}

export interface ProofTarget {
  readonly method: string;
  readonly url: string;
  readonly nonce: string;
}

/** Authorization and proof for one request (RFC 9449). */
export function credentials(desk: Desk, { method, url, nonce }: ProofTarget): Record<string, string> {
  const claims = {
    jti: randomUUID(),
    htm: method,
    htu: url,
    iat: Math.floor(Date.now() / 1_000),
    nonce,
    ath: createHash("sha256").update(desk.token).digest("base64url"),
  };
  const said = `${desk.header}.${encoded(claims)}`;
  const signature = sign("sha256", Buffer.from(said), { key: desk.key, dsaEncoding: "ieee-p1363" });
  return {
    authorization: `${proofScheme} ${desk.token}`,
    [proofHeader]: `${said}.${signature.toString("base64url")}`,
  };
}

const PARCEL = 500;

/** Puts people into the database; those that are desks are signed in for a day. */
export async function seat(db: Database, seats: readonly (Seat | Desk)[]): Promise<void> {
  for (let at = 0; at < seats.length; at += PARCEL) await seatSome(db, seats.slice(at, at + PARCEL));
}

async function seatSome(db: Database, seats: readonly (Seat | Desk)[]): Promise<void> {
  const now = new Date();
  const at = now.toISOString();
  const ends = new Date(now.getTime() + 24 * 3_600_000).toISOString();
  await db
    .insertInto("accounts")
    .values(
      seats.map(({ accountId, personId, unitId, roles }) => ({
        account_id: accountId,
        person_id: personId,
        site,
        name: "负载测试",
        unit_id: unitId,
        unit_name: "负载测试单位",
        roles: JSON.stringify(roles),
        phone: "",
        enrolled_at: at,
        vetted_on: at.slice(0, 10),
        trained_on: at.slice(0, 10),
      })),
    )
    .execute();
  const desks = seats.filter((each) => "token" in each);
  if (desks.length === 0) return;
  const certificate = { certificate: "", issuer: "", serial: "", chain: "[]" };
  await db
    .insertInto("session_families")
    .values(
      desks.map(({ accountId, jkt }) => ({
        family: `family ${accountId}`,
        account_id: accountId,
        device: "bench",
        jkt,
        ...certificate,
        opened_at: at,
        ends_at: ends,
        ended: null,
      })),
    )
    .execute();
  await db
    .insertInto("sessions")
    .values(
      desks.map(({ accountId, token }) => ({
        token_hash: hashOfSecret(token),
        account_id: accountId,
        device: "bench",
        created_at: at,
        expires_at: ends,
        family: `family ${accountId}`,
      })),
    )
    .execute();
}
