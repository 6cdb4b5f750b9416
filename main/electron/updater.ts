/**
 * Updates of the Electron edition. electron-updater carries and installs, and is believed for nothing: its manifest is
 * unsigned. What it names must be what our signed release names, before a byte is downloaded, after it, and once more
 * before it is run (L7).
 */
import { rm } from "node:fs/promises";
import type { AppUpdater } from "electron-updater";
import { hashesOf } from "../../node/file-hashes";
import { AppError } from "../../shared/failure";
import type { UpdatePolicy } from "../../shared/model/policy";
import type { Direction, FeedReading } from "../../shared/update/decide";
import { type Artifact, type ArtifactKind, isWithdrawn, type Release } from "../../shared/update/manifest";
import { isOlder } from "../../shared/update/version";
import type { Carrier, CarrierGround } from "../update/carrier";

/** What is used of electron-updater. */
export type UpdaterSource = Pick<
  AppUpdater,
  | "checkForUpdates"
  | "downloadUpdate"
  | "quitAndInstall"
  | "setFeedURL"
  | "autoDownload"
  | "autoInstallOnAppQuit"
  | "allowDowngrade"
>;

type Read = Extract<FeedReading, { readonly kind: "read" }>;

export interface UpdaterParts extends CarrierGround {
  readonly source: UpdaterSource;
  readonly kinds: readonly ArtifactKind[];
}

interface Fetched {
  readonly artifact: Artifact;
  readonly file: string;
  readonly version: string;
}

export function createUpdater({ source, kinds, identity, policy, read }: UpdaterParts): Carrier {
  source.autoDownload = false;
  // A quit is no consent, and what lies there since the download is checked first.
  source.autoInstallOnAppQuit = false;
  source.allowDowngrade = false;
  let fetched: Fetched | null = null;
  return {
    kinds,
    ready: () => fetched?.version ?? null,
    fetch: async (artifact, direction) => {
      fetched = null;
      const signed = await read();
      demandNamed(signed, artifact);
      demandDirection(signed, identity.version, direction);
      source.allowDowngrade = direction === "back";
      source.setFeedURL(feedOf(policy()));
      demandSame(await offered(source), signed.release);
      const [file = ""] = await carried(() => source.downloadUpdate());
      await demandBytes(file, artifact);
      fetched = { artifact, file, version: signed.release.version };
    },
    install: async () => {
      if (fetched === null) throw new AppError("E_STATE", "还没有下载更新");
      const { artifact, file } = fetched;
      fetched = null;
      demandNamed(await read(), artifact);
      await demandBytes(file, artifact);
      source.quitAndInstall(true, true);
    },
  };
}

/** One range at a time: plain web servers and ours serve no more. @throws AppError E_STATE */
function feedOf(policy: UpdatePolicy | undefined) {
  if (policy === undefined) throw new AppError("E_STATE", "策略没有指定更新源");
  return { provider: "generic", url: policy.feed, useMultipleRangeRequest: false } as const;
}

async function offered(source: UpdaterSource): Promise<Unsigned | null> {
  return (await carried(() => source.checkForUpdates()))?.updateInfo ?? null;
}

/** What the carrier throws may quote the feed's address (BD-4): the next look tries again. */
async function carried<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new AppError("E_UPDATE_BROKEN", "没有下载完", { cause });
  }
}

/** The very artifact that was decided on still stands in the release. */
function demandNamed({ release }: Read, { file, sha256 }: Artifact): void {
  const isNamed = release.artifacts.some((one) => one.file === file && one.sha256 === sha256);
  if (!isNamed) throw new AppError("E_UPDATE_FEED", "发布单已换，请重新检查");
}

function demandDirection({ release, rollback }: Read, runs: string, direction: Direction): void {
  const isBack = isOlder(release.version, runs);
  const isOrdered = rollback !== null && isWithdrawn(rollback, runs);
  if (isBack !== (direction === "back") || (isBack && !isOrdered)) throw new AppError("E_UPDATE_DOWNGRADE");
}

interface Unsigned {
  readonly version: string;
  readonly files: readonly { readonly url: string; readonly sha512: string; readonly size?: number }[];
}

/** Every file that the unsigned manifest names is one of the release, byte for byte; whichever is picked is then ours. */
function demandSame(unsigned: Unsigned | null, { version, artifacts }: Release): void {
  if (unsigned === null) throw new AppError("E_UPDATE_FEED", "安装清单没有新版本");
  const isOurs = ({ url, sha512, size }: Unsigned["files"][number]) =>
    artifacts.some((one) => one.file === url && one.sha512 === sha512 && (size === undefined || size === one.size));
  const isSame = unsigned.version === version && unsigned.files.length > 0 && unsigned.files.every(isOurs);
  if (!isSame) throw new AppError("E_UPDATE_FEED", "安装清单与签名的发布单不符");
}

/** What is not what was signed for does not stay. @throws AppError E_UPDATE_BROKEN */
async function demandBytes(file: string, { size, sha256, sha512 }: Artifact): Promise<void> {
  const found = await hashesOf(file).catch(() => null);
  if (found !== null && found.size === size && found.sha256 === sha256 && found.sha512 === sha512) return;
  if (found !== null) await rm(file, { force: true });
  throw new AppError("E_UPDATE_BROKEN");
}
