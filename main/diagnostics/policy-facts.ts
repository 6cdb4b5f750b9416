/** The policy in force, key by key, without an address, a path or a name in it (BD-4). */
import type { Policy } from "../../shared/model/policy";

type Shown = string | number | boolean | null;

/** Every key of the policy has a line here: a new one does not compile until somebody has decided what is shown of it. */
export function policyFacts(policy: Policy): Readonly<Record<keyof Policy, Shown>> {
  return {
    platformUrl: policy.platformUrl.startsWith("https:") ? "已设置，加密" : "已设置，未加密",
    anchorsFiles: `${policy.anchorsFiles.length} 个`,
    keyFolders: `${policy.keyFolders.length} 个`,
    tokenModules: `${policy.tokenModules?.length ?? 0} 个`,
    onTokenRemoval: policy.onTokenRemoval ?? null,
    idleLockMinutes: policy.idleLockMinutes ?? null,
    deviceUnlock: policy.deviceUnlock ?? null,
    journalFolder: isSet(policy.journalFolder),
    backup: policy.backup === undefined ? null : `已设置，保留 ${policy.backup.keep} 份`,
    demo: policy.demo,
    extranet: `${policy.extranet?.length ?? 0} 段`,
    pinnedCa: isSet(policy.pinnedCa),
    updates: updatesOf(policy.updates),
    leaks: policy.leaks === undefined ? null : `剪贴板 ${policy.leaks.clipboard}，截屏 ${policy.leaks.capture}`,
    retentionMonths: policy.retentionMonths ?? null,
    accessibility: policy.accessibility === undefined ? null : JSON.stringify(policy.accessibility),
    secondEngines: `${policy.secondEngines?.length ?? 0} 个`,
  };
}

const isSet = (value: unknown): string | null => (value === undefined ? null : "已设置");

function updatesOf(updates: Policy["updates"]): string | null {
  if (updates === undefined) return null;
  const { ring, everyMinutes, window, deferralDays } = updates;
  const parts = [
    `批次 ${ring}`,
    ...(everyMinutes === undefined ? [] : [`每 ${everyMinutes} 分钟`]),
    ...(window === undefined ? [] : [`时段 ${window.from}–${window.to}`]),
    ...(deferralDays === undefined ? [] : [`可推迟 ${deferralDays} 天`]),
  ];
  return parts.join("，");
}
