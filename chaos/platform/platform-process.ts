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
}

export async function openPlatform(data: string): Promise<PlatformProcess> {
  const port = await freePort();
  let child = await begin(data, port);
  return {
    url: `http://127.0.0.1:${port}`,
    cast: () => castSchema.parse(JSON.parse(readFileSync(join(data, "demo", "cast.json"), "utf8"))),
    kill: () =>
      new Promise((done) => {
        if (child.exitCode !== null || child.signalCode !== null) return done();
        child.once("close", () => done());
        child.kill("SIGKILL");
      }),
    start: async () => {
      child = await begin(data, port);
    },
  };
}

function begin(data: string, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [entry], {
    env: { ...process.env, CAIBIAN_DATA: data, CAIBIAN_PLATFORM_PORT: String(port) },
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
      printed += part.toString("utf8");
      if (!printed.includes("平台已启动")) return;
      clearTimeout(timer);
      done(child);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
  });
}
