/** Reads an evidence pack back into typed parts. Strict in form; whether anything is true is verdict.ts's question. */
import { z } from "zod";
import { type Checkpoint, checkpoint } from "../audit/checkpoint";
import { type AuditPath, auditPath } from "../audit/trace";
import { fromUtf8, sameBytes, toBase64 } from "../bytes";
import { canonicalBytes } from "../canonical";
import { digestOf } from "../digest";
import { AppError } from "../failure";
import { content } from "../model/content";
import { ledger } from "../proofreading/ledger";
import type { Digest } from "../schema";
import { historyEntry } from "../workflow/history";
import { profile } from "../workflow/profile";
import { type Responsibility, responsibility } from "../workflow/responsibility";
import { certificatesIn, type Manifest, manifest } from "./pack";
import { type PackFiles, readArchive } from "./pack-archive";
import { receipt } from "./receipt";
import { statement } from "./statement";

/** A parsed JSON file with the bytes it was parsed from. */
export interface Part<T> {
  readonly name: string;
  readonly value: T;
  readonly bytes: Uint8Array;
}

export interface SignedPart<T> extends Part<T> {
  readonly signature: Uint8Array;
}

export interface Pack {
  readonly manifest: SignedPart<Manifest>;
  readonly content: Part<z.infer<typeof content>>;
  readonly revisions: readonly Part<z.infer<typeof content>>[];
  readonly proof: string | null;
  readonly ledgers: readonly Part<z.infer<typeof ledger>>[];
  readonly history: Part<z.infer<typeof historyEntry>[]>;
  /** Null in packs older than the third format. */
  readonly responsibility: Part<Responsibility> | null;
  readonly statements: readonly SignedPart<z.infer<typeof statement>>[];
  readonly receipts: readonly SignedPart<z.infer<typeof receipt>>[];
  readonly profile: SignedPart<z.infer<typeof profile>>;
  /** CRLs and OCSP answers, by digest. */
  readonly crls: ReadonlyMap<Digest, Uint8Array>;
  readonly ocsp: ReadonlyMap<Digest, Uint8Array>;
  /** Where the audit stood, and the way of the item's rows to there; both empty in packs older than the fourth format. */
  readonly checkpoints: readonly SignedPart<Checkpoint>[];
  readonly audit: readonly Part<AuditPath>[];
}

/**
 * @throws AppError E_PACK when the archive is not one we write, a file is missing, foreign, not canonical, or not the
 * one that the manifest lists; E_TOO_LARGE; E_CMS_FORM when a signature file is not a signature at all.
 */
export function readPack(bytes: Uint8Array): Pack {
  const files = readArchive(bytes);
  const opened = {
    manifest: signedPart(files, "manifest", manifest),
    content: part(files, "content.json", content),
    revisions: list(files, "revisions", "json").map((name) => part(files, name, content)),
    proof: proofText(files),
    ledgers: list(files, "ledgers", "json").map((name) => part(files, name, ledger)),
    history: part(files, "history.json", z.array(historyEntry).max(2_000)),
    responsibility: files.has("responsibility.json") ? part(files, "responsibility.json", responsibility) : null,
    statements: pairs(files, "statements", statement),
    receipts: pairs(files, "receipts", receipt),
    profile: signedPart(files, "profile", profile),
    crls: byDigest(files, list(files, "crls", "crl")),
    ocsp: byDigest(files, list(files, "ocsp", "ocsp")),
    checkpoints: pairs(files, "checkpoints", checkpoint),
    audit: list(files, "audit", "json").map((name) => part(files, name, auditPath)),
  };
  checkManifest(files, opened.manifest.value);
  checkCertificates(files, opened);
  checkNames(files, opened.manifest.value.format);
  return opened;
}

function fileOf(files: PackFiles, name: string): Uint8Array {
  const bytes = files.get(name);
  if (bytes === undefined) throw new AppError("E_PACK", `缺少 ${name}`);
  return bytes;
}

function part<T>(files: PackFiles, name: string, schema: z.ZodType<T>): Part<T> {
  const bytes = fileOf(files, name);
  const { value, canonical } = parsed(bytes, name, schema);
  // One value, one form: what is shown is exactly what was hashed and signed.
  if (!sameBytes(canonical, bytes)) throw new AppError("E_PACK", `${name} 不是规范形式`);
  return { name, value, bytes };
}

