/** `npm run recover`: reads everything that can still be read from local stores. It never writes into one. */
import { resolve } from "node:path";
import type { FileSystem } from "../../main/journal/filesystem";
import { readSchema } from "../../main/store-schema";
import type { SecretStore } from "../../main/vault/secret-store";
import { AppError, explain, toFailure } from "../../shared/failure";
import { STORE_SCHEMA } from "../../shared/store/store-version";
import { byAppPin, byKeyFile, byPassphrase, headerOf } from "./data-key";
import { exportAll } from "./export";
import { Output } from "./output";
import { filesOfStore, type StoreFiles, storesAt } from "./place";
import { exportLines, inventory, isWhole } from "./report";
import { type RecoverRequest, readRequest, usage, type Way } from "./request";
import { type Scanned, scanFiles } from "./rows";

/** The few things the command touches outside itself. */
export interface Surroundings {
  readonly fs: FileSystem;
  /** Data folder of this installation. */
  readonly dataFolder: string;
  readonly deskFolder: string;
  readonly print: (text: string) => void;
  readonly askSecret: (prompt: string) => Promise<string>;
  readonly keychain: (deskFolder: string) => Promise<SecretStore | null>;
}

/** Answers the exit code. */
export async function recoverCommand(args: readonly string[], around: Surroundings): Promise<0 | 1 | 2> {
  const request = readRequest(args);
  if (request === null) {
    around.print(usage);
    return 2;
  }
  const folder = resolve(request.folder ?? around.dataFolder);
  const stores = await storesAt(around.fs, folder);
  if (stores.length === 0) {
    around.print(`在 ${folder} 没有找到存储。请写明数据目录或存储的文件夹。`);
    return 1;
  }
  let whole = true;
  const secret = await secretFor(request.way, around);
  for (const store of stores)
    whole = (await recoverOne(store, { ...request, secret, stores: stores.length }, around)) && whole;
  return whole ? 0 : 1;
}

async function secretFor(way: Way, { askSecret }: Surroundings): Promise<string> {
  switch (way.kind) {
    case "list":
      return "";
    case "key":
      return askSecret("证书文件的口令");
    case "passphrase":
    case "app-pin":
      return askSecret("应用口令");
  }
}

interface Task extends RecoverRequest {
  readonly secret: string;
  /** How many stores there are: each has a folder of its own in the export. */
  readonly stores: number;
}

async function recoverOne(store: string, task: Task, around: Surroundings): Promise<boolean> {
  const { fs, print } = around;
  const files = await filesOfStore(fs, store);
  const scanned = await scanFiles(fs, files.segments);
  for (const line of inventory(files, scanned)) print(line);
  await sayNewer(store, around);
  if (task.way.kind === "list") return scanned.unreadable.length === 0 && files.away === null;
  try {
    return await exportStore(files, scanned, { task, around });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const failure = toFailure(error);
    const { text, next } = explain(failure);
    print(`✗ ${text}${next}（${failure.code}）`);
    return false;
  }
}

/** A later version's rows are read as far as they are JSON under our seal; the person is told that it may be less than all. */
async function sayNewer(store: string, { fs, print }: Surroundings): Promise<void> {
  const schema = await readSchema(fs, store).catch(() => Number.POSITIVE_INFINITY);
  if (schema === null || schema <= STORE_SCHEMA) return;
  print("  ! 存储由更新的版本写入（E_STORE_NEWER）：按本版本所知尽量读出，可能不全；请改用相同或更新的版本再试。");
}

interface Exporting {
  readonly task: Task;
  readonly around: Surroundings;
}

async function exportStore(files: StoreFiles, scanned: Scanned, { task, around }: Exporting): Promise<boolean> {
  const { fs, print } = around;
  const header = await headerOf(fs, files.folder);
  const dataKey = await dataKeyBy(task, header, around);
  try {
    const named = task.out ?? `caibian-recovered-${header.storeId}`;
    const output = new Output(
      task.stores > 1 && task.out !== null ? `${named}/${header.storeId}` : named,
      files.folder,
    );
    const parts = { fs, storeId: header.storeId, dataKey };
    const exported = await exportAll(files, scanned, { parts, output });
    const lines = exportLines(files, exported);
    for (const line of lines) print(line);
    output.write(["报告"], ".txt", [...inventory(files, scanned), ...lines, ""].join("\n"));
    print(`✓ 已导出 ${output.files()} 个文件到 ${output.folder}。其中是明文，用完请妥善处理。`);
    return isWhole(files, scanned, exported);
  } finally {
    dataKey.fill(0);
  }
}

async function dataKeyBy(
  { way, secret }: Task,
  header: Awaited<ReturnType<typeof headerOf>>,
  { fs, keychain, deskFolder }: Surroundings,
): Promise<Uint8Array> {
  switch (way.kind) {
    case "key": {
      const file = await fs.read(resolve(way.file)).catch((cause: unknown) => {
        throw new AppError("E_KEY_FILE", "证书文件打不开，请核对路径", { cause });
      });
      return byKeyFile(header, file, secret);
    }
    case "passphrase":
      return byPassphrase(header, secret);
    case "app-pin":
      return byAppPin(header, secret, await keychain(deskFolder));
    case "list":
      throw new Error("a list needs no key");
  }
}
