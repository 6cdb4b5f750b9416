/** The one door: every call of either shell is checked here once and answered as a value. Handlers see typed input only. */
import type { z } from "zod";
import { AppError, check, toFailure } from "../shared/failure";
import { type Call, contract, type Handlers, type Reply } from "../shared/ipc/contract";
import type { Log } from "./log";

export type Door = (name: unknown, raw: unknown) => Promise<Reply<unknown>>;

/** What may be asked of a locked workstation: nothing that shows or takes content. */
const openToAll: ReadonlySet<Call> = new Set<Call>([
  "desk:app.info",
  "desk:policy.read",
  "desk:keys.list",
  "desk:identity.check",
  // Counts, codes and versions: whoever cannot sign in needs them most, and nothing of a manuscript is among them (L12).
  "desk:audit.state",
  "desk:diagnostics.prepare",
  "desk:diagnostics.read",
  "desk:diagnostics.export",
  // Versions and dates: a terminal that nobody can sign in at must be helped by a newer version too (L10).
  "desk:update.state",
  "desk:update.check",
  "desk:update.install",
  "desk:update.defer",
  "desk:update.seen",
  "desk:update.importBundle",
  "desk:session.read",
  "desk:session.unlock",
  "desk:session.unlockByPin",
  "desk:session.unlockByDevice",
  "desk:session.begin",
  // Where the offline lease has run out, the store opens only once the code was right.
  "desk:session.resend",
  "desk:session.confirm",
  "desk:session.lock",
  "desk:session.signOut",
  "desk:session.touched",
  "desk:vault.stores",
  "desk:recovery.ask",
  "desk:recovery.receive",
  // Which backups could be restored, and putting one back: it stays sealed until its owner and an administrator open it.
  "desk:backup.found",
  "desk:backup.restore",
]);

export interface DoorParts {
  readonly handlers: Handlers;
  readonly isLocked: () => boolean;
  readonly log: Log;
  readonly clock: () => Date;
}

export function createDoor({ handlers, isLocked, log, clock }: DoorParts): Door {
  return async (name, raw) => {
    const started = clock().getTime();
    const call = isCall(name) ? name : null;
    try {
      if (call === null) throw new AppError("E_INPUT", "没有这个调用");
      if (isLocked() && !openToAll.has(call)) throw new AppError("E_LOCKED");
      return { ok: true, value: await run(handlers, call, raw) };
    } catch (error) {
      if (!(error instanceof AppError)) log.bug(call ?? "unknown call", error);
      const failure = toFailure(error);
      log.failed(call ?? "unknown call", failure.code, clock().getTime() - started);
      return { ok: false, failure };
    }
  };
}

const isCall = (name: unknown): name is Call => typeof name === "string" && Object.hasOwn(contract, name);

function run<C extends Call>(handlers: Handlers, name: C, raw: unknown): Promise<unknown> {
  const handler: (input: never) => Promise<unknown> = handlers[name];
  // The schema of exactly this call accepts the value or throws: this is the parsing door.
  return handler(check(contract[name].input as z.ZodType, raw) as never);
}
