/** The bundled platform as a process that can be killed and started again on its data. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { freePort } from "../../e2e/proxy";
import { type Cast, cast as castSchema } from "../../shared/model/cast";

const entry = resolve(import.meta.dirname, "..", "..", "dist", "node", "platform.js");

export interface PlatformProcess {
  readonly url: string;
  readonly cast: () => Cast;
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** @throws Error with its last words when it ended though nobody killed it */
  readonly mustRun: () => void;
}

/** `settings` are environment variables of docs/platform.md. */
export async function openPlatform(
  data: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<PlatformProcess> {
  const port = await freePort();
  const env = { ...settings, CAIBIAN_DATA: data, CAIBIAN_PLATFORM_PORT: String(port) };
  let running = await begin(env);
  return {
    url: `http://127.0.0.1:${port}`,
    cast: () => castSchema.parse(JSON.parse(readFileSync(join(data, "demo", "cast.json"), "utf8"))),
    kill: () =>
      new Promise((done) => {
        const { child } = running;
        if (child.exitCode !== null || child.signalCode !== null) return done();
        child.once("close", () => done());
        child.kill("SIGKILL");
      }),
    start: async () => {
      running = await begin(env);
    },
    mustRun: () => {
      const { child, printed } = running;
      if (child.exitCode !== null) throw new Error(`平台自己退出了：${printed().slice(-2_000)}`);
    },
  };
}

interface Running {
  readonly child: ChildProcess;
  readonly printed: () => string;
}

function begin(env: Readonly<Record<string, string>>): Promise<Running> {
  const child = spawn(process.execPath, [entry], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  return new Promise((done, failed) => {
    const end = () => failed(new Error(`平台没有启动：${printed.slice(-1_000)}`));
    const timer = setTimeout(end, 120_000);
    child.once("close", () => {
      clearTimeout(timer);
      end();
    });
    const hear = (part: Buffer) => {
      printed = (printed + part.toString("utf8")).slice(-20_000);
      if (!printed.includes("平台已启动")) return;
      clearTimeout(timer);
      done({ child, printed: () => printed });
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
  });
}
