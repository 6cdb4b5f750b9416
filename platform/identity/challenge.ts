/** Login challenges: stored here, used once, two minutes, bound to one terminal, one proof key and one address (AU-1). */
import { AppError } from "../../shared/failure";
import type { Challenge } from "../../shared/http/session";
import type { Proof } from "../http/proof-door";
import type { Services } from "../services";
import type { Tables } from "../store/tables";
import { newSecret } from "./secret";

const LIFE_MS = 120_000;
/** Anybody may ask for one; a table that grows without end would be theirs to fill. */
const OPEN_AT_ONCE = 5_000;

interface Asker {
  readonly device: string;
  readonly proof: Pick<Proof, "jkt" | "base">;
  readonly address: string;
}

export async function openChallenge(services: Services, { device, proof, address }: Asker): Promise<Challenge> {
  const now = services.clock();
  const challenge = {
    challengeId: `c${newSecret()}`,
    nonce: newSecret(),
    audience: proof.base,
    expiresAt: new Date(now.getTime() + LIFE_MS).toISOString(),
  };
  const { db } = services.store;
  // What nobody answered in time is worth nothing to anybody.
  await db.deleteFrom("challenges").where("expires_at", "<", now.toISOString()).execute();
  const { count } = await db
    .selectFrom("challenges")
    .select((select) => select.fn.countAll().as("count"))
    .executeTakeFirstOrThrow();
  if (Number(count) >= OPEN_AT_ONCE) throw new AppError("E_LIMIT");
  await db
    .insertInto("challenges")
    .values({
      challenge_id: challenge.challengeId,
      nonce: challenge.nonce,
      audience: challenge.audience,
      device,
      expires_at: challenge.expiresAt,
      used: false,
      jkt: proof.jkt,
      address,
    })
    .execute();
  return challenge;
}

/** Uses a challenge up, whatever becomes of the login. @throws AppError E_CHALLENGE */
export async function takeChallenge(services: Services, challengeId: string): Promise<Tables["challenges"]> {
  const row = await services.store.db
    .updateTable("challenges")
    .set({ used: true })
    .where("challenge_id", "=", challengeId)
    .where("used", "=", false)
    .where("expires_at", ">", services.clock().toISOString())
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw new AppError("E_CHALLENGE");
  return row;
}
