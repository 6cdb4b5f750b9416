/**
 * Exactly one effect per operation: the key, the digest of the request and the answer are written in the transaction
 * of the effect itself. A repeated delivery gets the stored answer; the same key with other bytes is refused.
 */
import { digestOfJson } from "../../shared/digest";
import { AppError, check } from "../../shared/failure";
import type { Digest } from "../../shared/schema";
import { staffLimit } from "../../shared/workflow/staff-limits";
import { auditAlone } from "../audit";
import { announce } from "../feed";
import type { Caller, Services } from "../services";
import { prepared, preparedAhead } from "../store/prepared";
import type { Database, Work } from "../store/tables";

interface Asked {
  readonly caller: Caller;
  readonly operationId: string;
  /** Named in the audit; empty when the request is about no item. */
  readonly itemId: string;
  readonly event: string;
}

/** What the digest covers is route, parameters and body; whoever has their canonical form already hands in the digest of it. */
export type Request = Asked & ({ readonly content: unknown } | { readonly digest: Digest });

export interface Effect<P, A> {
  readonly answer: Parameters<typeof check<A>>[0];
  /** Checks that need no lock and may take long: signatures, the machine pass. */
  readonly prepare: () => Promise<P>;
  /** Decides and writes, inside one transaction. */
  readonly apply: (work: Work, prepared: P) => Promise<A>;
}

/** What an effect on an item answers, and the place in the feed where that is announced. */
export interface Changed<A> {
  readonly answer: A;
  readonly site: string;
  readonly itemId: string;
}

interface ItemEffect<P, R, A> extends Pick<Effect<P, A>, "answer" | "prepare"> {
  /**
   * Locks and reads what `apply` decides on, and waits for it: on PostgreSQL that goes out together with the taking of the
   * operation's key (docs/adr/0026). It changes nothing, because it also runs for a delivery that is repeated.
   */
  readonly gather: (work: Work, prepared: P) => Promise<R>;
  /** Decides and writes. */
  readonly apply: (work: Work, prepared: P, gathered: R) => Promise<Changed<A>>;
}

/** An effect on no item. */
export function perform<P, A>(services: Services, request: Request, effect: Effect<P, A>): Promise<A> {
  return performOnce(services, request, {
    ...effect,
    begin: async (work, key) => ({ taken: await claim(work, key, services.clock().toISOString()), gathered: null }),
    apply: async (work, { prepared, key }) => {
      const answer = await effect.apply(work, prepared);
      await keepAnswer(work, key, answer);
      return answer;
    },
  });
}

/**
 * An effect on an item. It is announced after all else is written: from there to the end of the commit every other effect of
 * the city waits (feed.ts), and each statement in between would be one more turn of a busy thread to wait for.
 */
export function performOnItem<P, R, A>(services: Services, request: Request, effect: ItemEffect<P, R, A>): Promise<A> {
  return performOnce(services, request, {
    ...effect,
    begin: async (work, key, prepared) => {
      const took = await takeKeyAhead(work, { ...key, at: services.clock().toISOString() });
      const gathered = await effect.gather(work, prepared);
      return { taken: took.rows.length > 0, gathered };
    },
    apply: async (work, { prepared, gathered, key }) => {
      const { answer, site, itemId } = await effect.apply(work, prepared, gathered);
      await keepAnswer(work, key, answer);
      await announce(work, site, itemId);
      return answer;
    },
  });
}

interface Begun<R> {
  /** Whether the key is this delivery's; else the effect was made already. */
  readonly taken: boolean;
  readonly gathered: R;
}

/** As `Effect`, and it takes its key and writes its answer by itself. */
interface WholeEffect<P, R, A> extends Pick<Effect<P, A>, "answer" | "prepare"> {
  readonly begin: (work: Work, key: Key, prepared: P) => Promise<Begun<R>>;
  readonly apply: (work: Work, given: { readonly prepared: P; readonly gathered: R; readonly key: Key }) => Promise<A>;
}

