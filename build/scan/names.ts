/** Files that a person who installs the workstation has no use for, and an attacker might. */
import type { Finding } from "./finding";

/** Tests, samples and measurements, also of libraries. */
const tests =
  /(?:^|\/)(?:__tests__|__mocks__|tests?|testing|spec|benchmarks?|examples?|demos?|fixtures)\/|\.(?:test|tests|spec|bench)\.[cm]?[jt]sx?$/i;

export function nameFinding(file: string): Finding | null {
  if (/\.map$/.test(file)) return { kind: "source-map", file, what: "a source map" };
  if (/\.tsx?$/.test(file))
    return { kind: "source", file, what: file.endsWith(".d.ts") ? "a type declaration" : "a source file" };
  if (/\.(?:p12|pfx|jks|keystore)$|(?:^|\/)(?:\.env(?:\..+)?|id_rsa|id_ed25519|\.npmrc|\.git-credentials)$/.test(file))
    return { kind: "secret", file, what: "a file of keys or passwords" };
  return tests.test(file) ? { kind: "test", file, what: "a test or a sample" } : null;
}
