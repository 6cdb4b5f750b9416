/** Which documents come next in a feed: pure. Signing, copying and writing follow it. */
import type { Edition } from "../../shared/model/build-identity";
import type { DocumentKey } from "../../shared/trust/document-signature";
import {
  type Artifact,
  isWithdrawn,
  type KeyRotation,
  PRODUCT,
  type Release,
  type Rings,
  type RollbackOrder,
  release,
} from "../../shared/update/manifest";
import { isOlder } from "../../shared/update/version";
import { ReleaseFault } from "./fault";
import type { FeedState } from "./feed-state";

export interface Request {
  readonly state: FeedState;
  readonly now: Date;
  /** New packages; null when only the release in the feed is issued anew. */
  readonly found: {
    readonly version: string;
    readonly edition: Edition;
    readonly artifacts: readonly Artifact[];
  } | null;
  /** Store schema the sources write and open. */
  readonly data: Release["data"];
  readonly rings: Rings | null;
  readonly minimum: string | null;
  readonly notes: readonly string[] | null;
  readonly rollback: { readonly from: string; readonly to: string; readonly reason: string } | null;
  /** All keys from then on; null when none changes. */
  readonly keys: readonly DocumentKey[] | null;
}

export interface Plan {
  readonly release: Release;
  readonly order: RollbackOrder | null;
  readonly rotation: KeyRotation | null;
}

/** @throws ReleaseFault */
export function plan(request: Request): Plan {
  const { state, now } = request;
  const base = baseOf(request);
  const serial = nextSerial(state, now);
  const issuedAt = later(now.toISOString(), state.current?.issuedAt ?? "");
  const rotation = rotationOf(request, issuedAt);
  const { rollbackOf, ...rest } = base;
  const going = request.rollback?.from ?? (request.found === null ? rollbackOf : undefined);
  const next = release.safeParse({
    ...rest,
    serial,
    issuedAt,
    rings: request.rings ?? base.rings,
    minimumVersion: minimumOf(request, base),
    notes: request.notes ?? base.notes,
    keys: state.rotations.length + (rotation === null ? 0 : 1),
    ...(going === undefined ? {} : { rollbackOf: going }),
  });
  if (!next.success) throw new ReleaseFault(faultIn(next.error.issues[0]?.path[0]));
  return { release: next.data, order: orderOf(request, next.data), rotation };
}

/** Minutes of the epoch: a feed that is made anew from nothing still counts on, and terminals follow it. */
const nextSerial = ({ current }: FeedState, now: Date): number =>
  Math.max((current?.serial ?? 0) + 1, Math.floor(now.getTime() / 60_000));

const later = (a: string, b: string): string => (a > b ? a : b);

function baseOf(request: Request): Release {
  const { state, found, rollback } = request;
  if (rollback !== null) return formerRelease(state, rollback);
  if (found !== null) return newRelease(request, found);
  if (state.current === null) throw new ReleaseFault("更新源里还没有发布过版本，请用 --from 指明安装包的文件夹");
  return state.current;
}

function newRelease({ state, data, now }: Request, found: NonNullable<Request["found"]>): Release {
  const { current } = state;
  const { version, edition, artifacts } = found;
  if (current !== null && current.edition !== edition)
    throw new ReleaseFault(`这个更新源属于 ${current.edition} 版，不能放入 ${edition} 版`);
  const newest = state.history.reduce((top, one) => (isOlder(top, one.version) ? one.version : top), "0.0.0");
  refuseWithdrawn(state, version);
  if (isOlder(version, newest))
    throw new ReleaseFault(`${version} 比已发布的 ${newest} 旧：退回旧版请用 --rollback，否则请提升版本号`);
  requireSameFiles(state, version, artifacts);
  const at = now.toISOString();
  const isSame = current?.version === version;
  return {
    format: "caibian-release",
    product: PRODUCT,
    edition,
    version,
    serial: 1,
    issuedAt: at,
    minimumVersion: current?.minimumVersion ?? "0.0.0",
    rings: isSame ? current.rings : { pilot: at, early: at, general: at },
    artifacts: [...artifacts],
    notes: isSame ? current.notes : [],
    data,
    keys: 0,
  };
}

/** Machines that took the order keep it, and would start such a version last of all. */
function refuseWithdrawn({ history }: FeedState, version: string): void {
  const orders = history.flatMap(({ rollbackOf: from, version: to }) => (from === undefined ? [] : [{ from, to }]));
  if (orders.some((order) => isWithdrawn(order, version)))
    throw new ReleaseFault(`${version} 版已被回退令收回，不能再发布：请提升版本号`);
}

/** A version is one set of bytes for ever: machines that have it would not look again. */
function requireSameFiles({ history }: FeedState, version: string, artifacts: readonly Artifact[]): void {
  const before = history.filter((one) => one.version === version).flatMap((one) => one.artifacts);
  for (const { file, sha256 } of artifacts) {
    if (before.some((one) => one.file === file && one.sha256 !== sha256))
      throw new ReleaseFault(`${version} 版的 ${file} 已发布过，内容不同：请提升版本号再打包`);
  }
}

function formerRelease({ history, current }: FeedState, { from, to }: NonNullable<Request["rollback"]>): Release {
  const former = history.filter(({ version }) => version === to).at(-1);
  if (former === undefined) throw new ReleaseFault(`更新源里没有发布过 ${to} 版，无从退回`);
  if (!history.some(({ version }) => version === from)) throw new ReleaseFault(`更新源里没有发布过 ${from} 版`);
  // Machines that slept through an earlier order still run what that one withdrew.
  const newest = current?.rollbackOf ?? current?.version ?? from;
  if (isOlder(from, newest)) throw new ReleaseFault(`终端上可能还有 ${newest} 版，请写 --rollback ${newest}:${to}`);
  return former;
}

/** Led back, the minimum of that time counts again: with a later one machines could not sign in. */
function minimumOf({ minimum, rollback, state }: Request, base: Release): string {
  if (minimum !== null) return minimum;
  return rollback === null ? (state.current?.minimumVersion ?? base.minimumVersion) : base.minimumVersion;
}

function orderOf({ rollback, state }: Request, issued: Release): RollbackOrder | null {
  if (issued.rollbackOf === undefined) return null;
  const reason = rollback?.reason ?? `仍按 ${state.current?.issuedAt.slice(0, 10) ?? ""} 的回退令`;
  const { edition, version: to, serial, issuedAt, rollbackOf: from } = issued;
  return { format: "caibian-rollback", product: PRODUCT, edition, from, to, reason, serial, issuedAt };
}

function rotationOf({ keys, state }: Request, issuedAt: string): KeyRotation | null {
  if (keys === null) return null;
  if (new Set(keys.map(({ keyId }) => keyId)).size !== keys.length) throw new ReleaseFault("--rotate 里有同名的公钥");
  return {
    format: "caibian-keys",
    product: PRODUCT,
    serial: state.rotations.length + 1,
    issuedAt,
    keys: [...keys],
  };
}

function faultIn(field: PropertyKey | undefined): string {
  switch (field) {
    case "minimumVersion":
      return "最低版本比要发布的版本还新：工作站更新后仍不能登录";
    case "artifacts":
      return "同一文件名出现两次，或文件过多";
    case "notes":
      return "更新说明最多 30 行，每行最多 200 字";
    default:
      return `发布单的 ${String(field)} 不合规定`;
  }
}
