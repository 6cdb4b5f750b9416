/** The whole system on one machine: platform, proxy, desk, each a process of its own as `npm start` runs them. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Cast, cast as castSchema } from "../shared/model/cast";
import type { TokenModule } from "../shared/model/token-module";
import type { CastPerson } from "./api";
import { type DemoKeys, handOut, kindOf } from "./keys";
import { freePort, type Network, startProxy } from "./proxy";

const nodeFolder = resolve(import.meta.dirname, "..", "dist", "node");

export interface World {
  readonly cast: Cast;
  /** What people hold, in words. */
  readonly keys: string;
  /** Everything platform and desk have on disk. */
  readonly data: string;
  readonly platformUrl: string;
  /** Between desk and platform. */
  readonly network: Network;
  readonly deskPort: number;
  /** A fresh address of the desk's window; each opens one window once. */
  readonly launchUrl: () => Promise<string>;
  /** Kills the desk without warning, as a power cut would. */
  readonly killDesk: () => Promise<void>;
  /** Ends it as a person or the system does. */
  readonly stopDesk: () => Promise<void>;
  /** Starts it again on the same port and data. */
  readonly startDesk: () => Promise<void>;
  /** Another workstation for the same platform, with a data folder of its own; it goes with the world. */
  readonly addDesk: () => Promise<{ readonly launchUrl: () => Promise<string> }>;
  /** Both. */
  readonly restartDesk: () => Promise<void>;
  readonly person: (site: string, role: string, nth?: number) => CastPerson;
  readonly stop: () => Promise<void>;
}

export interface WorldOptions {
  /** Folders of keys beside those of the demo city. */
  readonly keyFolders?: readonly string[];
  /** What people hold; key files unless said. */
  readonly keys?: DemoKeys;
  /** Anchors of further cities that this machine works for. */
  readonly anchorsFiles?: readonly string[];
  /** Stands in front of the platform and answers its own port, e.g. to tamper with what passes. */
  readonly front?: (platformPort: number) => Promise<number>;
  /** Where the desk keeps its data, when it is to lie on another disk than the platform's. */
  readonly deskData?: string;
  /** Starts the desk of an installed package instead of the bundled one; told what the bundled one is given. */
  readonly spawnDesk?: SpawnDesk;
}

/** Standard streams are pipes; standard input asks for fresh addresses. */
export type SpawnDesk = (env: Readonly<Record<string, string>>) => ChildProcess;

interface Program {
  readonly child: ChildProcess;
  /** What it printed so far. */
  readonly printed: () => string;
}

/** Starts everything below one data folder and waits until it answers. */
export async function startWorld(
  data: string,
  { keyFolders = [], anchorsFiles = [], keys = "pkcs12", front, deskData = data, spawnDesk }: WorldOptions = {},
): Promise<World> {
  mkdirSync(data, { recursive: true });
  const [platformPort, deskPort] = [await freePort(), await freePort()];
  const env = { CAIBIAN_DATA: data, CAIBIAN_PLATFORM_PORT: String(platformPort), CAIBIAN_DESK_PORT: String(deskPort) };
  const platform = begin("platform.js", { ...env, CAIBIAN_DEMO_KEYS: kindOf(keys) });
  await until(() => platform.printed().includes("平台已启动"), platform);
  const cast = castSchema.parse(JSON.parse(readFileSync(join(data, "demo", "cast.json"), "utf8")));
  const network = await startProxy(front === undefined ? platformPort : await front(platformPort));
  const hand = await handOut(cast, keys).catch(async (error: unknown) => {
    await end(platform.child, "SIGTERM");
    throw error;
  });
  const policy = writePolicy(data, cast, {
    platformPort: network.port,
    keyFolders,
    anchorsFiles,
    modules: hand.modules,
  });
  const deskEnv = { ...env, ...hand.env, CAIBIAN_DATA: deskData, CAIBIAN_POLICY: policy };
  let desk = await beginDesk(deskEnv, spawnDesk);
  const more: Program[] = [];
  const killDesk = () => end(desk.child, "SIGKILL");
  const startDesk = async () => {
    desk = await beginDesk(deskEnv, spawnDesk);
  };
  return {
    cast,
    keys: hand.told,
    data,
    platformUrl: `http://127.0.0.1:${platformPort}`,
    network,
    deskPort,
    launchUrl: () => freshUrl(desk),
    async addDesk() {
      const folder = join(data, `desk-${more.length + 2}`);
      mkdirSync(folder, { recursive: true });
      const own = { CAIBIAN_DATA: folder, CAIBIAN_DESK_PORT: String(await freePort()) };
      const added = await beginDesk({ ...deskEnv, ...own });
      more.push(added);
      return { launchUrl: () => freshUrl(added) };
    },
    killDesk,
    stopDesk: () => end(desk.child, "SIGTERM"),
    startDesk,
    async restartDesk() {
      await killDesk();
      await startDesk();
    },
    person: (site, role, nth = 0) => findPerson(cast, { site, role, nth }),
    async stop() {
      for (const { child } of [desk, ...more]) await end(child, "SIGTERM");
      await network.close();
      await end(platform.child, "SIGTERM");
      hand.close();
    },
  };
}

