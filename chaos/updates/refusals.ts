/** What a feed may not offer (L7): each lie is told to a terminal, which must go on with what it has. */
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { archiveName, newReleaseKey } from "../../main/update/testing/fake-release";
import type { FailureCode } from "../../shared/failure";
import { next, older, present, type Terminal } from "./terminal";

export interface Lie {
  readonly case: string;
  /** A changed bit may make it unreadable before its signature is looked at. */
  readonly codes: readonly FailureCode[];
  /** Which version must be started afterwards. */
  readonly starts: string;
  readonly tell: (terminal: Terminal) => Promise<void>;
}

/** One bit of a file, anywhere in it. */
export function flipOneBit(path: string): void {
  const bytes = readFileSync(path);
  const at = randomBytes(4).readUInt32LE() % bytes.length;
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
  writeFileSync(path, bytes);
}

export const lies: readonly Lie[] = [
  {
    case: "发布单被改动一位",
    codes: ["E_PROFILE", "E_UPDATE_FEED"],
    starts: present,
    tell: async (terminal) => {
      terminal.offer({ version: next, serial: 2 });
      flipOneBit(join(terminal.feed, "release.json"));
    },
  },
  {
    case: "更新包被调换",
    codes: ["E_UPDATE_BROKEN"],
    starts: present,
    tell: async (terminal) => {
      terminal.offer({ version: next, serial: 2 });
      flipOneBit(join(terminal.feed, archiveName(next)));
    },
  },
  {
    case: "重放较旧的发布单",
    codes: ["E_UPDATE_OLD"],
    starts: next,
    tell: async (terminal) => {
      terminal.offer({ version: next, serial: 5 });
      await terminal.desk().updates.check();
      terminal.offer({ version: next, serial: 4 });
    },
  },
  {
    case: "没有回退令的旧版本",
    codes: ["E_UPDATE_DOWNGRADE"],
    starts: present,
    tell: async (terminal) => void terminal.offer({ version: older, serial: 9 }),
  },
  {
    case: "未知密钥",
    codes: ["E_PROFILE"],
    starts: present,
    tell: async (terminal) => void terminal.offer({ version: next, serial: 2, keys: [newReleaseKey("foreign")] }),
  },
];
