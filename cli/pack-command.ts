/** `npm run pack`: makes, signs and shows lexicon packs for administrators (R17). */
import { dirname, join } from "node:path";
import { demoAnchorsFile, pinnedAnchorsFolder } from "../node/folders";
import { openPkcs12 } from "../node/pkcs12";
import { nodeCheck } from "../node/signature-check";
import { AppError, explain, toFailure } from "../shared/failure";
import { loadPack } from "../shared/proofreading/packs/load-pack";
import { contentsOf, type PackContents, readPackFile, writePackFile } from "../shared/proofreading/packs/pack-file";
import { dayOf } from "../shared/proofreading/run";
import { type Anchors, readAnchors } from "../shared/trust/anchors";
import { collectAll } from "./collect";
import { extract } from "./extract";
import { reasonOf } from "./file-reason";
import { FolderFaults, readFolder } from "./pack-folder";
import { type ComparedText, diffLines, factLines, soundnessOf } from "./pack-show";
import { writeTemplate } from "./pack-template";
import { plain } from "./wide-text";

export interface Surroundings {
  readonly read: (file: string) => Promise<Uint8Array>;
  readonly write: (file: string, bytes: Uint8Array) => Promise<void>;
  /** Names in a folder; none when it is not there. */
  readonly list: (folder: string) => Promise<readonly string[]>;
  readonly print: (text: string) => void;
  /** Asks on the terminal; what is typed is not shown. */
  readonly askSecret: (question: string) => Promise<string>;
  readonly dataFolder: () => string;
  readonly clock: () => Date;
  /** A clock in milliseconds, for rules that take long. */
  readonly now: () => number;
}

export const usage = `用法：
  npm run pack -- new 文件夹                                        建立一个空的词库文件夹
  npm run pack -- make 文件夹 --key 密钥.p12 --out 词库.cblex        检验、自检、签名
  npm run pack -- show 词库.cblex [--anchors 信任锚] [--against 路径…]  内容、时效、自检；对照文件看增减

密钥是签署城市配置的那一把；口令在终端上输入，不写在命令行里。
退出码：0 成功；1 词库有错、签名无效或自检不通过；2 用法不对或文件读写不了。`;

interface Parsed {
  readonly command: string;
  readonly target: string;
  readonly options: ReadonlyMap<string, readonly string[]>;
}

const known: Readonly<Record<string, readonly string[]>> = {
  new: [],
  make: ["--key", "--out"],
  show: ["--anchors", "--against"],
};

function parse(args: readonly string[]): Parsed | null {
  const [command = "", target = "", ...rest] = args;
  const allowed = Object.hasOwn(known, command) ? known[command] : undefined;
  if (allowed === undefined || target === "" || target.startsWith("-")) return null;
  const options = new Map<string, string[]>();
  let name = "";
  for (const arg of rest) {
    if (arg.startsWith("--")) {
      if (!allowed.includes(arg) || options.has(arg)) return null;
      name = arg;
      options.set(name, []);
    } else {
      const values = options.get(name);
      if (values === undefined || (values.length > 0 && name !== "--against")) return null;
      values.push(arg);
    }
  }
  return [...options.values()].some((values) => values.length === 0) ? null : { command, target, options };
}

/** Answers the exit code. */
export async function packCommand(args: readonly string[], around: Surroundings): Promise<0 | 1 | 2> {
  if (args.includes("--help") || args.includes("-h")) {
    around.print(usage);
    return 0;
  }
  const parsed = parse(args);
  const missing = parsed?.command === "make" && !(parsed.options.has("--key") && parsed.options.has("--out"));
  if (parsed === null || missing) {
    around.print(usage);
    return 2;
  }
  try {
    return await run(parsed, around);
  } catch (error) {
    return told(error, around);
  }
}

function run(parsed: Parsed, around: Surroundings): Promise<0 | 1 | 2> {
  switch (parsed.command) {
    case "new":
      return begin(parsed, around);
    case "make":
      return make(parsed, around);
    default:
      return show(parsed, around);
  }
}

