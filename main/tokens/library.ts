/** Loads a vendor's library into the signer process. Only an absolute path from the policy ever comes here. */
import { closeSync, openSync, readSync } from "node:fs";
import koffi, { type LibraryHandle } from "koffi";
import { AppError } from "../../shared/failure";
import type { TokenModule } from "../../shared/model/token-module";
import { architectureOf } from "./architecture";

/** @throws AppError E_MODULE_LOAD, with the architecture where that is the reason */
export function loadLibrary({ path, name }: TokenModule): LibraryHandle {
  try {
    // Node exports its own OpenSSL to whatever is loaded; with `deep` a vendor's library finds the one it came with.
    return koffi.load(path, { deep: process.platform === "linux" });
  } catch (cause) {
    const built = architectureOf(headOf(path));
    const reason =
      built === null
        ? "不是可以加载的动态库，或缺少它所依赖的库"
        : built === process.arch
          ? "不完整，或缺少它所依赖的库"
          : `是 ${built} 的，本机需要 ${process.arch}`;
    throw new AppError("E_MODULE_LOAD", `驱动 ${name} ${reason}`, { cause });
  }
}

const HEAD_BYTES = 4_096;

function headOf(path: string): Buffer {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(HEAD_BYTES);
    return bytes.subarray(0, readSync(file, bytes, 0, HEAD_BYTES, 0));
  } finally {
    closeSync(file);
  }
}
