/** The machine's policy 策略: where the platform is, whom to trust, where keys lie. Deployed by the administrator. */
import { z } from "zod";
import { id, instant } from "../schema";
import { tokenModule } from "./token-module";

/** A program that proofreads beside ours (R20): text on its standard input, JSON lines on its output. */
export const engineProgram = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,29}$/),
  name: z.string().min(1).max(40),
  version: z.string().max(40),
  command: z.array(z.string().min(1)).min(1),
});
export type EngineProgram = z.infer<typeof engineProgram>;

/** Waves of a release 更新批次: a machine takes a version when it has reached its ring. */
export const ring = z.enum(["pilot", "early", "general"]);
export type Ring = z.infer<typeof ring>;

/** Where new versions come from and when they may be put in (BD-3, L8). */
export const updatePolicy = z.strictObject({
  /** Folder of the signed feed on any web server of the extranet. */
  feed: z.url({ protocol: /^https?$/ }),
  ring,
  /** How often the feed is asked, in minutes. */
  everyMinutes: z.number().int().min(5).max(1_440).exactOptional(),
  /** Local time in which the workstation may restart by itself, `HH:MM`; at any time when absent. */
  window: z.strictObject({ from: z.iso.time({ precision: -1 }), to: z.iso.time({ precision: -1 }) }).exactOptional(),
  /** How many days a person may put it off; 0 not at all. */
  deferralDays: z.number().int().min(0).max(14).exactOptional(),
});
export type UpdatePolicy = z.infer<typeof updatePolicy>;

/** Text leaving by clipboard or picture (L3). */
export const leakPolicy = z.strictObject({
  /** `inside`: what is copied in the workstation can be pasted in it alone. */
  clipboard: z.enum(["allow", "inside"]),
  /** Clears what the workstation put on the clipboard after so many seconds, and when it locks. */
  clearClipboardSeconds: z.number().int().min(10).max(600).exactOptional(),
  /** `block`: the window is left out of screen pictures, where the system can. */
  capture: z.enum(["allow", "block"]),
});
export type LeakPolicy = z.infer<typeof leakPolicy>;

/** Least sizes and contrast that a person may raise and not lower. */
export const accessibilityMinima = z.strictObject({
  fontPixels: z.number().int().min(12).max(32).exactOptional(),
  highContrast: z.boolean().exactOptional(),
  reducedMotion: z.boolean().exactOptional(),
});

export const policy = z.strictObject({
  /** Address of the platform, e.g. `https://cms.example.gov.cn`; http only on loopback in the demo city. */
  platformUrl: z.url({ protocol: /^https?$/ }),
  /** Files of pinned trust anchors, one for each city this machine works for. */
  anchorsFiles: z.array(z.string().min(1)).min(1),
  /** Folders where PKCS#12 files lie; subfolders are not searched. */
  keyFolders: z.array(z.string().min(1)),
  /** Libraries of USB keys that may be loaded, each in a process of its own (S5). None: PKCS#12 files only. */
  tokenModules: z.array(tokenModule).max(8).exactOptional(),
  /** What pulling the key in use does (S4): lock at once, which is the default, or only tell. */
  onTokenRemoval: z.enum(["lock", "tell"]).exactOptional(),
  /** Locks an untouched workstation sooner than the city says; later it never does (L1). */
  idleLockMinutes: z.number().int().positive().max(10).exactOptional(),
  /** A store opens by this machine's keychain alone, without its person: guarded rooms, desks of one person. */
  deviceUnlock: z.boolean().exactOptional(),
  /** Where journals and attachments lie, a folder for each store: another disk than the index. With the stores when absent. */
  journalFolder: z.string().min(1).exactOptional(),
  /** Nightly backup 备份 (D8): the folder, best on another disk or a share, and how many generations are kept. */
  backup: z.strictObject({ folder: z.string().min(1), keep: z.number().int().min(1).max(60) }).exactOptional(),
  /** True in the demo city only: the window says so. */
  demo: z.boolean(),
  /** Address ranges (CIDR) in which the platform and the feed must lie; none: not judged by this machine (AU-6). */
  extranet: z
    .array(z.union([z.cidrv4(), z.cidrv6()]))
    .min(1)
    .max(64)
    .exactOptional(),
  /** PEM file of the only authorities believed for TLS towards platform and feed, relative to the policy (AU-6). */
  pinnedCa: z.string().min(1).exactOptional(),
  updates: updatePolicy.exactOptional(),
  leaks: leakPolicy.exactOptional(),
  /** How long this machine's logs are kept; six months is the least (NY-21). */
  retentionMonths: z.number().int().min(6).max(120).exactOptional(),
  accessibility: accessibilityMinima.exactOptional(),
  /** Further second engines 第二引擎, besides the one that ships. */
  secondEngines: z.array(engineProgram).max(5).exactOptional(),
});
export type Policy = z.infer<typeof policy>;

/** Which issue of a document this is: a machine takes none older than the last it took. */
const stamp = { serial: z.number().int().positive(), issuedAt: instant };

/** What an administrator deploys on a machine. An unsigned demo policy may go without a stamp. */
export const machineDocument = z.strictObject({
  ...policy.shape,
  level: z.literal("machine").exactOptional(),
  serial: stamp.serial.exactOptional(),
  issuedAt: stamp.issuedAt.exactOptional(),
});

const personal = {
  onTokenRemoval: policy.shape.onTokenRemoval,
  idleLockMinutes: policy.shape.idleLockMinutes,
  deviceUnlock: policy.shape.deviceUnlock,
  leaks: leakPolicy.partial().exactOptional(),
  accessibility: policy.shape.accessibility,
};

/** What a person sets on the own machine: personal keys, never looser than any level above. */
export const userDocument = z.strictObject(personal);

const tightened = {
  ...personal,
  tokenModules: policy.shape.tokenModules,
  extranet: policy.shape.extranet,
  updates: updatePolicy.omit({ feed: true }).partial().exactOptional(),
  backup: z.strictObject({ keep: z.number().int().min(1).max(60) }).exactOptional(),
  retentionMonths: policy.shape.retentionMonths,
};

/** Values of Windows group policy 组策略: unsigned, so they tighten the signed policy and set nothing else. */
export const groupDocument = z.strictObject(tightened);

/** The unit's policy 单位策略, pushed by the platform of one site. */
export const unitDocument = z.strictObject({ level: z.literal("unit"), site: id, ...stamp, ...tightened });
