/** Signs a machine policy, after reading it as every workstation will: a signed mistake would stop hundreds of desks. */
import { parseArgs } from "node:util";
import { type DocumentKeyFile, signDocument } from "../node/document-key";
import { openDocumentKey } from "../node/sealed-key";
import { explain, toFailure } from "../shared/failure";
import { readPolicy } from "../shared/policy/reading";

/** The few things the command touches outside itself. */
export interface SigningSurroundings {
  readonly read: (file: string) => Promise<Uint8Array>;
  readonly write: (file: string, text: string) => Promise<void>;
  readonly print: (text: string) => void;
  readonly askSecret: (question: string) => Promise<string>;
}

const usage = `用法：npx tsx cli/sign-policy.ts 策略文件 --key 密钥文件 [--key 另一密钥文件] [--passphrase-file 文件]

检查终端策略 policy.json，通过后在旁边写出签名 policy.json.sig。更换密钥期间用新旧两把密钥一起签。
口令在终端上输入或用 --passphrase-file，不写在命令行里。退出码：0 已签；1 没有签；2 用法不对。`;

interface Request {
  readonly file: string;
  readonly keys: readonly string[];
  readonly passphraseFile: string | null;
}

/** Answers the exit code. */
export async function signPolicyCommand(args: readonly string[], around: SigningSurroundings): Promise<0 | 1 | 2> {
  const request = requestOf(args);
  if (request === null) {
    around.print(usage);
    return 2;
  }
  try {
    return await sign(request, around);
  } catch (error) {
    const { text, next } = explain(toFailure(error));
    around.print(`✗ 没有签：${text}${next}`);
    return 1;
  }
}

function requestOf(args: readonly string[]): Request | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { key: { type: "string", multiple: true }, "passphrase-file": { type: "string" } },
    });
    const [file, ...others] = positionals;
    const { key: keys = [] } = values;
    if (file === undefined || others.length > 0 || keys.length === 0) return null;
    return { file, keys, passphraseFile: values["passphrase-file"] ?? null };
  } catch {
    // Arguments nobody knows: the usage says which there are.
    return null;
  }
}

async function sign({ file, keys, passphraseFile }: Request, around: SigningSurroundings): Promise<0 | 1> {
  const bytes = await bytesOf(file, around);
  if (bytes === null) return 1;
  const reading = readPolicy("machine", new TextDecoder().decode(bytes));
  if (reading.kind === "faulty") {
    around.print(`✗ 没有签：${file} 不能用作终端策略`);
    for (const { key, words } of reading.faults) around.print(`  ${key === "" ? "" : `${key}：`}${words}`);
    return 1;
  }
  const opened: DocumentKeyFile[] = [];
  for (const key of keys) {
    const sealed = await bytesOf(key, around);
    if (sealed === null) return 1;
    opened.push(await openDocumentKey(new TextDecoder().decode(sealed), passphrase(passphraseFile, around)));
  }
  await around.write(`${file}.sig`, `${JSON.stringify(signDocument(bytes, "policy", opened), null, 2)}\n`);
  around.print(`✓ 已签，写入 ${file}.sig（${opened.map(({ key }) => key.keyId).join("、")}）`);
  return 0;
}

async function bytesOf(file: string, around: SigningSurroundings): Promise<Uint8Array | null> {
  const bytes = await around.read(file).catch(() => null);
  if (bytes === null) around.print(`✗ 没有签：打不开 ${file}`);
  return bytes;
}

const passphrase =
  (file: string | null, around: SigningSurroundings) =>
  async (keyId: string): Promise<string> => {
    if (file === null) return around.askSecret(`签名密钥 ${keyId} 的口令`);
    const bytes = await around.read(file).catch(() => new Uint8Array());
    return new TextDecoder().decode(bytes).replace(/\r?\n$/, "");
  };
