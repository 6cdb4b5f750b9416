/** What a key that comes or goes means for the workstation (S4). */
import type { Policy } from "../../shared/model/policy";
import type { Audit } from "../audit";
import type { Log } from "../log";
import type { Notices } from "../notices";
import type { Session } from "../platform/session";
import type { TokenInfo } from "./driver";
import type { TokenEvent } from "./watch";

export interface RemovalParts {
  readonly session: Session;
  /** Gives the window a moment to save the last keystrokes, then wipes the data key. */
  readonly lock: () => Promise<void>;
  readonly notices: Notices;
  readonly audit: Audit;
  readonly log: Log;
  /** As it is now. */
  readonly policy: () => Pick<Policy, "onTokenRemoval">;
}

/** Locks at once when the key in use was pulled, unless the policy only wants it told. */
export function lockOnRemoval(parts: RemovalParts): (event: TokenEvent) => void {
  return (event) => {
    void locked(parts, event)
      .then((isLocked) =>
        parts.notices.send("desk:keys.changed", { event: event.kind, label: event.token.label, locked: isLocked }),
      )
      .catch((error: unknown) => parts.log.bug("key removal", error));
  };
}

async function locked({ session, lock, audit, policy }: RemovalParts, { kind, token }: TokenEvent): Promise<boolean> {
  if (kind === "inserted" || session.isLocked() || !isInUse(session, token)) return false;
  await audit.note("key-removed", { person: session.unlockedNow().store.key.info.fingerprint });
  if (policy().onTokenRemoval === "tell") return false;
  await lock();
  return true;
}

/** Whether the open store belongs to a certificate on this key. */
function isInUse(session: Session, { driver, serial }: TokenInfo): boolean {
  const token = session.unlockedNow().store.key.info.token;
  return token !== undefined && token.driver === driver && token.serial === serial;
}
