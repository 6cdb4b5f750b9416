/**
 * One desk per data folder: two writers on one journal would each overwrite what the other has promised.
 * The lock is a listening local socket, which the system takes away with its process: no stale number to misread.
 */
import { mkdir, rm } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { utf8 } from "../shared/bytes";
import { digestOf } from "../shared/digest";
import { AppError } from "../shared/failure";

/** Shortest limit of a socket's path among our systems (macOS: 104 with its end). */
const LONGEST_PATH = 100;

/** A person waits before a start that says nothing. */
const ANSWER_MS = 5_000;

export interface HoldOptions {
  /** Which of several programs on one folder. */
  readonly name?: "desk" | "launcher";
  /** Somebody else wanted the folder, and was refused. */
  readonly knocked?: () => void;
}

/** Holds the folder until the answer is called. @throws AppError E_STATE when another one holds it */
export async function holdFolder(folder: string, options: HoldOptions = {}): Promise<() => Promise<void>> {
  const { name = "desk", knocked = () => undefined } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = socketPath(resolve(folder), name);
  const server = (await listen(path, knocked)) ?? (await takeOver(path, knocked));
  if (server === null) throw new AppError("E_STATE", "采编工作站已在运行，请使用已打开的窗口");
  server.unref();
  return () => new Promise((done) => server.close(() => done()));
}

function socketPath(folder: string, of: string): string {
  const name = digestOf(utf8(folder)).slice(-16);
  if (process.platform === "win32") return `\\\\.\\pipe\\caibian-${of}-${name}`;
  const inside = join(folder, `${of}.lock`);
  return inside.length <= LONGEST_PATH ? inside : join(tmpdir(), `caibian-${of}-${name}.lock`);
}

/** Null when something is at the path already. */
function listen(path: string, knocked: () => void): Promise<Server | null> {
  return new Promise((done, failed) => {
    const server = createServer((socket) => {
      socket.destroy();
      knocked();
    });
    server.once("error", (error) => ("code" in error && error.code === "EADDRINUSE" ? done(null) : failed(error)));
    server.listen(path, () => done(server));
  });
}

/**
 * A socket nobody listens on was left by a killed process. Its file is removed by one start at a time, which has seen under
 * its turn that nobody listens: of two that came at once, the later one would take away what the earlier one holds by then.
 */
async function takeOver(path: string, knocked: () => void): Promise<Server | null> {
  const turn = await takeTurn(path);
  if (turn === null) return null;
  try {
    if (await answers(path)) return null;
    await rm(path, { force: true });
    return await listen(path, knocked);
  } finally {
    turn();
  }
}

/** How often a start asks whether it is its turn. */
const TURN_MS = 20;

/** Null when others took all the time there was; else gives the turn back. */
async function takeTurn(path: string): Promise<(() => void) | null> {
  // Elsewhere nothing is left behind by a killed process (Windows), or no name goes away with its process (macOS).
  if (process.platform !== "linux") return () => undefined;
  // A name in Linux's abstract namespace has no file, so that it cannot be left behind itself.
  const name = `\0caibian-turn-${digestOf(utf8(path)).slice(-16)}`;
  for (let waited = 0; waited < 2 * ANSWER_MS; waited += TURN_MS) {
    const server = await listen(name, () => undefined);
    if (server !== null) return () => server.close();
    await new Promise((done) => setTimeout(done, TURN_MS));
  }
  return null;
}

/** What a system says of a socket that no process has any more. */
const gone: readonly string[] = ["ECONNREFUSED", "ENOENT"];

/** A holder that hangs takes no call, and still writes once it goes on: only one that is gone gives its place away. */
function answers(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(path);
    const told = (alive: boolean): void => {
      clearTimeout(late);
      socket.destroy();
      done(alive);
    };
    const late = setTimeout(() => told(true), ANSWER_MS);
    socket.once("connect", () => told(true));
    socket.on("error", (error) => told(!("code" in error && gone.includes(String(error.code)))));
  });
}
