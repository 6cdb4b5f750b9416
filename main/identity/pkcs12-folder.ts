/**
 * Soft certificates in folders: NAME.p12 or NAME.pfx, with NAME.cer (DER, own certificate first) beside it, since the
 * certificate inside is encrypted too. Without that file the key is listed by its file name and judged when opened.
 */
import { basename, extname, join } from "node:path";
import { openPkcs12 } from "../../node/pkcs12";
import { digestOf } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import type { KeyInfo } from "../../shared/ipc/key";
import type { Anchors } from "../../shared/trust/anchors";
import type { SignatureCheck } from "../../shared/trust/port";
import { readCertificate } from "../../shared/trust/x509";
import { type FileSystem, isMissing } from "../journal/filesystem";
import { splitDer } from "./der-sequence";
import type { KeySource, OpenedKey, PinTry } from "./provider";
import { describe, judge, keyInfoOf } from "./usability";

export interface FolderOptions {
  readonly fs: FileSystem;
  readonly folders: readonly string[];
  readonly anchors: readonly Anchors[];
  readonly check: SignatureCheck;
  readonly clock: () => Date;
}

interface KeyFile {
  readonly keyId: string;
  readonly path: string;
  readonly bytes: Uint8Array;
}

export function pkcs12Folders(options: FolderOptions): KeySource {
  const by = () => ({ anchors: options.anchors, check: options.check, at: options.clock().toISOString() });
  // A file counts no tries, so that none is the last.
  const open = async (keyId: string, { pin }: PinTry): Promise<OpenedKey> => {
    const file = (await keyFiles(options)).find((each) => each.keyId === keyId);
    if (file === undefined) throw new AppError("E_NOT_FOUND", "没有找到这张证书的文件");
    const { signer, chain } = await openPkcs12(file.bytes, pin);
    const [own] = chain;
    if (own === undefined) throw new AppError("E_KEY_FILE", "证书文件中没有证书");
    const certificate = readCertificate(own);
    const anchors = judge(chain, by());
    // Nothing stays open behind a file.
    const close = async (): Promise<void> => undefined;
    return { info: describe(keyId, certificate, ""), signer, certificate, anchors, close };
  };
  return {
    open,
    owns: (keyId) => keyId.startsWith("p12-"),
    list: async () => {
      const files = await keyFiles(options);
      return Promise.all(files.map(async (file) => listed(file, await sidecar(options.fs, file.path), by())));
    },
  };
}

async function keyFiles({ fs, folders }: FolderOptions): Promise<KeyFile[]> {
  const found = await Promise.all(folders.map((folder) => keyFilesIn(fs, folder)));
  const byId = new Map(found.flat().map((file) => [file.keyId, file]));
  return [...byId.values()];
}

async function keyFilesIn(fs: FileSystem, folder: string): Promise<KeyFile[]> {
  const names = await namesIn(fs, folder);
  const paths = names.filter((name) => /\.(p12|pfx)$/i.test(name)).map((name) => join(folder, name));
  return Promise.all(
    paths.sort().map(async (path) => {
      const bytes = await fs.read(path);
      return { keyId: `p12-${digestOf(bytes).slice(-32)}`, path, bytes };
    }),
  );
}

/** A folder on a stick that is not plugged in holds no keys. */
async function namesIn(fs: FileSystem, folder: string): Promise<readonly string[]> {
  try {
    return await fs.list(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw new AppError("E_KEY_FILE", "证书所在的文件夹无法读取", { cause: error });
  }
}

async function sidecar(fs: FileSystem, path: string): Promise<Uint8Array | null> {
  try {
    return await fs.read(`${path.slice(0, -extname(path).length)}.cer`);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function listed(file: KeyFile, cer: Uint8Array | null, by: Parameters<typeof keyInfoOf>[2]): KeyInfo {
  const name = basename(file.path, extname(file.path));
  if (cer === null) return unread(file, name, { usable: true, reason: "" });
  try {
    return keyInfoOf(file.keyId, splitDer(cer), by);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return unread(file, name, { usable: false, reason: error.detail === "" ? "证书无法读取" : error.detail });
  }
}

/** Nothing is known but the file's name: opening it reads and judges the certificate before anything is signed. */
function unread({ keyId, bytes }: KeyFile, name: string, verdict: Pick<KeyInfo, "usable" | "reason">): KeyInfo {
  const unknown = "1970-01-01T00:00:00.000Z";
  return {
    keyId,
    name,
    organisation: "证书信息在输入口令后读取",
    issuer: "",
    serial: "",
    notBefore: unknown,
    notAfter: unknown,
    fingerprint: digestOf(bytes),
    ...verdict,
  };
}
