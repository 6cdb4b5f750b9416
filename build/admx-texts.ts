/** Texts of the group policy templates: Chinese out of the table of policy keys, English beside it for consoles that are set to it. */
import type { GroupKind } from "../shared/policy/group-values";
import { type PolicyKeyName, policyKeyOf } from "../shared/policy/key-table";

export interface KeyTexts {
  readonly title: string;
  readonly does: string;
  /** Of the number, e.g. 分钟; null without one. */
  readonly unit: string | null;
  /** The words of a choice, by its value. */
  readonly choices: Readonly<Record<string, string>>;
}

export interface TemplateTexts {
  readonly folder: string;
  readonly product: string;
  readonly about: string;
  readonly system: string;
  readonly of: (key: PolicyKeyName) => KeyTexts;
  /** What a value of this kind looks like. */
  readonly forms: Readonly<Record<GroupKind, string>>;
  readonly help: (does: string, clause: string) => string;
  readonly label: (title: string, unit: string) => string;
}

export const chinese: TemplateTexts = {
  folder: "zh-CN",
  product: "采编工作站",
  about: "采编工作站的组策略：只能在签名的机器策略之内从严",
  system: "Windows 10 及以上",
  of: (key) => {
    const { title, does, tell, tighter } = policyKeyOf(key);
    const steps = tighter.kind === "order" ? tighter.steps : [];
    return {
      ...{ title, does },
      unit: tell.kind === "amount" ? tell.unit : null,
      choices: Object.fromEntries(steps.map(({ value, words }) => [String(value), words])),
    };
  },
  forms: {
    number: "",
    choice: "",
    "yes-no": "",
    lines: "多个地址段用分号隔开，如 59.203.0.0/16; 2001:db8::/32。",
    text: "写作 12:00-13:30。",
  },
  help: (does, clause) => `${does}比签名的机器策略宽松的不采用。依据：${clause}。`,
  label: (title, unit) => `${title}（${unit}）`,
};

type English = Omit<KeyTexts, "unit" | "choices"> & Partial<KeyTexts>;

/** One row for each key that group policy can set; the test beside the templates names a key that has none. */
const englishKeys: Partial<Readonly<Record<PolicyKeyName, English>>> = {
  onTokenRemoval: {
    title: "When the key is pulled out",
    does: "Whether pulling out the USB key in use locks the workstation at once, or only says so.",
    choices: { lock: "Lock at once", tell: "Only say so" },
  },
  idleLockMinutes: {
    title: "Idle lock",
    does: "Minutes without anybody at the keyboard after which the workstation locks itself. The city's profile may say less; the shorter one holds.",
    unit: "minutes",
  },
  deviceUnlock: {
    title: "Opening without key or password",
    does: "Opens the store with the system's keychain alone, without the person's certificate or password. Only for attended machine rooms.",
  },
  "backup.keep": { title: "Number of backups", does: "How many backups are kept.", unit: "copies" },
  extranet: {
    title: "Government extranet address ranges",
    does: "Platform and update feed must lie in these ranges. Every address of a name is checked each time; outside them nothing is sent.",
  },
  "updates.ring": {
    title: "Update ring",
    does: "Pilot, early or general: new versions are let through ring by ring; later rings are the calmer ones. What administrators set on the platform comes first.",
    choices: { general: "General", early: "Early", pilot: "Pilot" },
  },
  "updates.everyMinutes": {
    title: "Interval between update checks",
    does: "Minutes between two looks at the update feed.",
    unit: "minutes",
  },
  "updates.window": {
    title: "Update hours",
    does: "Within these hours of a day the workstation may restart itself to finish an update; they may pass midnight. It never does with unsent, unsaved or unsigned work.",
  },
  "updates.deferralDays": {
    title: "Days an update can be put off",
    does: "For how many days at most a person may put an update off; 0 does not allow it.",
    unit: "days",
  },
  "leaks.clipboard": {
    title: "Clipboard",
    does: "Inside only: what is copied in the workstation can only be pasted in the workstation.",
    choices: { inside: "Inside only", allow: "Not restricted" },
  },
  "leaks.clearClipboardSeconds": {
    title: "Clearing the clipboard",
    does: "Seconds after which what the workstation put on the clipboard is cleared; at once when it locks.",
    unit: "seconds",
  },
  "leaks.capture": {
    title: "Screen capture",
    does: "Blocked: where the system can do so, the window is left out of screenshots and recordings.",
    choices: { block: "Blocked", allow: "Not restricted" },
  },
  retentionMonths: {
    title: "Keeping of logs",
    does: "For how many months the local log is kept, six at least.",
    unit: "months",
  },
  "accessibility.fontPixels": {
    title: "Smallest font",
    does: "Body text is never smaller than this; a person may enlarge it.",
    unit: "pixels",
  },
  "accessibility.highContrast": { title: "High contrast", does: "Always shows the window in high contrast." },
  "accessibility.reducedMotion": { title: "Less motion", does: "Always shows fewer animations." },
};

export const english: TemplateTexts = {
  folder: "en-US",
  product: "Caibian",
  about: "Group policy of the Caibian workstation: it can only tighten the signed machine policy",
  system: "Windows 10 and later",
  of: (key) => {
    const found = englishKeys[key];
    if (found === undefined) throw new Error(`build/admx-texts.ts has no English for ${key}`);
    return { unit: null, choices: {}, ...found };
  },
  forms: {
    number: "",
    choice: "",
    "yes-no": "",
    lines: " Separate ranges with semicolons, such as 59.203.0.0/16; 2001:db8::/32.",
    text: " Written as 12:00-13:30.",
  },
  help: (does, clause) =>
    `${does} What is looser than the signed machine policy is not taken. Clause: ${clause.replaceAll("、", ", ")}.`,
  label: (title, unit) => `${title} (${unit})`,
};
