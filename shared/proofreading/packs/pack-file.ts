/**
 * A lexicon pack 词库包 as a file: manifest, data, self-tests, perhaps a spelling model, and one detached signature over
 * the manifest, which names the digest of every other file (R17, MX-3). Signed with the key that signs city profiles.
 */
import { z } from "zod";
import { fromUtf8, sameBytes } from "../../bytes";
import { canonicalBytes } from "../../canonical";
import { digestOf } from "../../digest";
import { AppError } from "../../failure";
import { day, digest, id, instant } from "../../schema";
import type { Anchors } from "../../trust/anchors";
import { signDetached, verifyDetached } from "../../trust/cms";
import { type PackFiles, readArchive, writeArchive } from "../../trust/pack-archive";
import type { SignatureCheck, Signer } from "../../trust/port";
import {
  type LexiconPart,
  lexiconPart,
  type PackTest,
  type PatternPart,
  packTest,
  patternPart,
} from "./lexicon-schema";

/** Raised when a pack may carry something that older engines do not understand. */
export const ENGINE = 1;

export const packManifest = z.strictObject({
  format: z.literal("caibian-lexicon/1"),
  id,
  /** What people call it: 六安市领导人名单. */
  name: z.string().min(1).max(100),
  /** Grows by at least one with every issue. */
  version: z.number().int().positive(),
  issuedAt: instant,
  /** After this day the pack is no longer believed: lists of persons must be renewed. */
  expiresOn: day.nullable(),
  /** Age in days from which the desk warns. */
  staleAfterDays: z.number().int().positive().max(3_650),
  engine: z.number().int().positive(),
  /** Allows a lower version than the installed one: a signed return to an older state. */
  rollback: z.boolean(),
  files: z.record(z.string(), digest),
});
export type PackManifest = z.infer<typeof packManifest>;

export interface PackContents {
  readonly manifest: PackManifest;
  /** Digest of the manifest's bytes: the name of exactly this issue. */
  readonly hash: z.infer<typeof digest>;
  readonly lexicon: LexiconPart;
  readonly patterns: readonly PatternPart[];
  readonly tests: readonly PackTest[];
  readonly model: Uint8Array | null;
}

export interface PackDraft extends Omit<PackContents, "manifest" | "hash"> {
  readonly manifest: Omit<PackManifest, "format" | "engine" | "files">;
}

const kind = { name: "词库包", code: "E_LEXICON" } as const;

interface Prepared {
  readonly contents: PackContents;
  readonly parts: Map<string, Uint8Array>;
  readonly manifest: Uint8Array;
}

function prepared(draft: PackDraft): Prepared {
  const { model } = draft;
  const lexicon = parsed(lexiconPart, draft.lexicon, "lexicon.json");
  const patterns = parsed(z.array(patternPart), draft.patterns, "patterns.json");
  const tests = parsed(z.array(packTest), draft.tests, "tests.json");
  const parts = new Map<string, Uint8Array>([
    ["lexicon.json", canonicalBytes(lexicon)],
    ["patterns.json", canonicalBytes(patterns)],
    ["tests.json", canonicalBytes(tests)],
    ...(model === null ? [] : [["model.cbspell", model] as const]),
  ]);
  const files = Object.fromEntries([...parts].map(([name, bytes]) => [name, digestOf(bytes)]));
  const value = { ...draft.manifest, format: "caibian-lexicon/1", engine: ENGINE, files };
  const manifest = parsed(packManifest, value, "manifest.json");
  const bytes = canonicalBytes(manifest);
  return { contents: { manifest, hash: digestOf(bytes), lexicon, patterns, tests, model }, parts, manifest: bytes };
}

/** What a draft will be once it is signed, for judging it before. @throws AppError E_LEXICON */
export const contentsOf = (draft: PackDraft): PackContents => prepared(draft).contents;

/** Writes and signs a pack. @throws AppError E_LEXICON when the draft is not sound data */
export async function writePackFile(draft: PackDraft, signer: Signer): Promise<Uint8Array> {
  const { parts, manifest } = prepared(draft);
  parts.set("manifest.json", manifest);
  parts.set("manifest.p7s", await signDetached(manifest, signer, draft.manifest.issuedAt));
  return writeArchive(parts);
}

export interface PackTrust {
  readonly anchors: Anchors;
  readonly check: SignatureCheck;
}

/**
 * Opens a pack and checks form, signature and digests, in this order of trust: nothing unsigned is parsed as data.
 * @throws AppError E_LEXICON damaged, foreign or newer than this engine; E_LEXICON_SIGN; E_TOO_LARGE
 */
export function readPackFile(bytes: Uint8Array, trust: PackTrust): PackContents {
  const files = readArchive(bytes, kind);
  const raw = fileOf(files, "manifest.json");
  const signature = files.get("manifest.p7s");
  if (signature === undefined) throw new AppError("E_LEXICON_SIGN", "词库包没有签名");
  checkSignature(raw, signature, trust);
  const manifest = json(packManifest, files, "manifest.json");
  if (manifest.engine > ENGINE) throw new AppError("E_LEXICON", "词库包须由更新版本的工作站使用");
  checkFiles(files, manifest);
  return {
    manifest,
    hash: digestOf(raw),
    lexicon: json(lexiconPart, files, "lexicon.json"),
    patterns: json(z.array(patternPart), files, "patterns.json"),
    tests: json(z.array(packTest), files, "tests.json"),
    model: files.get("model.cbspell") ?? null,
  };
}

function checkSignature(manifest: Uint8Array, signature: Uint8Array, { anchors, check }: PackTrust): void {
  try {
    // The key itself is pinned, so the claimed signing time may judge its certificate.
    verifyDetached(manifest, signature, { anchors, check, at: null, purpose: "profile" });
  } catch (cause) {
    throw new AppError("E_LEXICON_SIGN", cause instanceof AppError ? cause.detail : "", { cause });
  }
}

/** Exactly the files that the manifest lists, with exactly their content. */
function checkFiles(files: PackFiles, manifest: PackManifest): void {
  const expected = new Set([...Object.keys(manifest.files), "manifest.json", "manifest.p7s"]);
  for (const name of files.keys())
    if (!expected.has(name)) throw new AppError("E_LEXICON", `词库包中有清单以外的文件 ${name}`);
  for (const [name, hash] of Object.entries(manifest.files))
    if (digestOf(fileOf(files, name)) !== hash) throw new AppError("E_LEXICON", `${name} 与清单不符，可能被改动`);
}

function fileOf(files: PackFiles, name: string): Uint8Array {
  const bytes = files.get(name);
  if (bytes === undefined) throw new AppError("E_LEXICON", `缺少 ${name}`);
  return bytes;
}

function json<T>(schema: z.ZodType<T>, files: PackFiles, name: string): T {
  const bytes = fileOf(files, name);
  const value = parsed(schema, textOf(bytes, name), name);
  // One value, one form: what is checked is exactly what was signed.
  if (!sameBytes(canonicalBytes(value), bytes)) throw new AppError("E_LEXICON", `${name} 不是规范形式`);
  return value;
}

function textOf(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(fromUtf8(bytes));
  } catch (cause) {
    throw new AppError("E_LEXICON", `${name} 无法读取`, { cause });
  }
}

function parsed<T>(schema: z.ZodType<T>, value: unknown, name: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new AppError("E_LEXICON", `${name} 的 ${issue?.path.join(".") ?? ""} 不符合要求`, { cause: result.error });
}
