/**
 * What helps when something is wrong: the self-check, this machine's log and its keeping, the diagnostics. Built in one
 * place, because each of them asks the others.
 */

import type { Handlers } from "../../shared/ipc/contract";
import type { SelfCheck } from "../../shared/ipc/self-check";
import type { BuildIdentity } from "../../shared/model/build-identity";
import type { Policy } from "../../shared/model/policy";
import type { Anchors } from "../../shared/trust/anchors";
import type { SignatureCheck } from "../../shared/trust/port";
import { type AuditTrail, RETENTION_FLOOR } from "../audit";
import { AuditKeeping } from "../audit/keeping";
import type { KeyProvider } from "../identity/provider";
import { checkIdentity } from "../identity/self-check";
import type { FileSystem } from "../journal/filesystem";
import type { FileLog } from "../log";
import type { Fetch } from "../platform/client";
import type { Session } from "../platform/session";
import { diskLines } from "../self-check/disk";
import { type Machine, thisMachine } from "../self-check/machine";
import { surroundingLines } from "../self-check/surroundings";
import type { Timers } from "../timers";
import type { TokenDriver } from "../tokens/driver";
import type { SecretStore } from "../vault/secret-store";
import { diagnosticsHandlers } from "./diagnostics";

export interface ServiceParts {
  readonly fs: FileSystem;
  readonly dataFolder: string;
  readonly policy: () => Policy;
  readonly anchors: readonly Anchors[];
  readonly check: SignatureCheck;
  readonly version: string;
  readonly shell: "electron" | "browser";
  /** Null or absent for a build without one. */
  readonly identity?: BuildIdentity | null;
  readonly machine?: Machine;
  readonly clock: () => Date;
  readonly timers: Timers;
  readonly fetch: Fetch;
  readonly log: FileLog;
  readonly audit: AuditTrail;
  readonly drivers: readonly TokenDriver[];
  readonly keys: KeyProvider;
  readonly keychain: () => Promise<SecretStore | null>;
  /** Looks again, where that differs. */
  readonly checkKeychain?: () => Promise<SecretStore | null>;
  readonly session: Pick<Session, "probe" | "view" | "isLocked" | "unlockedNow">;
}

export type ServiceCalls =
  | "desk:identity.check"
  | "desk:audit.state"
  | "desk:diagnostics.prepare"
  | "desk:diagnostics.read"
  | "desk:diagnostics.export";

export interface ServiceDesk {
  readonly keeping: AuditKeeping;
  readonly handlers: Pick<Handlers, ServiceCalls>;
}

export function openServiceDesk(parts: ServiceParts): ServiceDesk {
  const { audit, anchors, check, timers, clock, policy, log, session, identity = null } = parts;
  const keeping = new AuditKeeping({
    ...{ audit, timers, clock, trust: { anchors, check } },
    months: () => policy().retentionMonths ?? RETENTION_FLOOR,
    archive: () => policy().backup?.folder ?? null,
    removeLogs: log.remove,
    bug: (error) => log.bug("audit keeping", error),
  });
  const machine = parts.machine ?? thisMachine;
  const selfCheck = () => checkAll(parts, machine, keeping);
  return {
    keeping,
    handlers: {
      "desk:identity.check": selfCheck,
      "desk:audit.state": keeping.state,
      ...diagnosticsHandlers({
        ...{ ...parts, machine, selfCheck, build: identity, view: session.view },
        auditState: keeping.state,
        store: () => (session.isLocked() ? null : session.unlockedNow().store),
      }),
    },
  };
}

async function checkAll(parts: ServiceParts, machine: Machine, { state }: AuditKeeping): Promise<SelfCheck> {
  const { fs, dataFolder, fetch, clock, session, identity, keychain, checkKeychain = keychain } = parts;
  const policy = parts.policy();
  const { probe, view } = session;
  const [own, disk, surroundings] = await Promise.all([
    checkIdentity({ ...parts, policy, probe, view, keychain: checkKeychain }),
    diskLines({ fs, dataFolder, journalFolder: policy.journalFolder ?? null, machine }),
    surroundingLines({ policy, machine, fetch, clock, locked: identity?.locked === true, auditState: state }),
  ]);
  return { at: own.at, lines: [...own.lines, ...disk, ...surroundings] };
}
