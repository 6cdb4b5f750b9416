/**
 * The person's data folder before anything is opened in it: it is theirs alone, and it takes a file durably. A start that
 * cannot keep its promise 已保存 is refused with the reason, and nothing that lies there is touched.
 */
import { AppError } from "../../shared/failure";

/** What is asked of the disk; tests give one that is read-only or full. */
export interface FolderPort {
  readonly make: (folder: string) => Promise<void>;
  /** Takes every right from others; a folder of somebody else is left as it is. */
  readonly closeToOthers: (folder: string) => Promise<void>;
  /** Writes a small file, syncs it and removes it. */
  readonly tryWriting: (folder: string) => Promise<void>;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/** @throws AppError E_DATA_FOLDER, E_START_DISK */
export async function prepareDataFolder(port: FolderPort, folder: string): Promise<void> {
  try {
    await port.make(folder);
    await port.closeToOthers(folder);
    await port.tryWriting(folder);
  } catch (error) {
    throw refusal(error);
  }
}

function refusal(error: unknown): unknown {
  const cause = { cause: error };
  switch (codeOf(error)) {
    case "EROFS":
      return new AppError("E_DATA_FOLDER", "所在的盘是只读的", cause);
    case "EACCES":
    case "EPERM":
      return new AppError("E_DATA_FOLDER", "当前用户没有写入权限", cause);
    case "ENOTDIR":
    case "EEXIST":
      return new AppError("E_DATA_FOLDER", "这个位置上不是文件夹", cause);
    case "EIO":
      return new AppError("E_DATA_FOLDER", "磁盘读写出错", cause);
    case "ENOSPC":
    case "EDQUOT":
      return new AppError("E_START_DISK", "", cause);
    default:
      return error;
  }
}
