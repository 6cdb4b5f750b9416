/** A value for every key, as a machine may set it, and arbitrary ones. */
import fc from "fast-check";
import { type PolicyKeyName, policyKeyNames, policyKeyOf } from "../key-table";
import type { PolicyValue, PolicyValues } from "../values";

const driver = (name: string) => ({ kind: "pkcs11", name, path: `/opt/${name}.so`, hash: `sha-256:${"0".repeat(64)}` });

/** From the tightest to the loosest; of a fixed key two different ones. */
export const ladder: Readonly<Record<PolicyKeyName, readonly PolicyValue[]>> = {
  platformUrl: ["https://cms.example.gov.cn", "https://other.example.gov.cn"],
  anchorsFiles: [["luan.json"], ["other.json"]],
  keyFolders: [["/keys"], ["/keys", "/more"]],
  tokenModules: [[], [driver("one")], [driver("one"), driver("two")]],
  onTokenRemoval: ["lock", "tell"],
  idleLockMinutes: [2, 5, 10],
  deviceUnlock: [false, true],
  journalFolder: ["/journal", "/elsewhere"],
  "backup.folder": ["/backup", "/elsewhere-too"],
  "backup.keep": [30, 7, 1],
  demo: [false, true],
  extranet: [["59.203.1.0/24"], ["59.203.0.0/16"], ["59.203.0.0/16", "2001:db8::/32"]],
  pinnedCa: ["ca.pem", "other.pem"],
  "updates.feed": ["https://feed.example.gov.cn/", "https://other.example.gov.cn/"],
  "updates.ring": ["general", "early", "pilot"],
  "updates.everyMinutes": [5, 60, 1_440],
  "updates.window": [
    { from: "12:00", to: "13:30" },
    { from: "00:00", to: "23:59" },
  ],
  "updates.deferralDays": [0, 3, 14],
  "leaks.clipboard": ["inside", "allow"],
  "leaks.clearClipboardSeconds": [10, 60, 600],
  "leaks.capture": ["block", "allow"],
  retentionMonths: [120, 12, 6],
  "accessibility.fontPixels": [32, 18, 12],
  "accessibility.highContrast": [true, false],
  "accessibility.reducedMotion": [true, false],
  secondEngines: [[], [{ id: "own", name: "自有引擎", version: "1", command: ["/opt/own"] }]],
};

export const isFixed = (key: PolicyKeyName): boolean => policyKeyOf(key).tighter.kind === "fixed";

/** Everything set, to the `nth` rung where there is one. */
export const everyKey = (nth: number): PolicyValues =>
  Object.fromEntries(policyKeyNames.map((key) => [key, ladder[key][Math.min(nth, ladder[key].length - 1)] ?? null]));

export const anyValues: fc.Arbitrary<PolicyValues> = fc
  .tuple(...policyKeyNames.map((key) => fc.option(fc.constantFrom(...ladder[key]), { nil: undefined })))
  .map((values) =>
    Object.fromEntries(policyKeyNames.flatMap((key, at) => (values[at] === undefined ? [] : [[key, values[at]]]))),
  );
