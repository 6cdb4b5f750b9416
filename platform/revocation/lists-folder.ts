/** Revocation lists that an administrator, or the authority's own distribution job, lays down as files: DER or PEM. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sameBytes } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import { type Crl, readCrl } from "../../shared/trust/crl";
import type { RevocationSource } from "../../shared/trust/revocation-checker";

const PEM = /-----BEGIN X509 CRL-----([A-Za-z0-9+/=\s]+)-----END X509 CRL-----/;

/** The youngest list of an issuer among the files; whether it holds is for the checker to say. */
export function listsFolder(folder: string): RevocationSource["crl"] {
  return async (issuer) => {
    const lists = await Promise.all((await filesIn(folder)).map((name) => readList(join(folder, name))));
    const own = lists.filter((list) => list !== null).filter(({ crl }) => sameBytes(crl.issuer, issuer.subject.raw));
    // A renewed authority keeps its name: the checker refuses a list of the other key, so the youngest is only a guess.
    const [youngest] = own.sort((a, b) => (a.crl.thisUpdate < b.crl.thisUpdate ? 1 : -1));
    return youngest?.der ?? null;
  };
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => /\.(?:crl|der|pem)$/i.test(name)).sort();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

async function readList(path: string): Promise<{ readonly der: Uint8Array; readonly crl: Crl } | null> {
  const bytes = await readFile(path);
  const pem = PEM.exec(bytes.toString("latin1"))?.[1];
  const der = pem === undefined ? new Uint8Array(bytes) : new Uint8Array(Buffer.from(pem, "base64"));
  try {
    return { der, crl: readCrl(der) };
  } catch (error) {
    // Half a file of a running copy: the other lists still count.
    if (error instanceof AppError) return null;
    throw error;
  }
}
