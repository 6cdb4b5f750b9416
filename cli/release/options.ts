/** The arguments of `npm run release`. */
import { parseArgs } from "node:util";
import { type Edition, edition, releaseVersion } from "../../shared/model/build-identity";
import { ReleaseFault } from "./fault";

export const usage = `用法：
  发布     npm run release -- --from out/package --to 更新源 --key 密钥 [--ring pilot=now,early=+3d,general=+7d]
           [--edition browser|electron] [--version 主.次.修] [--minimum 主.次.修] [--notes 文件] [--keep 3]
  改批次   npm run release -- --to 更新源 --key 密钥 --ring general=now [--minimum 主.次.修]
  回退     npm run release -- --to 更新源 --key 密钥 --rollback 1.1.0:1.0.0 --reason 原因
  换密钥   npm run release -- --to 更新源 --key 旧密钥 --key 新密钥 --rotate 公钥 [--rotate 公钥…]
  离线包   npm run release -- --to 更新源 --bundle out/采编-1.1.0.cbupdate [--only linux-x64]
  新密钥   npm run release -- --new-key 文件 --key-id 名称 [--algorithm ed25519|sm2-sm3] [--until 2028-12-31]

--rotate 给出更替之后的全部公钥；--bundle 可与发布、回退同用。密钥只从文件读，密钥文件由口令保护：口令在终端上输入，或用 --passphrase-file 文件，或由环境变量
CAIBIAN_PASSPHRASE_FD 所指的文件描述符传入，不写在命令行里；换口令用 npm run policy -- seal 密钥。
--ring 不写时，首次发布三个批次立即开放；沿用同一版本时保持原样。
退出码：0 成功；1 没有发布，更新源未变；2 用法不对。`;

export interface ReleaseOptions {
  readonly from: string | null;
  readonly to: string;
  readonly keys: readonly string[];
  readonly rings: string | null;
  readonly edition: Edition | null;
  readonly version: string | null;
  readonly minimum: string | null;
  readonly notes: string | null;
  /** How many versions keep their artifacts. */
  readonly keep: number;
  readonly rollback: { readonly from: string; readonly to: string; readonly reason: string } | null;
  /** Files of public keys: all that count from then on. */
  readonly rotate: readonly string[];
  readonly bundle: string | null;
  readonly only: string | null;
  readonly passphraseFile: string | null;
}

export interface NewKeyOptions {
  readonly file: string;
  readonly keyId: string;
  readonly algorithm: string;
  readonly until: string | null;
  readonly passphraseFile: string | null;
}

const text = { type: "string" } as const;
const many = { type: "string", multiple: true } as const;

const known = {
  from: text,
  to: text,
  key: many,
  ring: text,
  edition: text,
  version: text,
  minimum: text,
  notes: text,
  keep: text,
  rollback: text,
  reason: text,
  rotate: many,
  bundle: text,
  only: text,
  "passphrase-file": text,
  "new-key": text,
  "key-id": text,
  algorithm: text,
  until: text,
} as const;

type Asked =
  | { readonly kind: "release"; readonly options: ReleaseOptions }
  | { readonly kind: "new-key"; readonly options: NewKeyOptions };

type Values = ReturnType<typeof valuesOf>;

/** @throws ReleaseFault for a value that is none, Error for arguments nobody knows */
export function readOptions(args: readonly string[]): Asked {
  const values = valuesOf(args);
  const newKey = values["new-key"];
  if (newKey !== undefined) return { kind: "new-key", options: newKeyOptions(newKey, values) };
  if (values.to === undefined) throw new ReleaseFault("请用 --to 指明更新源的文件夹");
  const { from = null, key = [], ring = null, notes = null, rotate = [], bundle = null } = values;
  const changes = from !== null || ring !== null || values.rollback !== undefined || rotate.length > 0;
  if (!changes && values.minimum === undefined && bundle === null) throw new ReleaseFault("没有说要做什么");
  const options: ReleaseOptions = {
    from,
    to: values.to,
    keys: key,
    rings: ring,
    edition: values.edition === undefined ? null : editionOf(values.edition),
    version: versionOrNull("--version", values.version),
    minimum: versionOrNull("--minimum", values.minimum),
    notes,
    keep: keepOf(values.keep ?? "3"),
    rollback: values.rollback === undefined ? null : rollbackOf(values.rollback, values.reason ?? ""),
    rotate,
    bundle,
    only: onlyOf(values.only ?? null),
    passphraseFile: values["passphrase-file"] ?? null,
  };
  if (from !== null && options.rollback !== null)
    throw new ReleaseFault("回退只用更新源里已有的旧版，不与 --from 同用");
  return { kind: "release", options };
}

const valuesOf = (args: readonly string[]) => parseArgs({ args: [...args], options: known }).values;

function newKeyOptions(file: string, values: Values): NewKeyOptions {
  const { "key-id": keyId, algorithm = "ed25519", until = null } = values;
  if (keyId === undefined) throw new ReleaseFault("请用 --key-id 给密钥起一个名称，如 release-2026");
  return {
    file,
    keyId,
    algorithm,
    until,
    passphraseFile: values["passphrase-file"] ?? null,
  };
}

function editionOf(value: string): Edition {
  const parsed = edition.safeParse(value);
  if (!parsed.success) throw new ReleaseFault("--edition 只能是 browser 或 electron");
  return parsed.data;
}

function versionOrNull(name: string, value: string | undefined): string | null {
  if (value === undefined) return null;
  const parsed = releaseVersion.safeParse(value);
  if (!parsed.success) throw new ReleaseFault(`${name} 的“${value}”不是版本号，应如 1.2.0`);
  return parsed.data;
}

function keepOf(value: string): number {
  const keep = Number(value);
  if (!Number.isInteger(keep) || keep < 1 || keep > 20) throw new ReleaseFault("--keep 应为 1 到 20");
  return keep;
}

function rollbackOf(value: string, reason: string): NonNullable<ReleaseOptions["rollback"]> {
  const [from = "", to = "", ...rest] = value.split(":");
  const isRight = rest.length === 0 && [from, to].every((version) => releaseVersion.safeParse(version).success);
  if (!isRight) throw new ReleaseFault("--rollback 应写作 现版本:旧版本，如 1.1.0:1.0.0");
  if (reason.length < 2 || reason.length > 200) throw new ReleaseFault("回退须用 --reason 写明原因（2 到 200 字）");
  return { from, to, reason };
}

function onlyOf(value: string | null): string | null {
  if (value !== null && !/^(linux|windows)-(x64|arm64)$/.test(value))
    throw new ReleaseFault("--only 应如 linux-x64、windows-arm64");
  return value;
}
