/** A machine with a policy on a disk in memory, a locked build around it, and a clock that moves when a test says so. */
import { type DocumentKeyFile, newDocumentKey, signDocument } from "../../../node/document-key";
import { utf8 } from "../../../shared/bytes";
import type { BuildIdentity } from "../../../shared/model/build-identity";
import { writeDurable } from "../../durable-file";
import { MemoryFileSystem } from "../../journal/testing/memory-filesystem";
import { FakeTimers } from "../../testing/fake-timers";
import { fileSource } from "../file-source";
import { WatchedPolicy } from "../managed-policy";
import { PolicyBook } from "../policy-book";
import type { PolicySource } from "../source";

export const key = newDocumentKey({ keyId: "policy-2026", algorithm: "ed25519" });
export const sm2Key = newDocumentKey({ keyId: "policy-sm2", algorithm: "sm2-sm3" });
export const strangerKey = newDocumentKey({ keyId: "policy-2026", algorithm: "ed25519" });

export const machinePath = "/etc/caibian/policy.json";
export const userPath = "/data/policy/user.json";

export const machinePolicy = {
  platformUrl: "https://59.203.1.5",
  anchorsFiles: ["luan.json"],
  keyFolders: [],
  demo: false,
  extranet: ["59.203.0.0/16"],
  idleLockMinutes: 5,
  leaks: { clipboard: "inside", capture: "allow" },
};

const stamp = (serial: number) => ({ serial, issuedAt: "2026-11-20T00:00:00.000Z" });

export interface Put {
  readonly serial?: number;
  /** Null writes no signature. */
  readonly by?: DocumentKeyFile | null;
}

export interface PolicyBench {
  readonly fs: MemoryFileSystem;
  readonly timers: FakeTimers;
  /** Writes a machine policy, the good one with changes, or a text as it is. */
  readonly put: (change: object | string, how?: Put) => Promise<void>;
  readonly putUser: (values: object | string) => Promise<void>;
  /** A unit's policy as the platform hands it over. */
  readonly unit: (
    values: object,
    how?: Put & { readonly site?: string },
  ) => { document: string; signature: string | null };
  readonly open: (how?: {
    readonly locked?: boolean;
    readonly more?: readonly PolicySource[];
  }) => Promise<WatchedPolicy>;
}

export function policyBench(): PolicyBench {
  const fs = new MemoryFileSystem();
  const timers = new FakeTimers();
  const signature = (text: string, by: DocumentKeyFile | null) =>
    by === null ? null : JSON.stringify(signDocument(utf8(text), "policy", [by]));
  return {
    fs,
    timers,
    put: async (change, { serial = 1, by = key } = {}) => {
      const text =
        typeof change === "string"
          ? change
          : JSON.stringify({ level: "machine", ...stamp(serial), ...machinePolicy, ...change });
      await writeDurable(fs, machinePath, text);
      const signed = signature(text, by);
      if (signed === null) await fs.remove(`${machinePath}.sig`);
      else await writeDurable(fs, `${machinePath}.sig`, signed);
    },
    putUser: (values) => writeDurable(fs, userPath, typeof values === "string" ? values : JSON.stringify(values)),
    unit: (values, { serial = 1, by = key, site = "luan" } = {}) => {
      const document = JSON.stringify({ level: "unit", site, ...stamp(serial), ...values });
      return { document, signature: signature(document, by) };
    },
    open: async ({ locked = true, more = [] } = {}) => {
      const sources = [
        ...more,
        fileSource({ fs, timers, level: "machine", path: machinePath }),
        fileSource({ fs, timers, level: "user", path: userPath }),
      ];
      const book = await PolicyBook.open({ fs, folder: "/data/policy", identity: identityOf(locked), sources });
      return new WatchedPolicy({ book, timers });
    },
  };
}

export const identityOf = (locked: boolean): BuildIdentity => ({
  format: "caibian-build",
  version: "1.0.0",
  edition: "browser",
  locked,
  policyKeys: [key.key, sm2Key.key],
  releaseKeys: [],
});

/** Lets what was begun run as far as it can without the clock. */
export const settled = async (): Promise<void> => {
  for (let round = 0; round < 40; round += 1) await Promise.resolve();
};