function told(error: unknown, { print }: Surroundings): 1 | 2 {
  if (error instanceof FolderFaults) {
    const shown = error.lines.slice(0, 20);
    const rest = error.lines.length - shown.length;
    print([...shown.map((line) => `✗ ${plain(line)}`), ...(rest > 0 ? [`… 另有 ${rest} 处`] : [])].join("\n"));
    return 1;
  }
  if (error instanceof AppError) {
    const failure = toFailure(error);
    const { text, next } = explain(failure);
    print(`✗ ${plain(text)}${plain(next)}（${failure.code}）`);
    return 1;
  }
  print(`✗ ${plain(wordsOf(error))}`);
  return 2;
}

/** What the system refused names its file; the rest is thrown in Chinese by our own code. */
function wordsOf(error: unknown): string {
  if (error instanceof Error && "path" in error && typeof error.path === "string")
    return `${error.path}：${reasonOf(error)}`;
  return error instanceof Error ? error.message : String(error);
}

async function begin({ target }: Parsed, { print }: Surroundings): Promise<0> {
  const written = await writeTemplate(target);
  print(`已建立 ${target}：${written.join("、")}\n填好后用 make 检验并签名。`);
  return 0;
}

async function make({ target, options }: Parsed, around: Surroundings): Promise<0 | 1> {
  const [keyFile = "", out = ""] = [options.get("--key")?.[0], options.get("--out")?.[0]];
  const at = around.clock().toISOString();
  const draft = readFolder(target, at);
  const today = dayOf(at);
  // Judged as the desk will judge it, before anybody signs it.
  const contents = contentsOf(draft);
  const { ok, lines } = soundnessOf(contents, today, around.now);
  around.print([...factLines(contents, today), ...lines].join("\n"));
  if (!ok) return 1;
  const key = await around.read(keyFile);
  const { signer } = await openPkcs12(key, await around.askSecret(`${keyFile} 的口令：`));
  const bytes = await writePackFile(draft, signer);
  await around.write(out, bytes);
  around.print(`✓ 已签名，写入 ${out}`);
  return 0;
}

async function show({ target, options }: Parsed, around: Surroundings): Promise<0 | 1 | 2> {
  const bytes = await around.read(target);
  const { contents, anchors, file } = await verified(bytes, options.get("--anchors")?.[0] ?? null, around);
  const today = dayOf(around.clock().toISOString());
  const { ok, lines } = soundnessOf(contents, today, around.now);
  const signer = `签名      有效，由${plain(anchors.name)}的配置密钥签署（${plain(file)}）`;
  around.print([...factLines(contents, today), signer, ...lines].join("\n"));
  const { texts, problems } = await textsOf(options.get("--against") ?? [], around);
  if (texts.length > 0) around.print(diffLines(loadPack(contents, today), texts, today).join("\n"));
  if (problems.length > 0) around.print(problems.join("\n"));
  if (!ok) return 1;
  return problems.length > 0 ? 2 : 0;
}

/** The texts to compare with, and a line for each file that gave none. */
async function textsOf(paths: readonly string[], { read }: Surroundings) {
  const texts: ComparedText[] = [];
  const problems: string[] = [];
  for (const file of collectAll(paths)) {
    try {
      texts.push({ file, extract: await extract(file, await read(file)) });
    } catch (error) {
      problems.push(`✗ ${plain(file)}：${reasonOf(error)}`);
    }
  }
  return { texts, problems };
}

interface VerifiedPack {
  readonly contents: PackContents;
  readonly anchors: Anchors;
  readonly file: string;
}

/** Under the anchors that were named, else under the first ones pinned on this machine that hold. */
async function verified(bytes: Uint8Array, named: string | null, around: Surroundings): Promise<VerifiedPack> {
  const files = named === null ? await pinned(around) : [named];
  if (files.length === 0) throw new AppError("E_ANCHOR", "本机没有固定任何信任锚，请用 --anchors 指定");
  let refusal: unknown = null;
  for (const file of files) {
    const anchors = readAnchors(new TextDecoder().decode(await around.read(file)));
    try {
      return { contents: readPackFile(bytes, { anchors, check: nodeCheck }), anchors, file };
    } catch (error) {
      refusal ??= error;
    }
  }
  throw refusal;
}

async function pinned({ list, dataFolder }: Surroundings): Promise<string[]> {
  const own = dirname(demoAnchorsFile(dataFolder(), "site"));
  const folders = [own, pinnedAnchorsFolder(dataFolder())];
  const names = await Promise.all(
    folders.map(async (folder) => (await list(folder)).map((name) => join(folder, name)).sort()),
  );
  return names.flat().filter((name) => name.endsWith(".json"));
}
