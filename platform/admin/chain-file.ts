/** Certificate files as administrators have them: PEM with one or several, or DER; own certificate first in what comes out. */
import { fromBase64, sameBytes, toBase64 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import { type Certificate, readCertificate } from "../../shared/trust/x509";

const block = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/g;

/** Base64 DER, in the order of issue. @throws AppError E_FORM */
export function chainOf(files: readonly Uint8Array[]): string[] {
  const read = files.flatMap(certificatesIn);
  const issues = (one: Certificate) =>
    read.some((other) => other !== one && sameBytes(other.issuer.raw, one.subject.raw));
  const own = read.find((each) => !issues(each));
  if (own === undefined) throw new AppError("E_FORM", "请选择使用人的证书文件（PEM 或 DER）");
  const chain = [own];
  for (;;) {
    const last = chain.at(-1);
    const next = read.find(
      (each) => last !== undefined && !chain.includes(each) && sameBytes(each.subject.raw, last.issuer.raw),
    );
    if (next === undefined) return chain.map(({ der }) => toBase64(der));
    chain.push(next);
  }
}

function certificatesIn(file: Uint8Array): Certificate[] {
  const text = Buffer.from(file).toString("latin1");
  const blocks = [...text.matchAll(block)].map(([, body = ""]) => body.replace(/\s+/g, ""));
  try {
    return (blocks.length === 0 ? [file] : blocks.map(fromBase64)).map((der) => readCertificate(der));
  } catch (cause) {
    throw new AppError("E_FORM", "证书文件无法读取，须为 PEM 或 DER", { cause });
  }
}
