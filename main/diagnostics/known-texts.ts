/** Texts of this machine that no diagnostics may hold: addresses, folders, persons, keys. Gathered to be taken out. */
import os from "node:os";
import { join } from "node:path";
import type { SessionView } from "../../shared/ipc/contract";
import type { KeyInfo } from "../../shared/ipc/key";
import type { Policy } from "../../shared/model/policy";
import type { FileSystem } from "../journal/filesystem";
import { storeHeaders } from "../store-list";
import type { TokenDriver } from "../tokens/driver";

export interface KnownParts {
  readonly fs: FileSystem;
  readonly dataFolder: string;
  readonly policy: () => Policy;
  readonly drivers: readonly TokenDriver[];
  readonly keys: { readonly list: () => Promise<readonly KeyInfo[]> };
  readonly view: () => SessionView;
}

export async function knownTexts(parts: KnownParts): Promise<readonly string[]> {
  const { fs, dataFolder, view } = parts;
  const policy = parts.policy();
  const { account } = view();
  const headers = await storeHeaders(fs, join(dataFolder, "stores"));
  const person = account === null ? [] : [account.name, account.unitName, account.accountId, account.personId];
  const owners = headers.flatMap(({ owner, storeId }) => [owner.name, owner.organisation, storeId]);
  return [
    ...addresses(policy),
    ...folders(policy, dataFolder),
    ...person,
    ...owners,
    ...(await keyTexts(parts)),
    ...(await tokenTexts(parts)),
  ].filter((text) => text.trim() !== "");
}

const addresses = ({ platformUrl, updates, extranet = [] }: Policy): string[] => [
  ...[platformUrl, updates?.feed ?? ""].flatMap((address) => {
    const url = URL.parse(address);
    return url === null ? [address] : [address, url.href, url.host, url.hostname];
  }),
  ...extranet,
];

const folders = (policy: Policy, dataFolder: string): string[] => [
  dataFolder,
  ...policy.keyFolders,
  ...policy.anchorsFiles.filter((file) => file.length > 3),
  policy.journalFolder ?? "",
  policy.backup?.folder ?? "",
  policy.pinnedCa ?? "",
  ...(policy.tokenModules ?? []).map(({ path }) => path),
  os.homedir(),
  os.hostname(),
];

/** A key that cannot be listed now has told us nothing that could stand in a text. */
async function keyTexts({ keys }: KnownParts): Promise<string[]> {
  const list = await keys.list().catch(() => []);
  return list.flatMap(({ keyId, name, organisation, serial, fingerprint }) => [
    ...[keyId, name, organisation, serial, fingerprint],
  ]);
}

async function tokenTexts({ drivers }: KnownParts): Promise<string[]> {
  const found = await Promise.all(drivers.map((driver) => driver.tokens().catch(() => [])));
  return found.flat().flatMap(({ label, serial }) => [label, serial]);
}
