/** A throw-away PostgreSQL cluster, as the machine's own package installs it; only root can start one for another user. */
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../e2e/proxy";

export interface Cluster {
  readonly version: string;
  readonly url: (database: string) => string;
  /** One statement, outside any transaction. */
  readonly run: (database: string, statement: string) => void;
  /** Once more with other settings (`name=value`), and with defaults for what they do not name. */
  readonly restart: (settings: readonly string[]) => void;
  readonly stop: () => void;
}

export type Started = { readonly cluster: Cluster } | { readonly missing: string };

const home = "/usr/lib/postgresql";

export async function startCluster(): Promise<Started> {
  const versions = existsSync(home) ? readdirSync(home).sort((a, b) => Number(a) - Number(b)) : [];
  const version = versions.at(-1);
  if (version === undefined) return { missing: "这台机器没有安装 PostgreSQL（apt-get install postgresql）" };
  if (process.getuid?.() !== 0) return { missing: "不是 root，不能以 postgres 用户启动数据库" };
  const bin = join(home, version, "bin");
  const folder = mkdtempSync(join(tmpdir(), "caibian-bench-pg-"));
  execFileSync("chown", ["postgres", folder]);
  chmodSync(folder, 0o700);
  const port = await freePort();
  const asPostgres = (...command: readonly string[]): void => {
    execFileSync("runuser", ["-u", "postgres", "--", ...command], { stdio: "pipe", cwd: "/" });
  };
  const data = join(folder, "data");
  asPostgres(join(bin, "initdb"), "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8");
  const base = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c shared_buffers=256MB -c max_wal_size=4GB`;
  const start = (order: "start" | "restart", settings: readonly string[]): void => {
    const given = [base, ...settings.map((setting) => `-c ${setting}`)].join(" ");
    asPostgres(join(bin, "pg_ctl"), "-D", data, "-w", "-t", "600", "-o", given, "-l", join(folder, "log"), order);
  };
  start("start", []);
  const stop = (): void => {
    asPostgres(join(bin, "pg_ctl"), "-D", data, "-m", "immediate", "stop");
    rmSync(folder, { recursive: true, force: true });
  };
  // Nobody else knows of it: whoever breaks the bench off must not leave a server behind.
  const broken = (): void => {
    stop();
    process.exit(1);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, broken);
  return {
    cluster: {
      version,
      url: (database) => `postgres://postgres@127.0.0.1:${port}/${database}`,
      run: (database, statement) =>
        asPostgres(join(bin, "psql"), "-h", "127.0.0.1", "-p", String(port), "-q", "-d", database, "-c", statement),
      restart: (settings) => start("restart", settings),
      stop: () => {
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, broken);
        stop();
      },
    },
  };
}