async function performOnce<P, R, A>(services: Services, request: Request, effect: WholeEffect<P, R, A>): Promise<A> {
  const digest = "digest" in request ? request.digest : digestOfRequest(request.content);
  const { db } = services.store;
  const key = { accountId: request.caller.account.accountId, operationId: request.operationId, digest };
  try {
    const earlier = await storedAnswer(db, key);
    if (earlier !== null) return check(effect.answer, earlier);
    refuseOverreach(request.caller);
    const prepared = await effect.prepare();
    return await db.transaction().execute(async (work) => {
      const { taken, gathered } = await effect.begin(work, key, prepared);
      if (!taken) return check(effect.answer, await storedAnswer(work, key));
      return effect.apply(work, { prepared, gathered, key });
    });
  } catch (error) {
    if (error instanceof AppError) await recordRefusal(services, request, error);
    throw error;
  }
}

/** Limits on staff hold at each action, not only when roles were granted (RP-6). @throws AppError E_PERM, E_SOD */
function refuseOverreach({ account, staff, site }: Caller): void {
  const limit = staffLimit({ kind: staff, roles: account.roles, profile: site.profile });
  if (limit !== null) throw new AppError(limit.code, limit.reason);
}

/** @throws AppError E_INPUT for half a surrogate pair, which has no canonical form (RFC 8785). */
function digestOfRequest(content: unknown): string {
  try {
    return digestOfJson(content);
  } catch (cause) {
    throw new AppError("E_INPUT", "文字中含有残缺字符", { cause });
  }
}

/** In the place of a request's digest: the person took the operation back before it arrived. */
export const isVoid = (digest: string): boolean => digest === "void";

interface Key {
  readonly accountId: string;
  readonly operationId: string;
  readonly digest: string;
}

const readOperation = prepared((on, { accountId, operationId }: Pick<Key, "accountId" | "operationId">) =>
  on
    .selectFrom("operations")
    .select(["request_digest", "answer"])
    .where("account_id", "=", accountId)
    .where("operation_id", "=", operationId)
    .compile(),
);

async function storedAnswer(db: Database | Work, key: Key): Promise<unknown> {
  const {
    rows: [row],
  } = await readOperation(db, key);
  if (row === undefined) return null;
  if (isVoid(row.request_digest)) throw new AppError("E_STATE", "这次上报已由本人撤回");
  if (row.request_digest !== key.digest) throw new AppError("E_IDEMPOTENCY");
  return JSON.parse(row.answer);
}

/** Takes the key, or waits for whoever holds it. Whether it was taken. */
export async function claim(work: Work, key: Key, at: string): Promise<boolean> {
  const { rows } = await takeKey(work, { ...key, at });
  return rows.length > 0;
}

const keyTaken = (on: Database | Work, { accountId, operationId, digest, at }: Key & { readonly at: string }) =>
  on
    .insertInto("operations")
    .values({ account_id: accountId, operation_id: operationId, request_digest: digest, answer: "null", at })
    .onConflict((conflict) => conflict.doNothing())
    .returning("operation_id")
    .compile();
const takeKey = prepared(keyTaken);
const takeKeyAhead = preparedAhead(keyTaken);

async function keepAnswer(work: Work, { accountId, operationId }: Key, answer: unknown): Promise<void> {
  await writeAnswer(work, { accountId, operationId, answer: JSON.stringify(answer) });
}

const writeAnswer = preparedAhead((on, values: Omit<Key, "digest"> & { readonly answer: string }) =>
  on
    .updateTable("operations")
    .set({ answer: values.answer })
    .where("account_id", "=", values.accountId)
    .where("operation_id", "=", values.operationId)
    .compile(),
);

/** The event is kept, the text is not (NY-15: 弃其内容、留其事件). */
function recordRefusal(services: Services, request: Request, error: AppError): Promise<void> {
  return auditAlone(services.store.db, services.clock().toISOString(), {
    event: `refused ${request.event}`,
    accountId: request.caller.account.accountId,
    itemId: request.itemId,
    detail: error.code,
  });
}
