/** A PostgreSQL server over a data folder of ours, as Debian's packages bring it; never as root. */
import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../e2e/proxy";

const versions = "/usr/lib/postgresql";

function binaries(): string | null {
  if (!existsSync(versions)) return null;
  const newest = readdirSync(versions)
    .map(Number)
    .filter((version) => existsSync(join(versions, String(version), "bin", "postgres")))
    .sort((a, b) => b - a)[0];
  return newest === undefined ? null : join(versions, String(newest), "bin");
}

export function missingForServer(): string | null {
  if (binaries() === null) return "没有安装 PostgreSQL（Debian 的 postgresql 软件包）";
  return process.getuid?.() === 0 ? null : "需要 root 权限，以 postgres 用户启动服务器";
}

export interface PostgresServer {
  readonly url: string;
  /** SIGKILL to the server and to each of its processes. */
  readonly kill: () => Promise<void>;
  /** SIGKILL to one process that serves a client, one at work if there is; the server then ends all others and replays its log. */
  readonly killBackend: () => void;
  /** Shut down as `pg_ctl -m immediate` does: without a checkpoint. */
  readonly stopAtOnce: () => Promise<void>;
  readonly broken: Promise<never>;
}

const idOf = (flag: "-u" | "-g"): number => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));

/** Starts it, with a new cluster when the folder holds none. The caller has the folder for itself. */
export async function startPostgres(folder: string, wantedPort?: number): Promise<PostgresServer> {
  const bin = binaries();
  if (bin === null) throw new Error("no PostgreSQL");
  const [uid, gid] = [idOf("-u"), idOf("-g")];
  if (!existsSync(join(folder, "PG_VERSION"))) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700 });
    chownSync(folder, uid, gid);
    const how = ["-D", folder, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"];
    execFileSync(join(bin, "initdb"), how, { uid, gid, cwd: "/", stdio: "pipe" });
  }
  // Its process went with the power; after a real start no process has that number either.
  rmSync(join(folder, "postmaster.pid"), { force: true });
  const port = wantedPort ?? (await freePort());
  const settings = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", `port=${port}`];
  const child = spawn(join(bin, "postgres"), ["-D", folder, ...settings], { uid, gid, cwd: "/", stdio: "ignore" });
  let killed = false;
  const gone = new Promise<void>((done) => child.once("close", () => done()));
  const broken = new Promise<never>((_, failed) => {
    child.once("close", (code) => {
      if (!killed) failed(new Error(`PostgreSQL ended by itself (${code})`));
    });
  });
  broken.catch(() => undefined);
  const kill = async () => {
    killed = true;
    // Stopped, it can start no process that would outlive it and still write.
    if (child.pid !== undefined) signal(child.pid, "SIGSTOP");
    const all = child.pid === undefined ? [] : [child.pid, ...childrenOf(child.pid).map(({ pid }) => pid)];
    for (const pid of all) signal(pid, "SIGKILL");
    await gone;
  };
  const stopAtOnce = async () => {
    killed = true;
    if (child.pid !== undefined) signal(child.pid, "SIGQUIT");
    await gone;
  };
  await Promise.race([ready(bin, port), broken]).catch(async (error: unknown) => {
    await kill();
    throw error;
  });
  const killBackend = () => {
    const serving = childrenOf(child.pid ?? 0).filter(({ title }) => title.includes("127.0.0.1("));
    const chosen = serving.find(({ title }) => !title.endsWith("idle")) ?? serving[0];
    if (chosen === undefined) throw new Error("PostgreSQL serves nobody");
    signal(chosen.pid, "SIGKILL");
  };
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, kill, killBackend, stopAtOnce, broken };
}

interface ServerProcess {
  readonly pid: number;
  /** What it does just now, as PostgreSQL writes it for `ps`. */
  readonly title: string;
}

function childrenOf(parent: number): ServerProcess[] {
  try {
    const list = execFileSync("ps", ["--ppid", String(parent), "-o", "pid=,args="], { encoding: "utf8" });
    return list
      .trim()
      .split("\n")
      .map((line) => line.trim())
      .map((line) => ({ pid: Number.parseInt(line, 10), title: line.replace(/^\d+\s+/, "") }));
  } catch {
    // ps answers 1 when there are none.
    return [];
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended between the list and the signal.
  }
}

/** Answers connections only once it has replayed its log. */
async function ready(bin: string, port: number): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await accepts(bin, port)) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("PostgreSQL 没有启动");
}

function accepts(bin: string, port: number): Promise<boolean> {
  return new Promise((done) => {
    const question = spawn(join(bin, "pg_isready"), ["-q", "-h", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
    question.once("error", () => done(false));
    question.once("close", (code) => done(code === 0));
  });
}
