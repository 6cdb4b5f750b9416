/** The file of a key library, held against the machine policy: by the desk before a process is started, by the signer before it loads. */
import { readFile } from "node:fs/promises";
import { digestOf } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import type { TokenModule } from "../../shared/model/token-module";

/** @throws AppError E_MODULE_LOAD when there is no such file, E_MODULE_REFUSED when it holds other bytes than the policy names */
export async function checkModuleFile({ path, hash, name }: TokenModule): Promise<void> {
  const bytes = await contentOf(path, name);
  if (digestOf(bytes) !== hash) throw new AppError("E_MODULE_REFUSED", `驱动 ${name} 的文件与策略登记的不一致`);
}

async function contentOf(path: string, name: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new AppError("E_MODULE_LOAD", `没有找到驱动 ${name} 的文件，或无法读取`, { cause });
  }
}
