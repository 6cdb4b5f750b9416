/** Starts the embedded platform and the workstation, and stops both. Bundled to dist/node/launch.js and run by `npm start`. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { writeFileAtomic } from "../node/atomic-file";
import { dataFolder } from "../node/folders";
import { type Cast, cast as castSchema } from "../shared/model/cast";
import { castLines } from "./launch/cast";
import { createChildren } from "./launch/children";
import { hasDisplay } from "./launch/display";
import { findElectron } from "./launch/electron";
import { answers, portIsFree } from "./launch/waiting";

const nodeFolder = resolve(import.meta.dirname);
const platformPort = Number(process.env.CAIBIAN_PLATFORM_PORT ?? 17810);
const deskPort = Number(process.env.CAIBIAN_DESK_PORT ?? 17809);
const data = dataFolder(process.env, process.platform);
const castFile = join(data, "demo", "cast.json");
const children = createChildren();
let stopping = false;

async function stop(code: number): Promise<never> {
  if (!stopping) {
    stopping = true;
    await children.stop(8_000);
  }
  process.exit(code);
}

async function requirePort(port: number, who: string, variable: string): Promise<void> {
  if (await portIsFree(port)) return;
  console.error(
    `${who}需要的端口 ${port} 已被占用。采编工作站可能已在运行；如被其他程序占用，请关闭它，或设置 ${variable} 后重试。`,
  );
  await stop(1);
}

/** Begins the platform; the answer waits until it serves. */
function beginPlatform(): { readonly up: Promise<void> } {
  const env = { CAIBIAN_PLATFORM_PORT: String(platformPort), CAIBIAN_DATA: data };
  const child = children.begin(process.execPath, [join(nodeFolder, "platform.js")], env);
  const serving = answers(`http://127.0.0.1:${platformPort}/health`, 120_000, () => child.exitCode !== null);
  return { up: serving.then((up) => (up ? undefined : giveUp())) };
}

function giveUp(): Promise<never> {
  console.error("平台没有启动成功，请查看上面的说明。");
  return stop(1);
}

function readCast(): Cast {
  return castSchema.parse(JSON.parse(readFileSync(castFile, "utf8")));
}

/** The policy an administrator would have deployed: where the platform is, whom to trust, where keys lie. */
async function writeDemoPolicy(anchorsFiles: readonly string[], keyFolders: readonly string[]): Promise<string> {
  const file = join(data, "demo", "policy.json");
  mkdirSync(dirname(file), { recursive: true });
  const policy = { platformUrl: `http://127.0.0.1:${platformPort}`, anchorsFiles, keyFolders, demo: true };
  await writeFileAtomic(file, `${JSON.stringify(policy, null, 2)}\n`);
  return file;
}

async function openDesk(policy: string): Promise<void> {
  const env = { CAIBIAN_POLICY: policy, CAIBIAN_DATA: data, CAIBIAN_DESK_PORT: String(deskPort) };
  const display = hasDisplay(process.env, process.platform);
  const memory = join(data, "electron-unavailable");
  const electron = await findElectron({ memory, deadlineMs: 20_000, display });
  if (electron.kind === "ready") console.log("外壳：Electron");
  else console.log(`外壳：浏览器（${electron.why}）`);
  const [command, entry] = electron.kind === "ready" ? [electron.binary, "electron.js"] : [process.execPath, "desk.js"];
  const shell = children.begin(command, [join(nodeFolder, entry)], env);
  shell.on("exit", (code) => void stop(code ?? 0));
}

process.on("SIGINT", () => void stop(0));
process.on("SIGTERM", () => void stop(0));
await requirePort(platformPort, "平台", "CAIBIAN_PLATFORM_PORT");
await requirePort(deskPort, "工作站", "CAIBIAN_DESK_PORT");
const known = existsSync(castFile);
const platform = beginPlatform();
// The desk works without the platform: only the very first start has to wait for the city it will trust.
if (!known) await platform.up;
const cast = readCast();
for (const line of castLines(cast)) console.log(line);
const keyFolders = [...new Set(cast.sites.flatMap(({ persons }) => persons.map(({ keyFile }) => dirname(keyFile))))];
await openDesk(await writeDemoPolicy(Object.values(cast.anchors), keyFolders));
await platform.up;
