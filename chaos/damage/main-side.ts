/** What main does with a store, over real files: vault, journal and records, answering the calls a window makes. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { nodeFileSystem } from "../../main/journal/filesystem";
import { openJournal } from "../../main/journal/journal";
import { Records } from "../../main/journal/records";
import { openVault, type Vault, type WayIn } from "../../main/vault/vault";
import { digestOf } from "../../shared/digest";
import { toFailure } from "../../shared/failure";
import { contract, type DeskBridge } from "../../shared/ipc/contract";
import { stampOf } from "../../shared/store/stamp";

export const storeId = "s-chaos";
export const appPin = "海上-Moon-2026-潮生";

/** Small, so that a store of thirty drafts has several segments. */
const segmentBytes = 64 * 1024;
const limits = { warn: 0, readOnly: 0, ballast: 0 };

export const journalFolder = (folder: string): string => join(folder, "journal");

export interface MainSide {
  readonly bridge: DeskBridge;
  /** What recovery said at opening. */
  readonly repairs: readonly string[];
  readonly close: () => Promise<void>;
}

/** Opens the store of a folder; makes it when there is none. */
export async function openMain(folder: string): Promise<MainSide> {
  const vault = await openedVault(folder);
  const journal = await openJournal({ fs: nodeFileSystem, folder: journalFolder(folder), limits, segmentBytes });
  const records = new Records({ vault, journal, clock: () => new Date() });
  const { repairs } = await records.health();
  return {
    bridge: { call: (name, input) => answered(records, name, input), listen: () => () => undefined },
    repairs,
    close: async () => {
      vault.lock();
      await journal.close();
    },
  };
}

async function openedVault(folder: string): Promise<Vault> {
  const place = {
    fs: nodeFileSystem,
    folder,
    storeId,
    keychain: null,
    wait: async () => undefined,
    deviceUnlock: false,
    // The cheapest that a header may name: nobody searches for this PIN.
    cost: { n: 2 ** 10, r: 1, p: 1 },
    recovery: null,
  };
  const isNew = !(await nodeFileSystem.list(folder)).includes("vault.json");
  return openVault(place, isNew ? founding : { kind: "pin", appPin });
}

/** A key that guards nothing by itself, so that the PIN is the way in. */
const founding: WayIn = {
  kind: "key",
  guard: { certificate: digestOf(randomBytes(8)), holder: "测试", signer: null, envelope: null },
  owner: { name: "测试", organisation: "测试" },
  pin: "1",
  appPin,
};

async function answered(records: Records, name: string, input: unknown): Promise<unknown> {
  try {
    return { ok: true, value: await answerOf(records, name, input) };
  } catch (error) {
    return { ok: false, failure: toFailure(error) };
  }
}

/** The journal's calls, parsed as main's door parses them. */
async function answerOf(records: Records, name: string, input: unknown): Promise<unknown> {
  switch (name) {
    case "desk:journal.append":
      return records.append(contract[name].input.parse(input).entries);
    case "desk:journal.open":
      return { values: records.open(contract[name].input.parse(input).records) };
    case "desk:journal.positions":
      return records.positions();
    case "desk:journal.stamp":
      return stampOf(records.positions());
    case "desk:journal.read":
      return records.read(contract[name].input.parse(input).keys);
    case "desk:journal.restore":
      return records.restore(contract[name].input.parse(input).records);
    case "desk:journal.health":
      return records.health();
    default:
      throw new Error(`the store alone does not answer ${name}`);
  }
}
