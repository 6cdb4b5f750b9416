/**
 * The person's data folder before anything is opened in it: it is theirs alone, and it takes a file durably. A start that
 * cannot keep its promise 已保存 is refused with the reason, and nothing that lies there is touched. On a full disk that
 * holds stores the workstation opens all the same, to be read: their reserve is given up first, and the window says the rest.
 */
import { AppError } from "../../shared/failure";

/** What is asked of the disk; tests give one that is read-only or full. */
export interface FolderPort {
  readonly make: (folder: string) => Promise<void>;
  /** Takes every right from others; a folder of somebody else is left as it is. */
  readonly closeToOthers: (folder: string) => Promise<void>;
  /** Writes a small file, syncs it and removes it. */
  readonly tryWriting: (folder: string) => Promise<void>;
  /** The ballast files of the stores in it, and how many stores there are. */
  readonly stores: (folder: string) => Promise<{ readonly count: number; readonly ballast: readonly string[] }>;
  readonly remove: (file: string) => Promise<void>;
}

/** Whether the disk takes what is written now. */
export type Room = "writable" | "full";

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/** @throws AppError E_DATA_FOLDER; E_START_DISK for a full disk with nothing on it to read */
export async function prepareDataFolder(port: FolderPort, folder: string): Promise<Room> {
  try {
    await port.make(folder);
    await port.closeToOthers(folder);
    if (await takesWriting(port, folder)) return "writable";
    const { count, ballast } = await port.stores(folder);
    if (count === 0) throw new AppError("E_START_DISK");
    for (const file of ballast) await port.remove(file);
    return (await takesWriting(port, folder)) ? "writable" : "full";
  } catch (error) {
    throw refusal(error);
  }
}

async function takesWriting({ tryWriting }: FolderPort, folder: string): Promise<boolean> {
  try {
    await tryWriting(folder);
    return true;
  } catch (error) {
    if (isFull(error)) return false;
    throw error;
  }
}

const isFull = (error: unknown): boolean => ["ENOSPC", "EDQUOT"].includes(codeOf(error));

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
