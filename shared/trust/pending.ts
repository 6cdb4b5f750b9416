/**
 * 待平台确认: a signature made without a connection, exported before the platform has it (S8). The same outer form as an
 * evidence pack, without seal, history and receipts: it proves who signed what, and neither when nor that it counts.
 */
import { z } from "zod";
import { fromBase64, fromUtf8, sameBytes, utf8 } from "../bytes";
import { canonicalBytes } from "../canonical";
import { digestOf } from "../digest";
import { AppError } from "../failure";
import { type Content, contentBytes } from "../model/content";
import type { Ledger } from "../proofreading/ledger";
import { digest, id, instant } from "../schema";
import type { Anchors } from "./anchors";
import { type Verified, verifyDetached } from "./cms";
import { type PackFiles, readArchive, writeArchive } from "./pack-archive";
import type { SignatureCheck } from "./port";
import { checkClaims } from "./signer-claims";
import { type SignedStatement, type Statement, statement } from "./statement";

const manifest = z.strictObject({
  format: z.literal("caibian-pending/1"),
  site: id,
  itemId: id,
  /** The workstation's clock. */
  exportedAt: instant,
  files: z.array(z.strictObject({ name: z.string().max(100), hash: digest })).max(10),
});
type PendingManifest = z.infer<typeof manifest>;

export interface PendingParts {
  readonly content: Content;
  readonly ledger: Ledger;
  readonly signed: SignedStatement;
}

const names = ["content.json", "ledgers/001.json", "statements/001.json", "statements/001.p7s"] as const;

/** @throws AppError E_HASH when content or ledger are not those that were signed */
export function writePending({ content, ledger, signed }: PendingParts, at: Date): Uint8Array {
  const said = statement.parse(JSON.parse(signed.statement));
  const bytes = contentBytes(content);
  checkMatter(said, bytes, canonicalBytes(ledger));
  const files = new Map<string, Uint8Array>([
    ["content.json", bytes],
    ["ledgers/001.json", canonicalBytes(ledger)],
    ["statements/001.json", utf8(signed.statement)],
    ["statements/001.p7s", fromBase64(signed.signature)],
  ]);
  const value: PendingManifest = {
    format: "caibian-pending/1",
    site: said.site,
    itemId: said.itemId,
    exportedAt: at.toISOString(),
    files: listed(files),
  };
  return writeArchive(new Map([...files, ["manifest.json", canonicalBytes(value)]]));
}

const listed = (files: PackFiles): PendingManifest["files"] =>
  names.map((name) => ({ name, hash: digestOf(files.get(name) ?? new Uint8Array()) }));

const otherMatter = (): AppError => new AppError("E_HASH", "所附内容或校对台账不是所签的");

function checkMatter(said: Statement, content: Uint8Array, ledger: Uint8Array): void {
  if (said.contentHash !== digestOf(content) || said.ledgerHash !== digestOf(ledger)) throw otherMatter();
}

/** The site of such a file; null for anything else, a whole evidence pack too. */
export function pendingSite(bytes: Uint8Array): string | null {
  const found = manifest.safeParse(jsonOf(readArchive(bytes), "manifest.json"));
  return found.success ? found.data.site : null;
}

export interface PendingVerdict {
  readonly said: Statement;
  readonly title: string;
  readonly certificate: Verified["certificate"];
}

/**
 * The certificate is judged at the time the signer claims: there is no other yet.
 * @throws AppError E_PACK, E_HASH, and what `verifyDetached` throws
 */
export function verifyPending(bytes: Uint8Array, anchors: Anchors, check: SignatureCheck): PendingVerdict {
  const files = readArchive(bytes);
  const value = checkedManifest(files, anchors);
  const text = fileOf(files, "statements/001.json");
  const said = parsedStatement(text);
  if (said.site !== value.site || said.itemId !== value.itemId) throw new AppError("E_PACK", "审签书属于另一份稿件");
  checkMatter(said, fileOf(files, "content.json"), fileOf(files, "ledgers/001.json"));
  const trust = { anchors, check, at: null, purpose: "review" } as const;
  const verified = verifyDetached(text, fileOf(files, "statements/001.p7s"), trust);
  checkClaims(said, verified, said.signedAt);
  return { said, title: said.title, certificate: verified.certificate };
}

function checkedManifest(files: PackFiles, anchors: Anchors): PendingManifest {
  const found = manifest.safeParse(jsonOf(files, "manifest.json"));
  if (!found.success) throw new AppError("E_PACK", "manifest.json 无法读取");
  const whole =
    files.size === names.length + 1 && sameBytes(canonicalBytes(listed(files)), canonicalBytes(found.data.files));
  if (!whole) throw new AppError("E_PACK", "文件与清单记载不符");
  if (found.data.site !== anchors.site) throw new AppError("E_ANCHOR", "文件属于另一个站点");
  return found.data;
}

function parsedStatement(bytes: Uint8Array): Statement {
  const found = statement.safeParse(jsonOf(new Map([["statement", bytes]]), "statement"));
  if (!found.success || !sameBytes(canonicalBytes(found.data), bytes))
    throw new AppError("E_PACK", "审签书不是规范形式");
  return found.data;
}

function jsonOf(files: PackFiles, name: string): unknown {
  try {
    return JSON.parse(fromUtf8(fileOf(files, name)));
  } catch (cause) {
    throw new AppError("E_PACK", `${name} 无法读取`, { cause });
  }
}

function fileOf(files: PackFiles, name: string): Uint8Array {
  const bytes = files.get(name);
  if (bytes === undefined) throw new AppError("E_PACK", `缺少 ${name}`);
  return bytes;
}
