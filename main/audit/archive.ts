/**
 * Closed parts of this machine's log, copied to the administrators' backup folder where no platform ever signed for them: a
 * workstation that stays offline may then let old parts go by the same rule as any other (NY-21). A copy has the part's own
 * bytes under its own name, with the signed head beside it, so that it proves itself; it is read back before it counts.
 */
import { join } from "node:path";
import { z } from "zod";
import type { DeskPlace } from "../../shared/audit/desk-log";
import { fromUtf8, utf8 } from "../../shared/bytes";
import { canonicalBytes } from "../../shared/canonical";
import { digestOf } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import { type Digest, digest, instant } from "../../shared/schema";
import { signedDocument } from "../../shared/trust/receipt";
import { readText, writeDurable } from "../durable-file";
import type { FileSystem } from "../journal/filesystem";
import { EXPORTED } from "./archive-name";
import { HEAD, type HeadKey } from "./head";
import { closedParts, type Part, partsBefore } from "./parts";

/** How far the log lies in an archive, and in which. */
const exported = z.strictObject({
  type: z.literal("caibian-desk-export/1"),
  log: digest,
  seq: z.number().int().nonnegative(),
  hash: digest,
  at: instant,
  folder: z.string().min(1),
});
export type Exported = z.infer<typeof exported>;

export interface ArchiveGround {
  readonly fs: FileSystem;
  readonly folder: string;
  readonly key: HeadKey;
}

/** Null without one, and for one that this machine's key did not sign: then nothing goes that it would let go. */
export async function readExported({ fs, folder, key }: ArchiveGround, log: Digest | null): Promise<Exported | null> {
  try {
    const { document, signature } = signedDocument.parse(
      JSON.parse((await readText(fs, join(folder, EXPORTED))) ?? ""),
    );
    const said = exported.parse(JSON.parse(document));
    return said.log === log && key.verify(utf8(document), signature) ? said : null;
  } catch {
    return null;
  }
}

export interface ExportOrder {
  /** Null before there is a line. */
  readonly log: Digest | null;
  /** The administrators' folder; many workstations may share it. */
  readonly into: string;
  /** Parts that ended before this moment. */
  readonly before: string;
  /** Up to here the platform holds the log: nothing of it needs a copy. */
  readonly covered: number;
  readonly at: string;
}

/** Each log has a folder of its own, named by its first line. */
const archiveOf = (into: string, log: Digest): string => join(into, "audit", log.slice(-16));

/** Copies what is due, and answers how many lines newly lie there. @throws AppError E_BACKUP when a copy does not read back */
export async function exportParts(ground: ArchiveGround, order: ExportOrder): Promise<number> {
  const { fs, folder } = ground;
  const { log } = order;
  if (log === null) return 0;
  const before = await readExported(ground, log);
  const held = Math.max(order.covered, before?.seq ?? -1);
  const into = archiveOf(order.into, log);
  let end: DeskPlace | null = null;
  let lines = 0;
  for (const part of await partsBefore(fs, folder, order.before)) {
    if (part.last <= held) continue;
    await copy(ground, part, into);
    end = part.end;
    lines += part.last - part.first + 1;
  }
  if (end === null) return 0;
  await writeDurable(fs, join(into, HEAD), (await readText(fs, join(folder, HEAD))) ?? "");
  await remember(ground, { ...end, log, at: order.at, folder: into });
  return lines;
}

/** How many lines behind a place ended before a moment. */
export async function linesBefore({ fs, folder }: ArchiveGround, before: string, held: number): Promise<number> {
  const old = await partsBefore(fs, folder, before);
  return old.filter(({ last }) => last > held).reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

async function copy({ fs, folder }: ArchiveGround, { name }: Part, into: string): Promise<void> {
  const bytes = await fs.read(join(folder, name));
  await fs.makeFolder(into);
  await writeDurable(fs, join(into, name), bytes);
  if (digestOf(await fs.read(join(into, name))) !== digestOf(bytes)) throw new AppError("E_BACKUP", "本机日志的存档");
}

async function remember({ fs, folder, key }: ArchiveGround, said: Omit<Exported, "type">): Promise<void> {
  const bytes = canonicalBytes({ type: "caibian-desk-export/1", ...said } satisfies Exported);
  const signed = { document: fromUtf8(bytes), signature: key.sign(bytes) };
  await writeDurable(fs, join(folder, EXPORTED), JSON.stringify(signed));
}

/** Parts that were let go and are asked for again: a platform that comes later takes the log from its first line. */
export async function archivedTexts(
  fs: FileSystem,
  folder: string,
  order: { readonly from: number; readonly to: number },
) {
  const names = await fs.list(folder).catch(() => []);
  if (names.length === 0) return [];
  const parts = (await closedParts(fs, folder)).filter(({ first, last }) => last >= order.from && first <= order.to);
  return Promise.all(parts.map(async ({ name }) => (await readText(fs, join(folder, name))) ?? ""));
}
