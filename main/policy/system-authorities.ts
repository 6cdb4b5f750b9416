/**
 * The authorities that this system believes, where the policy pins none: an administrator's own CA lies there, and Node's list of
 * public ones would know nothing of it. Linux keeps them in one file (ca-certificates, ca-trust); elsewhere Node's list stands.
 */
import { readFile } from "node:fs/promises";

/** Debian and its kin, Red Hat and its kin, SUSE. Owned by root. */
const bundles = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
];

/** PEM; null where the system has no such file. */
export async function systemAuthorities(
  platform: NodeJS.Platform,
  read: (file: string) => Promise<string> = (file) => readFile(file, "utf8"),
): Promise<string | null> {
  if (platform !== "linux") return null;
  for (const file of bundles) {
    const text = await read(file).catch(() => "");
    if (text.includes("-----BEGIN CERTIFICATE-----")) return text;
  }
  return null;
}
