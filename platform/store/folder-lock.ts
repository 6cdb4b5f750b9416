/**
 * One process per data folder. The lock is a listening socket whose name follows from the folder, so the operating
 * system releases it however the process ends; no lock file can be left behind by a crash or a power cut.
 */
import { createHash } from "node:crypto";
import { realpathSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "../../shared/failure";

export interface FolderLock {
  readonly release: () => Promise<void>;
}

/** @throws AppError E_STATE when another process holds the folder. */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const name = lockName(realpathSync(folder));
  const server = (await listen(name)) ?? (await takeOver(name));
  if (server === null) throw new AppError("E_STATE", "数据目录正由另一个平台进程使用，请先关闭它");
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

function lockName(folder: string): string {
  const name = `caibian-${createHash("sha256").update(folder).digest("hex").slice(0, 24)}`;
  switch (process.platform) {
    case "linux":
      return `\0${name}`;
    case "win32":
      return `\\\\.\\pipe\\${name}`;
    default:
      return join(tmpdir(), `${name}.sock`);
  }
}

/** Null when the name is taken. */
function listen(name: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(null) : reject(error),
    );
    server.listen(name, () => resolve(server));
  });
}

/** A socket file may outlive its process; one that refuses connections belongs to nobody. */
async function takeOver(name: string): Promise<Server | null> {
  if (process.platform === "linux" || process.platform === "win32" || (await answers(name))) return null;
  rmSync(name, { force: true });
  return listen(name);
}

function answers(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(name);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
