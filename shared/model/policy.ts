/** The machine's policy 策略: where the platform is, whom to trust, where keys lie. Deployed by the administrator. */
import { z } from "zod";
import { tokenModule } from "./token-module";

/** A program that proofreads beside ours (R20): text on its standard input, JSON lines on its output. */
export const engineProgram = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,29}$/),
  name: z.string().min(1).max(40),
  version: z.string().max(40),
  command: z.array(z.string().min(1)).min(1),
});
export type EngineProgram = z.infer<typeof engineProgram>;

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
  /** Further second engines 第二引擎, besides the one that ships. */
  secondEngines: z.array(engineProgram).max(5).exactOptional(),
});
export type Policy = z.infer<typeof policy>;
