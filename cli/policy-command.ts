/** `npm run policy`: what administrators make policies with: keys, signatures, a check before anything is rolled out (BD-2). */
import { basename } from "node:path";
import { z } from "zod";
import { nodeDocumentCheck } from "../node/document-check";
import { type DocumentKeyFile, signDocument } from "../node/document-key";
import { fromUtf8, toBase64 } from "../shared/bytes";
import { AppError, explain, toFailure } from "../shared/failure";
import { judgePolicy } from "../shared/policy/judge";
import { policyKeyNames, policyKeyOf } from "../shared/policy/key-table";
import { readPolicy } from "../shared/policy/reading";
import { tellValue } from "../shared/policy/telling";
import type { PolicyValues } from "../shared/policy/values";
import { type DocumentKey, documentKey } from "../shared/trust/document-signature";
import { type KeySurroundings, makeKey, openKey, resealKey } from "./policy-keys";
import { registryFile } from "./policy-registry";
import { ReleaseFault } from "./release/fault";

export const usage = `用法：
  npm run policy -- new-key 密钥.json --id 名称 [--sm2] [--until 2029-12-31]  新建签名密钥，另存公钥清单 密钥.public.json
  npm run policy -- sign 策略.json --key 密钥.json [--key 另一把.json]         检查并签名，写出 策略.json.sig
  npm run policy -- check 策略.json [--keys 公钥清单.json] [--unit]           检查内容和签名，逐项列出
  npm run policy -- registry 策略.json                                     由已签名的策略生成 Windows 注册表文件 策略.json.reg
  npm run policy -- seal 密钥.json                                         换口令，或给没有口令的密钥设定口令（发布密钥也可）

密钥文件由口令保护。口令在终端上输入；无人值守时用 --passphrase-file 文件（seal 的新口令用 --new-passphrase-file），或把环境变量
CAIBIAN_PASSPHRASE_FD 设为传入口令的文件描述符编号。口令从不写在命令行里。密钥文件能签发全部终端的策略：离线保存，不放在终端和平台上。公钥清单写入安装包（打包时）和平台（CAIBIAN_POLICY_KEYS）。
退出码：0 成功；1 策略有错或签名无效；2 用法不对或文件读写不了。`;

interface Parsed {
  readonly command: string;
  readonly file: string;
  readonly options: ReadonlyMap<string, readonly string[]>;
}

/** Options of each command, and whether a value follows. */
const known: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  "new-key": { "--id": true, "--sm2": false, "--until": true, "--passphrase-file": true },
  sign: { "--key": true, "--passphrase-file": true },
  seal: { "--passphrase-file": true, "--new-passphrase-file": true },
  check: { "--keys": true, "--unit": false },
  registry: {},
};

function parse(args: readonly string[]): Parsed | null {
  const [command = "", file = "", ...rest] = args;
  const allowed = Object.hasOwn(known, command) ? known[command] : undefined;
  if (allowed === undefined || file === "" || file.startsWith("-")) return null;
  const options = new Map<string, readonly string[]>();
  const words = [...rest];
  for (let name = words.shift(); name !== undefined; name = words.shift()) {
    const takesValue = allowed[name];
    if (takesValue === undefined) return null;
    const value = takesValue ? words.shift() : "";
    if (value === undefined || value.startsWith("--")) return null;
    options.set(name, [...(options.get(name) ?? []), value]);
  }
  return { command, file, options };
}

/** Answers the exit code. */
export async function policyCommand(args: readonly string[], around: KeySurroundings): Promise<0 | 1 | 2> {
  const parsed = parse(args);
  if (parsed === null) return told(around);
  try {
    switch (parsed.command) {
      case "new-key":
        return await newKey(parsed, around);
      case "sign":
        return await sign(parsed, around);
      case "seal":
        return await seal(parsed, around);
      case "check":
        return await check(parsed, around);
      default:
        return await registry(parsed, around);
    }
  } catch (error) {
    if (error instanceof AppError) around.print(`✗ ${explain(toFailure(error)).text}`);
    else if (error instanceof ReleaseFault) around.print(`✗ ${error.message}`);
    else around.print(`✗ 文件读写不了：${error instanceof Error ? error.message : String(error)}`);
    return error instanceof AppError || error instanceof ReleaseFault ? 1 : 2;
  }
}

function told({ print }: KeySurroundings): 2 {
  print(usage);
  return 2;
}

const one = ({ options }: Parsed, name: string): string | undefined => options.get(name)?.[0];

async function newKey(parsed: Parsed, around: KeySurroundings): Promise<0 | 1 | 2> {
  const [id, until] = [one(parsed, "--id"), one(parsed, "--until")];
  const about = z.object({ id: documentKey.shape.keyId, until: z.iso.date().optional() }).safeParse({ id, until });
  if (!about.success) return told(around);
  await makeKey(
    {
      file: parsed.file,
      about: {
        keyId: about.data.id,
        algorithm: parsed.options.has("--sm2") ? "sm2-sm3" : "ed25519",
        ...(until === undefined ? {} : { notAfter: `${until}T23:59:59.999Z` }),
      },
      passphraseFile: one(parsed, "--passphrase-file") ?? null,
    },
    around,
  );
  return 0;
}

