/** The managed policy inside a desk: what its parts ask, what the window is told, what the log keeps, what the platform pushes. */
import type { PolicyView } from "../../shared/ipc/policy";
import type { Policy } from "../../shared/model/policy";
import { resolve } from "../../shared/policy/resolve";
import { flatten } from "../../shared/policy/values";
import { policyViewOf } from "../../shared/policy/view";
import type { Digest } from "../../shared/schema";
import type { Audit } from "../audit";
import type { Notices } from "../notices";
import type { Session } from "../platform/session";
import type { Timers } from "../timers";
import { fixedPolicy, type ManagedPolicy, type PolicyStanding, type UnitPolicies } from "./managed-policy";
import { PushedPolicy, policySession } from "./pushed-policy";

/** A policy that the administrators manage while the desk runs, as the programs of both shells open it. */
export interface WatchedBuild {
  readonly watched: ManagedPolicy & UnitPolicies;
  readonly lockedBuild: boolean;
  /** Of the machine's policy, for the fleet's list. */
  readonly machineIssue?: () => { readonly hash: Digest; readonly serial: number | null } | null;
}

export interface DeskPolicyParts {
  readonly session: Session;
  readonly notices: Notices;
  readonly audit: Audit;
  readonly timers: Timers;
  readonly bug: (error: unknown) => void;
}

export interface DeskPolicy {
  readonly now: () => Policy;
  readonly view: () => PolicyView;
  readonly start: () => void;
  readonly stop: () => void;
}

/** Without a build around it, as in tests and benches, the policy is the one that was handed over. */
const unmanaged = (policy: Policy): ManagedPolicy =>
  fixedPolicy(resolve([{ level: "machine", place: "", values: flatten(policy) }]));

export interface PolicySetting {
  /** As the desk starts with it. */
  readonly policy: Policy;
  /** Where administrators may change it while the desk runs; without, it holds as it is. */
  readonly build?: WatchedBuild;
}

export function deskPolicy({ policy, build }: PolicySetting, parts: DeskPolicyParts): DeskPolicy {
  const { notices, bug } = parts;
  const managed = build?.watched ?? unmanaged(policy);
  const lockedBuild = build?.lockedBuild ?? false;
  const view = (): PolicyView => policyViewOf(managed.now(), lockedBuild);
  const pushed =
    build === undefined
      ? null
      : new PushedPolicy({ ...parts, session: policySession(parts.session), units: build.watched });
  let stopListening = (): void => undefined;
  return {
    now: () => managed.now().policy,
    view,
    start: () => {
      stopListening = managed.listen((after, before) => {
        notices.send("desk:policy.changed", view());
        note(parts.audit, after, before).catch(bug);
      });
      managed.start(bug);
      pushed?.start();
    },
    stop: () => {
      pushed?.stop();
      managed.stop();
      stopListening();
    },
  };
}

/** Which keys changed, by name; a value could be an address. */
async function note(audit: Audit, after: PolicyStanding, before: PolicyStanding): Promise<void> {
  const known = new Map(before.next.keys.map((row) => [row.key, JSON.stringify(row)]));
  const changed = after.next.keys.filter((row) => known.get(row.key) !== JSON.stringify(row)).map(({ key }) => key);
  if (changed.length > 0) await audit.note("policy-changed", { about: changed.join(":").slice(0, 190) });
  const told = new Set(before.troubles.map((trouble) => JSON.stringify(trouble)));
  for (const trouble of after.troubles) {
    if (!told.has(JSON.stringify(trouble))) await audit.note("policy-refused", { code: trouble.code });
  }
}
