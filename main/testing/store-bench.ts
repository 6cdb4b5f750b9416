/** One person's store on a temporary folder, without a desk around it: what it is opened with, and the platform's part of a recovery. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { foundCity } from "../../node/demo-authority";
import { openBox } from "../../node/sealed-box";
import { nodeCheck } from "../../node/signature-check";
import { fromBase64 } from "../../shared/bytes";
import type { Entry } from "../../shared/store/record";
import { recoveryLabel } from "../../shared/trust/recovery";
import { pkcs12Folders } from "../identity/pkcs12-folder";
import type { OpenedKey } from "../identity/provider";
import { nodeFileSystem } from "../journal/filesystem";
import { openStore, recoverStore, type Store, type StoreOptions } from "../store";
import { storeHeaders } from "../store-list";
import { vaultNameOf } from "../store-place";
import { pin, writeKey } from "./bench";

export interface StoreBench {
  readonly folder: string;
  readonly options: StoreOptions;
  readonly key: () => Promise<OpenedKey>;
  /** Opens the store by key, on this machine or with other options. */
  readonly open: (options?: Partial<StoreOptions>) => Promise<Store>;
  /** What the platform gives back once an administrator has approved, and the store opened anew by it. */
  readonly recover: (stores: string, storeId?: string) => Promise<void>;
  readonly close: () => void;
}

export const typed = { pin, appPin: null };

const clock = () => new Date("2026-11-20T08:00:00.000Z");

/** Keys take long to make: one city and one person for all tests of a file. */
const founded = (async () => {
  const city = await foundCity({ site: "luan", name: "六安市", at: clock() });
  return { city, issued: await city.issuePerson({ name: "张晓岚", unitName: "六安市人民政府办公室" }) };
})();

export async function storeBench(): Promise<StoreBench> {
  const folder = mkdtempSync(join(tmpdir(), "caibian-store-"));
  const { city, issued } = await founded;
  const keys = join(folder, "keys");
  mkdirSync(keys);
  writeKey(keys, "张晓岚", issued);
  const options: StoreOptions = {
    fs: nodeFileSystem,
    folder: join(folder, "stores"),
    clock,
    anchors: [city.anchors],
    keychain: async () => null,
    wait: async () => undefined,
    deviceUnlock: false,
    cost: { n: 1_024, r: 8, p: 1 },
    limits: { warn: 0, readOnly: 0, ballast: 0 },
  };
  const source = pkcs12Folders({
    fs: nodeFileSystem,
    folders: [keys],
    anchors: [city.anchors],
    check: nodeCheck,
    clock,
  });
  const key = async () => {
    const [info] = await source.list();
    return source.open(info?.keyId ?? "", { pin });
  };
  const recover = async (stores: string, storeId?: string) => {
    const headers = await storeHeaders(nodeFileSystem, stores);
    const header = headers.find((each) => each.storeId === storeId) ?? headers[0];
    const slot = header?.slots.find(({ kind }) => kind === "recovery");
    if (header === undefined || slot?.kind !== "recovery") throw new Error("a store without a recovery slot");
    const label = recoveryLabel(vaultNameOf(header.storeId), slot.owner);
    const share = openBox(city.recoveryKey, fromBase64(slot.share), label);
    await recoverStore({ ...options, folder: stores }, header.storeId, { share, key: await key(), typed });
  };
  return {
    folder,
    options,
    key,
    open: async (other = {}) => openStore({ ...options, ...other }, await key(), typed),
    recover,
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A draft as the window writes it, small. */
export function draftEntries(itemId: string, title: string, columnId = "zwgk"): readonly Entry[] {
  const document = { title, blocks: [] };
  return [
    { table: "drafts", key: `body:${itemId}`, index: {}, value: { itemId, document, metadata: { columnId } } },
    {
      table: "drafts",
      key: `summary:${itemId}`,
      index: { stage: "draft" },
      value: { itemId, title, updatedAt: "2026-11-20T08:00:00.000Z", stage: "draft" },
    },
  ];
}

/** Every live value of a store by table and key, as text. */
export async function valuesOf({ records }: Pick<Store, "records">): Promise<ReadonlyMap<string, string>> {
  const live = records.positions().filter(({ deleted }) => !deleted);
  const rows = await records.read(live);
  const values = records.open(rows);
  return new Map(rows.map(({ table, key }, at) => [`${table} ${key}`, JSON.stringify(values[at])]));
}