async function seal(parsed: Parsed, around: KeySurroundings): Promise<0> {
  const { file } = parsed;
  const [passphraseFile = null, newPassphraseFile = null] = [
    one(parsed, "--passphrase-file"),
    one(parsed, "--new-passphrase-file"),
  ];
  await resealKey({ file, passphraseFile, newPassphraseFile }, around);
  return 0;
}

async function sign(parsed: Parsed, around: KeySurroundings): Promise<0 | 1 | 2> {
  const files = parsed.options.get("--key") ?? [];
  if (files.length === 0) return told(around);
  const document = await around.read(parsed.file);
  const keys: DocumentKeyFile[] = [];
  const passphraseFile = one(parsed, "--passphrase-file") ?? null;
  for (const file of files) keys.push(await openKey(file, passphraseFile, around));
  const signature = `${JSON.stringify(signDocument(document, "policy", keys))}\n`;
  // Judged as a workstation will, before the signature exists.
  const { sound } = judged({ document, signature, keys: keys.map(({ key }) => key) }, parsed, around);
  if (!sound) return 1;
  await around.write(`${parsed.file}.sig`, signature, "plain");
  around.print(`✓ 已签名：${parsed.file}.sig。两个文件要一起下发。`);
  return 0;
}

async function check(parsed: Parsed, around: KeySurroundings): Promise<0 | 1 | 2> {
  const document = await around.read(parsed.file);
  const keysFile = one(parsed, "--keys");
  const keys = keysFile === undefined ? null : readKeys(fromUtf8(await around.read(keysFile)));
  const signature = await around.read(`${parsed.file}.sig`).then(fromUtf8, () => null);
  const { sound, signedBy } = judged({ document, signature, keys }, parsed, around);
  if (!sound) return 1;
  if (keys !== null) around.print(`✓ 签名有效，密钥 ${signedBy ?? ""}`);
  else around.print(signature === null ? "！还没有签名" : "！没有给出公钥清单，签名未核对");
  return 0;
}

function readKeys(text: string): readonly DocumentKey[] {
  try {
    return z.array(documentKey).min(1).parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError("E_KEY_FILE", "不是公钥清单", { cause });
  }
}

interface Given {
  readonly document: Uint8Array;
  readonly signature: string | null;
  /** Null leaves the signature out of it. */
  readonly keys: readonly DocumentKey[] | null;
}

interface Judged {
  readonly sound: boolean;
  readonly signedBy: string | null;
}

/** Prints each key that is set, or each fault. */
function judged({ document, signature, keys }: Given, parsed: Parsed, { print }: KeySurroundings): Judged {
  const level = parsed.options.has("--unit") || saysUnit(document) ? "unit" : "machine";
  const site = level === "unit" ? siteOf(document) : null;
  const verdict = judgePolicy(
    { kind: "found", document, signature },
    {
      ...{ level, site, keys: keys ?? [], check: nodeDocumentCheck, accepted: null },
      place: basename(parsed.file),
      demand: keys === null ? "open" : "signed",
    },
  );
  if (verdict.kind !== "accepted") {
    const { code, detail } = verdict.kind === "refused" ? verdict : { code: "E_POLICY_ABSENT" as const, detail: "" };
    print(`✗ ${explain({ code, detail }).text}（${code}）`);
    return { sound: false, signedBy: null };
  }
  const { values, serial, signedBy } = verdict.policy;
  print(`${level === "unit" ? `单位策略，站点 ${site ?? ""}` : "机器策略"}，serial ${serial ?? "未写"}`);
  for (const key of policyKeyNames) {
    const value = values[key];
    if (value !== undefined) print(`  ${key}　${policyKeyOf(key).title}：${tellValue(key, value)}`);
  }
  if (level === "machine" && values.demo !== true) adviseOn(values, print);
  return { sound: true, signedBy };
}

/** What a policy may leave out, and an office should not (AU-6, BD-3). */
const advised = {
  extranet: "没有限定政务外网地址段",
  pinnedCa: "没有指定服务器证书机构，将信任系统证书库",
  "updates.feed": "没有更新源，终端不会自动更新",
} as const;

function adviseOn(values: PolicyValues, print: KeySurroundings["print"]): void {
  const missing = Object.entries(advised).filter(([key]) => !Object.hasOwn(values, key));
  for (const [key, words] of missing) print(`！${key}：${words}`);
}

const stamp = z.object({ level: z.string().optional(), site: z.string().optional() });

function stampOf(document: Uint8Array): z.infer<typeof stamp> {
  try {
    return stamp.parse(JSON.parse(fromUtf8(document)));
  } catch {
    // Judging tells what is wrong with it.
    return {};
  }
}
const saysUnit = (document: Uint8Array): boolean => stampOf(document).level === "unit";
const siteOf = (document: Uint8Array): string | null => stampOf(document).site ?? null;

async function registry({ file }: Parsed, around: KeySurroundings): Promise<0 | 1> {
  const document = await around.read(file);
  const reading = readPolicy("machine", fromUtf8(document));
  if (reading.kind === "faulty") throw new AppError("E_POLICY_INVALID", "先用 check 改正");
  const signature = await around.read(`${file}.sig`);
  await around.write(`${file}.reg`, registryFile(toBase64(document), toBase64(signature)), "plain");
  around.print(`✓ ${file}.reg：以管理员身份导入，或由组策略首选项下发`);
  return 0;
}
