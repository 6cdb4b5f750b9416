/**
 * A feed folder written so that whoever reads it at any moment, or after the power failed at any moment, finds a release
 * that holds: artifacts first, then what goes with them, `release.json` last.
 */
import { randomUUID } from "node:crypto";
import { copyFile, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomic } from "../../node/atomic-file";
import { type DocumentKeyFile, signDocument } from "../../node/document-key";
import { hashesOf } from "../../node/file-hashes";
import { utf8 } from "../../shared/bytes";
import type { DocumentPurpose, DocumentSignature } from "../../shared/trust/document-signature";
import { keysFile, RELEASE_FILE, type Release, ROLLBACK_FILE, signatureFile } from "../../shared/update/manifest";
import { compareVersions } from "../../shared/update/version";
import { ReleaseFault } from "./fault";
import { type FeedState, HISTORY } from "./feed-state";
import type { Plan } from "./plan";
import type { PublishStep } from "./publish-step";
import { updaterManifests } from "./updater-manifests";

const PUBLIC_FILE = 0o644;
/** A release and the one before it sign side by side; the schema takes eight signatures. */
const FORMER_SIGNATURES = 4;

export interface Publication {
  readonly folder: string;
  /** Where new artifacts lie; null when the feed has them all. */
  readonly from: string | null;
  readonly state: FeedState;
  readonly plan: Plan;
  readonly keys: { readonly release: readonly DocumentKeyFile[]; readonly rotation: readonly DocumentKeyFile[] };
  readonly keep: number;
  readonly step: (step: PublishStep) => void;
}

/** @throws ReleaseFault when an artifact is not what its entry says */
export async function publish(publication: Publication): Promise<void> {
  const { folder, from, plan, state, keys, step } = publication;
  await mkdir(join(folder, HISTORY), { recursive: true });
  await clearLeftovers(folder);
  step("cleared");
  await bringArtifacts({ folder, from, step }, plan.release);
  step("artifacts-there");
  if (plan.rotation !== null) {
    await writeSigned(join(folder, keysFile(plan.rotation.serial)), sign(plan.rotation, "key-rotation", keys.rotation));
    step("keys-written");
  }
  if (plan.order !== null) {
    await writeSigned(join(folder, ROLLBACK_FILE), sign(plan.order, "rollback", keys.release));
    step("order-written");
  }
  const signed = sign(plan.release, "release", keys.release);
  await writeSigned(join(folder, HISTORY, `${plan.release.serial}.json`), signed);
  step("history-written");
  for (const [name, text] of updaterManifests(plan.release))
    await writeFileAtomic(join(folder, name), text, PUBLIC_FILE);
  step("manifests-written");
  // Whoever reads the release first and its signature second finds one that holds, before and after the rename.
  const both = { ...signed.signature, signatures: [...signed.signature.signatures, ...former(state)] };
  await writeSigned(join(folder, RELEASE_FILE), { ...signed, signature: both }, () => step("signature-written"));
  step("release-written");
  if (plan.order === null) await removeSigned(folder, ROLLBACK_FILE);
  step("order-removed");
  await removeOldArtifacts(publication);
  step("old-removed");
}

const former = ({ signatures }: FeedState): DocumentSignature["signatures"] => signatures.slice(0, FORMER_SIGNATURES);

interface Signed {
  readonly bytes: Uint8Array;
  readonly signature: DocumentSignature;
}

function sign(document: object, purpose: DocumentPurpose, keys: readonly DocumentKeyFile[]): Signed {
  const bytes = utf8(`${JSON.stringify(document, null, 1)}\n`);
  return { bytes, signature: signDocument(bytes, purpose, keys) };
}

async function writeSigned(
  file: string,
  { bytes, signature }: Signed,
  between: () => void = () => undefined,
): Promise<void> {
  await writeFileAtomic(signatureFile(file), `${JSON.stringify(signature)}\n`, PUBLIC_FILE);
  between();
  await writeFileAtomic(file, bytes, PUBLIC_FILE);
}

async function removeSigned(folder: string, name: string): Promise<void> {
  for (const file of [name, signatureFile(name)]) await rm(join(folder, file), { force: true });
}

/** Of a run that was cut off. */
async function clearLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder);
  for (const name of names.filter((one) => /^\..*\.tmp$/.test(one))) await rm(join(folder, name), { force: true });
}

type Bringing = Pick<Publication, "folder" | "from" | "step">;

async function bringArtifacts(bringing: Bringing, { artifacts }: Release): Promise<void> {
  for (const { file, size, sha256, blockmap } of artifacts) {
    await bringFile(bringing, { file, size, sha256 });
    if (blockmap !== undefined) await bringFile(bringing, blockmap);
  }
}

interface Entry {
  readonly file: string;
  readonly size: number;
  readonly sha256: string;
}

async function bringFile({ folder, from, step }: Bringing, { file, size, sha256 }: Entry): Promise<void> {
  const isThere = async (place: string) => {
    const found = await hashesOf(place).catch(() => null);
    return found !== null && found.size === size && found.sha256 === sha256;
  };
  const target = join(folder, file);
  if (await isThere(target)) return;
  if (from === null) throw new ReleaseFault(`更新源里的 ${file} 不在或已改动，请用 --from 重新放入`);
  const temporary = join(folder, `.${file}.${randomUUID()}.tmp`);
  await copyFile(join(from, file), temporary);
  step("artifact-copied");
  const handle = await open(temporary, "r+");
  await handle.chmod(PUBLIC_FILE);
  await handle.sync();
  await handle.close();
  if (!(await isThere(temporary))) throw new ReleaseFault(`${file} 复制之后内容不同，请检查磁盘`);
  await rename(temporary, target);
}

/** Artifacts of the newest versions stay, and whatever the release names; the history itself is never shortened. */
async function removeOldArtifacts({ folder, plan, state, keep }: Publication): Promise<void> {
  const all = [...state.history, plan.release];
  const versions = [...new Set(all.map(({ version }) => version))].sort(compareVersions).reverse();
  const stay = new Set([plan.release.version, ...versions.slice(0, keep)]);
  const named = (releases: readonly Release[]) =>
    new Set(
      releases.flatMap(({ artifacts }) => artifacts.flatMap((one) => [one.file, one.blockmap?.file ?? one.file])),
    );
  const kept = named(all.filter(({ version }) => stay.has(version)));
  for (const file of named(all)) if (!kept.has(file)) await rm(join(folder, file), { force: true });
}
