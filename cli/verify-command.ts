/** `npm run verify -- FILE… [--anchors FILE]`: verifies evidence packs offline. */

import { join } from "node:path";
import { demoAnchorsFile, pinnedAnchorsFolder } from "../node/folders";
import { nodeCheck } from "../node/signature-check";
import { AppError, explain, toFailure } from "../shared/failure";
import { type Anchors, readAnchors } from "../shared/trust/anchors";
import { readPack } from "../shared/trust/pack-read";
import { type PendingVerdict, pendingSite, verifyPending } from "../shared/trust/pending";
import { verifyPack } from "../shared/trust/verdict";
import { pendingText, verdictText } from "./verdict-text";
import { plain } from "./wide-text";

/** The few things the command touches outside itself. */
export interface Surroundings {
  readonly read: (file: string) => Promise<Uint8Array>;
  /** Names in a folder; none when it is not there. */
  readonly list: (folder: string) => Promise<readonly string[]>;
  readonly print: (text: string) => void;
  /** Data folder of this installation, for the demo city's anchors. */
  readonly dataFolder: () => string;
  /** Anchors that the administrators pinned for everybody; a development build has none. */
  readonly systemAnchors?: () => string;
}

const usage = `用法：npm run verify -- 证据包… [--anchors 信任锚文件]

核验证据包（.cbpack），不需要网络。未写 --anchors 时，使用本机已固定的信任锚（数据目录的 anchors 和演示城市）。
离线签名后导出、平台还没有收到的，只能证明签名本身，显示“待平台确认”。
退出码：0 全部有效；1 有无效或无法读取的；2 用法不对；3 没有无效的，但有待平台确认的。`;

interface Request {
  readonly files: readonly string[];
  readonly anchors: string | null;
}

type Outcome = "valid" | "invalid" | "pending";

/** Answers the exit code. */
export async function verifyCommand(args: readonly string[], around: Surroundings): Promise<0 | 1 | 2 | 3> {
  const request = parse(args);
  if (request === null) {
    around.print(usage);
    return 2;
  }
  const outcomes = new Set<Outcome>();
  for (const file of request.files) outcomes.add(await verifyOne(file, request, around));
  return outcomes.has("invalid") ? 1 : outcomes.has("pending") ? 3 : 0;
}

function parse(args: readonly string[]): Request | null {
  const at = args.indexOf("--anchors");
  const anchors = at < 0 ? null : (args[at + 1] ?? "");
  const files = args.filter((_, i) => at < 0 || (i !== at && i !== at + 1));
  const wrong = files.length === 0 || anchors === "" || files.some((file) => file.startsWith("-"));
  return wrong ? null : { files, anchors };
}

async function verifyOne(file: string, { anchors }: Request, around: Surroundings): Promise<Outcome> {
  around.print(`证据包    ${plain(file)}`);
  const bytes = await around.read(file).catch(() => null);
  if (bytes === null) {
    around.print("✗ 打不开这个文件，请核对路径。\n");
    return "invalid";
  }
  try {
    const waiting = pendingSite(bytes);
    const site = waiting ?? readPack(bytes).manifest.value.site;
    const files = anchors === null ? await pinnedFor(site, around) : [anchors];
    if (waiting !== null) {
      around.print(`${pendingText(await judgePending(bytes, files, around))}\n`);
      return "pending";
    }
    const { verdict, anchorsFile } = await judge(bytes, files, around);
    around.print(`${verdictText(verdict, anchorsFile)}\n`);
    return verdict.ok ? "valid" : "invalid";
  } catch (error) {
    const failure = toFailure(error);
    const { text, next } = explain(failure);
    around.print(`✗ 无效：${plain(text)}${plain(next)}（${failure.code}）\n`);
    return "invalid";
  }
}

/** Every anchors file pinned on this machine for a site; the demo city's own first. */
async function pinnedFor(site: string, around: Surroundings): Promise<string[]> {
  const folders = [around.systemAnchors?.(), pinnedAnchorsFolder(around.dataFolder())].filter((at) => at !== undefined);
  const pinned = await Promise.all(folders.map((folder) => anchorsIn(folder, around)));
  const files = [demoAnchorsFile(around.dataFolder(), site), ...pinned.flat()];
  const sites = await Promise.all(
    files.map((file) =>
      anchorsOf(file, around).then(
        (known) => known.site,
        () => null,
      ),
    ),
  );
  const fitting = files.filter((_, index) => sites[index] === site);
  if (fitting.length === 0) throw new AppError("E_ANCHOR", `本机没有固定 ${site} 的信任锚，请用 --anchors 指定`);
  return fitting;
}

async function anchorsIn(folder: string, around: Surroundings): Promise<string[]> {
  const names = (await around.list(folder)).filter((name) => name.endsWith(".json")).sort();
  return names.map((name) => join(folder, name));
}

/** The verdict under the first anchors that hold; under the first of all when none does. */
async function judge(bytes: Uint8Array, files: readonly string[], around: Surroundings) {
  const [first, ...others] = await Promise.all(
    files.map(async (anchorsFile) => ({
      anchorsFile,
      verdict: verifyPack(bytes, await anchorsOf(anchorsFile, around), nodeCheck),
    })),
  );
  if (first === undefined) throw new AppError("E_ANCHOR");
  return [first, ...others].find(({ verdict }) => verdict.ok) ?? first;
}

/** Under the first anchors that hold. @throws AppError of the first of all when none does */
async function judgePending(
  bytes: Uint8Array,
  files: readonly string[],
  around: Surroundings,
): Promise<PendingVerdict> {
  const faults: unknown[] = [];
  for (const file of files) {
    try {
      return verifyPending(bytes, await anchorsOf(file, around), nodeCheck);
    } catch (error) {
      faults.push(error);
    }
  }
  throw faults[0];
}

async function anchorsOf(file: string, { read }: Surroundings): Promise<Anchors> {
  try {
    return readAnchors(new TextDecoder().decode(await read(file)));
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("E_ANCHOR", `没有找到信任锚文件 ${file}，请用 --anchors 指定`, { cause });
  }
}
