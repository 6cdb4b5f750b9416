/** A resolution as the settings page shows it: words for values, locks, sources, and what waits for a restart. */
import type { Failure } from "../failure";
import type { PolicyLine, PolicyLineSource, PolicyView } from "../ipc/policy";
import type { Policy } from "../model/policy";
import { levelNames } from "./key-row";
import { policyKeyOf } from "./key-table";
import type { IgnoredKey, Resolution, ResolvedKey } from "./resolve";
import { tellValue } from "./telling";
import { sameValue } from "./values";

export interface Standing {
  readonly policy: Policy;
  readonly running: Resolution;
  readonly next: Resolution;
  readonly troubles: readonly Failure[];
}

export function policyViewOf({ policy, running, next, troubles }: Standing, lockedBuild: boolean): PolicyView {
  const later = new Map(next.keys.map((row) => [row.key, row]));
  return {
    lockedBuild,
    lines: running.keys.map((row) => lineOf(row, later.get(row.key) ?? row)),
    ignored: next.ignored.map(ignoredOf),
    troubles: [...troubles],
    applied: {
      idleLockMinutes: policy.idleLockMinutes ?? null,
      leaks: policy.leaks ?? { clipboard: "allow", capture: "allow" },
      accessibility: policy.accessibility ?? {},
    },
  };
}

function lineOf({ key, value, source, locked }: ResolvedKey, later: ResolvedKey): PolicyLine {
  const { title, does, effect } = policyKeyOf(key);
  return {
    ...{ key, title, does, locked, effect },
    value: tellValue(key, value),
    source: source === null ? null : named(source),
    pending: sameValue(value, later.value) ? null : tellValue(key, later.value),
  };
}

function ignoredOf({ key, source, why, limit }: IgnoredKey): PolicyView["ignored"][number] {
  const above = limit === null ? "程序的底线" : levelNames[limit.level];
  const words = why === "level" ? "这一级不能设定，没有采用" : `比${above}宽松，没有采用`;
  return { title: policyKeyOf(key).title, source: named(source), words };
}

const named = ({ level, place }: Omit<PolicyLineSource, "name">): PolicyLineSource => ({
  level,
  name: levelNames[level],
  place,
});
