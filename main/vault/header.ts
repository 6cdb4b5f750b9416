/**
 * The header 存储头 of a store: its key slots, in two copies, since their loss would be the loss of every sealed text.
 * Each copy carries its own digest and a number that counts up, so that after a torn write the later whole one holds.
 */
import { join } from "node:path";
import { z } from "zod";
import { digestOfJson } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import { digest, id } from "../../shared/schema";
import { readText, writeDurable } from "../durable-file";
import { type FileSystem, isDiskFull } from "../journal/filesystem";
import { type OldVaultFile, oldVaultFile } from "./old-slot";
import { slotSchema } from "./slot";

export const headerSchema = z.strictObject({
  storeId: id,
  /** Counts up with every change. */
  version: z.number().int().nonnegative(),
  /** Whose store it is, for the list on the locked screen. */
  owner: z.strictObject({ name: z.string().max(100), organisation: z.string().max(200) }),
  /** Certificates whose holder may open the store. */
  certificates: z.array(digest).max(50),
  /** Wrong application PINs since the last right one. The keychain counts too; the larger number holds. */
  wrongPins: z.number().int().nonnegative(),
  slots: z.array(slotSchema).max(50),
});
export type Header = z.infer<typeof headerSchema>;

const headerFile = z.strictObject({ format: z.literal("caibian-vault/2"), header: headerSchema, digest });

export interface StorePlace {
  readonly fs: FileSystem;
  /** The store's own folder. */
  readonly folder: string;
}

const NAMES = ["vault.json", "vault.copy.json"] as const;
/** The file of version 1 as it was, for as long as its one way in is still one of ours. */
const SNAPSHOT = "vault.v1.json";

/** What the folder holds: nothing, a header, or a file of version 1 with its exact text. */
export type Stored =
  | { readonly kind: "none" }
  | { readonly kind: "header"; readonly header: Header }
  | { readonly kind: "old"; readonly file: OldVaultFile; readonly text: string };

/** @throws AppError E_VAULT when files are there and neither is whole */
export async function readHeader({ fs, folder }: StorePlace): Promise<Stored> {
  const texts = await Promise.all(NAMES.map((name) => copyText(fs, join(folder, name))));
  const present = texts.filter((text) => text !== null);
  if (present.length === 0) return { kind: "none" };
  const [header] = present.flatMap(headerIn).sort((a, b) => b.version - a.version);
  if (header !== undefined) return { kind: "header", header };
  const [old] = present.flatMap((text) => oldIn(text).map((file) => ({ kind: "old" as const, file, text })));
  if (old === undefined) throw new AppError("E_VAULT", "存储的密钥文件已损坏，未改动任何内容");
  return old;
}

/** A copy in a bad place of the disk is there and not whole: the other one stands in, and it is written anew. */
function copyText(fs: FileSystem, path: string): Promise<string | null> {
  return readText(fs, path).catch(() => "");
}

export function headerIn(text: string): Header[] {
  const parsed = headerFile.safeParse(jsonOf(text));
  // A copy whose digest does not hold was torn or damaged; the other one may be whole.
  return parsed.success && digestOfJson(parsed.data.header) === parsed.data.digest ? [parsed.data.header] : [];
}

function oldIn(text: string): OldVaultFile[] {
  const parsed = oldVaultFile.safeParse(jsonOf(text));
  return parsed.success ? [parsed.data] : [];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON at all is a damaged copy; the schema refuses `undefined` next.
    return undefined;
  }
}

/** The file of a header. Parsed for its order of fields: what was read and is written again unchanged gives the same text. */
export function headerText(header: Header): string {
  const file = headerFile.parse({ format: "caibian-vault/2", header, digest: digestOfJson(header) });
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Writes both copies; one after the other, so that one of them is whole at every moment. @throws AppError E_DISK */
export async function writeHeader({ fs, folder }: StorePlace, header: Header): Promise<void> {
  const text = headerText(header);
  for (const name of NAMES) {
    if ((await copyText(fs, join(folder, name))) !== text) await writeCopy(fs, join(folder, name), text);
  }
}

async function writeCopy(fs: FileSystem, path: string, text: string): Promise<void> {
  try {
    await writeDurable(fs, path, text);
  } catch (cause) {
    throw isDiskFull(cause) ? new AppError("E_DISK", "存储没有打开，内容未改动", { cause }) : cause;
  }
}

/** Keeps the file of version 1 beside the new one and reads it back. @throws AppError E_VAULT */
export async function keepSnapshot({ fs, folder }: StorePlace, text: string): Promise<void> {
  const path = join(folder, SNAPSHOT);
  if ((await readText(fs, path)) === text) return;
  await writeDurable(fs, path, text);
  if ((await readText(fs, path)) !== text) throw new AppError("E_VAULT", "旧的密钥文件没有保存成功，未改动任何内容");
}

/** The old file opens what any of today's slots opens: it must not outlive one that was taken away. */
export async function dropSnapshot({ fs, folder }: StorePlace): Promise<void> {
  if (!(await fs.list(folder)).includes(SNAPSHOT)) return;
  await fs.remove(join(folder, SNAPSHOT));
  await fs.syncFolder(folder);
}