function parsed<T>(bytes: Uint8Array, name: string, schema: z.ZodType<T>): { value: T; canonical: Uint8Array } {
  try {
    const raw: unknown = JSON.parse(fromUtf8(bytes));
    // Of what was written, not of what was understood: an older profile lacks members that have a default today.
    return { value: schema.parse(raw), canonical: canonicalBytes(raw) };
  } catch (cause) {
    throw new AppError("E_PACK", `${name} 无法读取`, { cause });
  }
}

function signedPart<T>(files: PackFiles, base: string, schema: z.ZodType<T>): SignedPart<T> {
  return { ...part(files, `${base}.json`, schema), signature: fileOf(files, `${base}.p7s`) };
}

function pairs<T>(files: PackFiles, folder: string, schema: z.ZodType<T>): SignedPart<T>[] {
  return list(files, folder, "json").map((name) => signedPart(files, name.replace(/\.json$/, ""), schema));
}

/** The numbered files of a folder, which must run 001, 002, … without a gap. */
function list(files: PackFiles, folder: string, extension: string): string[] {
  const names = [...files.keys()].filter((name) => name.startsWith(`${folder}/`) && name.endsWith(extension)).sort();
  names.forEach((name, i) => {
    if (name !== `${folder}/${String(i + 1).padStart(3, "0")}.${extension}`)
      throw new AppError("E_PACK", `缺少 ${name} 之前的文件`);
  });
  return names;
}

function byDigest(files: PackFiles, names: readonly string[]): ReadonlyMap<Digest, Uint8Array> {
  return new Map(names.map((name) => [digestOf(fileOf(files, name)), fileOf(files, name)]));
}

function proofText(files: PackFiles): string | null {
  const bytes = files.get("proof.html");
  try {
    return bytes === undefined ? null : fromUtf8(bytes);
  } catch (cause) {
    throw new AppError("E_PACK", "proof.html 无法读取", { cause });
  }
}

/** The manifest lists every file once, with its hash, and nothing else is there. */
function checkManifest(files: PackFiles, value: Manifest): void {
  const actual = [...files]
    .filter(([name]) => !name.startsWith("manifest."))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, bytes]) => ({ name, hash: digestOf(bytes), size: bytes.length }));
  if (!sameBytes(canonicalBytes(actual), canonicalBytes(value.files))) {
    const wrong = actual.find(({ name, hash }) => !value.files.some((row) => row.name === name && row.hash === hash));
    throw new AppError("E_PACK", `${wrong?.name ?? "文件清单"} 与清单记载不符`);
  }
}

/** The certificates laid out for people are those inside the signatures, so nobody is shown another one. */
function checkCertificates(
  files: PackFiles,
  {
    statements,
    receipts,
    profile: own,
    checkpoints,
  }: Pick<Pack, "statements" | "receipts" | "profile" | "checkpoints">,
): void {
  const signed = [...statements, ...receipts, own, ...checkpoints];
  const inside = certificatesIn(signed.map(({ signature }) => signature));
  const shown = list(files, "certificates", "der").map((name) => toBase64(fileOf(files, name)));
  if (shown.join() !== inside.map(toBase64).join()) throw new AppError("E_PACK", "所附证书与签名中的证书不符");
}

const known =
  /^(?:(?:manifest|profile)\.(?:json|p7s)|content\.json|history\.json|proof\.html|(?:revisions|ledgers)\/\d{3}\.json|(?:statements|receipts)\/\d{3}\.(?:json|p7s)|certificates\/\d{3}\.der)$/;
/** What each format brought; a file may stand only where its format has it. */
const added: readonly { readonly since: number; readonly names: RegExp }[] = [
  { since: 2, names: /^(?:crls\/\d{3}\.crl|ocsp\/\d{3}\.ocsp)$/ },
  { since: 3, names: /^responsibility\.json$/ },
  { since: 4, names: /^(?:audit\/\d{3}\.json|checkpoints\/\d{3}\.(?:json|p7s))$/ },
];

function checkNames(files: PackFiles, format: Manifest["format"]): void {
  const number = Number(format.slice(-1));
  const allowed = (name: string): boolean =>
    known.test(name) || added.some(({ since, names }) => number >= since && names.test(name));
  if (number >= 3) fileOf(files, "responsibility.json");
  const foreign = [...files.keys()].find((name) => !allowed(name) || isOrphan(files, name));
  if (foreign !== undefined) throw new AppError("E_PACK", `多出文件 ${foreign}`);
}

const isOrphan = (files: PackFiles, name: string): boolean =>
  name.endsWith(".p7s") && !files.has(name.replace(/\.p7s$/, ".json"));