function begin(entry: string, env: Readonly<Record<string, string>>, args: readonly string[] = []): Program {
  return follow(
    spawn(process.execPath, [join(nodeFolder, entry), ...args], {
      env: { ...process.env, ...env },
      stdio: ["pipe", "pipe", "pipe"],
    }),
  );
}

function follow(child: ChildProcess): Program {
  let text = "";
  const keep = (chunk: Buffer) => {
    text += chunk.toString("utf8");
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  return { child, printed: () => text };
}

async function beginDesk(env: Readonly<Record<string, string>>, spawnDesk?: SpawnDesk): Promise<Program> {
  const desk = spawnDesk === undefined ? begin("desk.js", env, ["--no-window"]) : follow(spawnDesk(env));
  await until(() => desk.printed().includes("?launch="), desk);
  return desk;
}

async function until(ready: () => boolean, program: Program): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (!ready()) {
    if (program.child.exitCode !== null || Date.now() > deadline) throw new Error(`没有启动：\n${program.printed()}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    const insist = setTimeout(() => child.kill("SIGKILL"), 10_000);
    child.once("exit", () => {
      clearTimeout(insist);
      done();
    });
    child.kill(signal);
  });
}

/** Asks a desk for an address that opens one more window. */
async function freshUrl(desk: Program): Promise<string> {
  const known = launchUrls(desk).length;
  desk.child.stdin?.write("\n");
  await until(() => launchUrls(desk).length > known, desk);
  return launchUrls(desk).at(-1) ?? "";
}

const launchUrls = ({ printed }: Program): string[] =>
  [...printed().matchAll(/http:\S+\?launch=\S+(?=\n)/g)].map(([url]) => url);

function writePolicy(
  data: string,
  cast: Cast,
  {
    platformPort,
    keyFolders,
    anchorsFiles,
    modules,
  }: Required<Pick<WorldOptions, "keyFolders" | "anchorsFiles">> & {
    readonly platformPort: number;
    readonly modules: readonly TokenModule[];
  },
): string {
  const file = join(data, "demo", "policy.json");
  const files = cast.sites.flatMap(({ persons }) => persons.map(({ keyFile }) => dirname(keyFile)));
  const castFolders = modules.length === 0 ? files : [];
  const policy = {
    platformUrl: `http://127.0.0.1:${platformPort}`,
    anchorsFiles: [...Object.values(cast.anchors), ...anchorsFiles],
    keyFolders: [...new Set([...castFolders, ...keyFolders])],
    demo: true,
    ...(modules.length === 0 ? {} : { tokenModules: modules }),
  };
  writeFileSync(file, JSON.stringify(policy));
  return file;
}

function findPerson(cast: Cast, wanted: { site: string; role: string; nth: number }): CastPerson {
  const persons = cast.sites.find(({ site }) => site === wanted.site)?.persons ?? [];
  const found = persons.filter(({ roles }) => roles.includes(wanted.role))[wanted.nth];
  if (found === undefined) throw new Error(`演示人员里没有${wanted.site}的${wanted.role}`);
  return found;
}
