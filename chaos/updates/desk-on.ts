/** The updates of a desk on a folder, without the desk around them: real files, real HTTP, a feed of this machine. */

import { nodeFileSystem } from "../../main/journal/filesystem";
import { systemTimers } from "../../main/timers";
import type { Step } from "../../main/update/step";
import type { UpdateParts } from "../../main/update/update-parts";
import { Updates } from "../../main/update/updates";
import { nodeDocumentCheck } from "../../node/document-check";
import { policy } from "../../shared/model/policy";
import type { DocumentKey } from "../../shared/trust/document-signature";

export interface DeskOn {
  readonly data: string;
  readonly feed: string;
  /** The version that runs. */
  readonly version: string;
  readonly keys: readonly DocumentKey[];
  readonly step?: Step;
  readonly fs?: UpdateParts["fs"];
}

/** Answers how often a restart was asked for, beside the updates themselves. */
export function deskOn({ data, feed, version, keys, step = () => undefined, fs = nodeFileSystem }: DeskOn) {
  const asked = { restarts: 0 };
  const fitting = policy.parse({
    platformUrl: "https://cms.example.gov.cn",
    anchorsFiles: ["anchors.json"],
    keyFolders: [],
    demo: false,
    updates: { feed, ring: "general" },
  });
  const updates = new Updates({
    ...{ fs, data, fetch, step, check: nodeDocumentCheck, timers: systemTimers },
    identity: { edition: "browser", version, releaseKeys: [...keys] },
    policy: () => fitting,
    clock: () => new Date(),
    random: Math.random,
    notices: { send: () => undefined },
    audit: { note: async () => undefined },
    launcher: { say: () => undefined, onShow: () => undefined, onGone: () => undefined },
    carrier: null,
    restart: () => {
      asked.restarts += 1;
    },
    isIdle: () => true,
    isSigning: () => false,
    bug: (error) => {
      throw error;
    },
  });
  return { updates, asked };
}
