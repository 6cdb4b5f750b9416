/**
 * Soft certificates in folders: NAME.p12 or NAME.pfx, with NAME.cer (DER, own certificate first) beside it, since the
 * certificate inside is encrypted too. Without that file the key is listed by its file name and judged when opened.
 */
import { openPkcs12 } from "../../node/pkcs12";
import { utf8 } from "../../shared/bytes";
import { digestOf } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import type { KeyInfo } from "../../shared/ipc/key";
import type { Anchors } from "../../shared/trust/anchors";
import type { SignatureCheck } from "../../shared/trust/port";
import { readCertificate } from "../../shared/trust/x509";
import { splitDer } from "./der-sequence";
import { type KeyFault, type KeyFile, type KeyPlaces, keyFileName, keyFileReader } from "./key-files";
import type { KeySource, OpenedKey, PinTry } from "./provider";
import { describe, judge, keyInfoOf } from "./usability";

export interface FolderOptions extends KeyPlaces {
  readonly anchors: readonly Anchors[];
  readonly check: SignatureCheck;
  readonly clock: () => Date;
}

export function pkcs12Folders(options: FolderOptions): KeySource {
  const read = keyFileReader(options);
  const by = () => ({ anchors: options.anchors, check: options.check, at: options.clock().toISOString() });
  // A file counts no tries, so that none is the last.
  const open = async (keyId: string, { pin }: PinTry): Promise<OpenedKey> => {
    const { files, faults } = await read();
    const file = files.find((each) => each.keyId === keyId);
    if (file === undefined) throw missing(faults);
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
      const { files, faults } = await read();
      return [...files.map((file) => listed(file, by())), ...faults.map(faulty)];
    },
  };
}

/** It may lie where nothing can be read just now. */
function missing([fault]: readonly KeyFault[]): AppError {
  return fault === undefined
    ? new AppError("E_NOT_FOUND", "没有找到这张证书的文件")
    : new AppError("E_KEY_FILE", `“${keyFileName(fault.path)}”${fault.reason}`);
}

/** Shown in the list, so that the person sees why a key is not there; the others stay usable. */
const faulty = ({ path, reason }: KeyFault): KeyInfo =>
  unread({ keyId: `p12-${digestOf(utf8(path)).slice(-32)}`, bytes: utf8(path) }, keyFileName(path), {
    usable: false,
    reason,
  });

function listed(file: KeyFile, by: Parameters<typeof keyInfoOf>[2]): KeyInfo {
  const { cer } = file;
  const name = keyFileName(file.path);
  if (cer === null) return unread(file, name, { usable: true, reason: "" });
  try {
    return keyInfoOf(file.keyId, splitDer(cer), by);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return unread(file, name, { usable: false, reason: error.detail === "" ? "证书无法读取" : error.detail });
  }
}

/** Nothing is known but the file's name: opening it reads and judges the certificate before anything is signed. */
function unread(
  { keyId, bytes }: Pick<KeyFile, "keyId" | "bytes">,
  name: string,
  verdict: Pick<KeyInfo, "usable" | "reason">,
): KeyInfo {
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
