/**
 * The signed documents of a release feed 更新源 (docs/updates.md, ADR 0022). A feed is one folder for one edition:
 * `release.json` with `.sig`, at most one `rollback.json`, the chain `keys-1.json`, `keys-2.json` …, and the artifacts.
 */
import { z } from "zod";
import { edition, releaseVersion } from "../model/build-identity";
import type { Ring } from "../model/policy";
import { base64, digest, instant } from "../schema";
import { documentKey } from "../trust/document-signature";
import { isOlder } from "./version";

export const PRODUCT = "caibian";
export const RELEASE_FILE = "release.json";
export const ROLLBACK_FILE = "rollback.json";
/** The n-th rotation of release keys; n counts from 1. */
export const keysFile = (serial: number): string => `keys-${serial}.json`;
export const signatureFile = (name: string): string => `${name}.sig`;
/** Longer documents are no feed's. */
export const DOCUMENT_LIMIT = 256 * 1_024;
/** Rotations a terminal follows at once. */
export const KEYS_LIMIT = 64;

/** A name in the feed folder and nothing else: no folders, no leading dot. */
export const feedName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._+~-]{0,150}$/);

/** Counts up with every document a feed's owner signs; a terminal never takes a smaller one again. */
export const serial = z.number().int().min(1).max(1_000_000_000);

export const updateOs = z.enum(["linux", "windows"]);
export type UpdateOs = z.infer<typeof updateOs>;
export const updateArch = z.enum(["x64", "arm64"]);
export type UpdateArch = z.infer<typeof updateArch>;

/** `payload`: the program's own files for machines whose people have no rights; the others are the system's packages. */
export const artifactKind = z.enum(["payload", "deb", "rpm", "nsis", "msi", "appimage"]);
export type ArtifactKind = z.infer<typeof artifactKind>;

const bytesOfFile = z.number().int().min(1).max(4_294_967_295);

export const artifact = z
  .strictObject({
    os: updateOs,
    arch: updateArch,
    kind: artifactKind,
    file: feedName,
    size: bytesOfFile,
    sha256: digest.startsWith("sha-256:"),
    /** Base64, as electron-updater's own manifest names it: binds that unsigned manifest to this signed one. */
    sha512: base64.length(88),
    /** Of the file list in a payload (`files.json`), so that an unpacked tree is verified too. */
    files: digest.startsWith("sha-256:").exactOptional(),
    blockmap: z
      .strictObject({ file: feedName, size: bytesOfFile, sha256: digest.startsWith("sha-256:") })
      .exactOptional(),
  })
  .refine(({ kind, files }) => (kind === "payload") === (files !== undefined), { path: ["files"] });
export type Artifact = z.infer<typeof artifact>;

/** The moment each ring opens; a ring that is not named stays shut. No ring opens before the one ahead of it. */
export const rings = z
  .strictObject({
    pilot: instant.exactOptional(),
    early: instant.exactOptional(),
    general: instant.exactOptional(),
  })
  .refine(({ pilot, early, general }) => {
    const opened = [pilot, early, general].filter((at) => at !== undefined);
    return opened.every((at, n) => n === 0 || at >= (opened[n - 1] ?? at));
  });
export type Rings = z.infer<typeof rings>;

export const ringOpens = (opens: Rings, ring: Ring): Date | null => {
  const at = opens[ring];
  return at === undefined ? null : new Date(at);
};

export const release = z
  .strictObject({
    format: z.literal("caibian-release"),
    product: z.literal(PRODUCT),
    edition,
    version: releaseVersion,
    serial,
    issuedAt: instant,
    /** Below it sign-in is refused, and no ring or deferral holds an update back. */
    minimumVersion: releaseVersion,
    rings,
    artifacts: z.array(artifact).min(1).max(24),
    /** What is new, in Chinese, one line each. */
    notes: z.array(z.string().min(1).max(200)).max(30),
    /** Store schema this version writes, and the lowest it still opens and migrates. */
    data: z
      .strictObject({ writes: z.number().int().min(1), opens: z.number().int().min(1) })
      .refine(({ writes, opens }) => opens <= writes),
    /** Rotation of release keys this document is signed under: terminals behind it fetch the chain first. */
    keys: z.number().int().min(0).max(1_000_000),
    /** Set when machines are led back: the version that is left, with `rollback.json` beside this. */
    rollbackOf: releaseVersion.exactOptional(),
  })
  .refine(({ version, minimumVersion }) => !isOlder(version, minimumVersion), { path: ["minimumVersion"] })
  .refine(({ version, rollbackOf }) => rollbackOf === undefined || isOlder(version, rollbackOf), {
    path: ["rollbackOf"],
  })
  .refine(({ artifacts }) => new Set(artifacts.map(({ file }) => file)).size === artifacts.length, {
    path: ["artifacts"],
  });
export type Release = z.infer<typeof release>;

/** The only way to an older version 回退令: from any version above `to` up to `from`. Its serial is its release's. */
export const rollbackOrder = z
  .strictObject({
    format: z.literal("caibian-rollback"),
    product: z.literal(PRODUCT),
    edition,
    from: releaseVersion,
    to: releaseVersion,
    /** For the people and the log, in Chinese. */
    reason: z.string().min(2).max(200),
    serial,
    issuedAt: instant,
  })
  .refine(({ from, to }) => isOlder(to, from), { path: ["to"] });
export type RollbackOrder = z.infer<typeof rollbackOrder>;

/** True for versions that an order has withdrawn: no launcher starts them again. */
export const isWithdrawn = ({ from, to }: Pick<RollbackOrder, "from" | "to">, version: string): boolean =>
  isOlder(to, version) && !isOlder(from, version);

/** One step of key rotation: the keys from then on, all of them. Signed by a key from before and by one of these. */
export const keyRotation = z
  .strictObject({
    format: z.literal("caibian-keys"),
    product: z.literal(PRODUCT),
    serial: z.number().int().min(1).max(1_000_000),
    issuedAt: instant,
    keys: z.array(documentKey).min(1).max(8),
  })
  .refine(({ keys }) => new Set(keys.map(({ keyId }) => keyId)).size === keys.length, { path: ["keys"] });
export type KeyRotation = z.infer<typeof keyRotation>;
