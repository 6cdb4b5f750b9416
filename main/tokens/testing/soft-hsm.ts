/** Real PKCS#11 tokens in software, in a folder of their own: SoftHSM, and our faulty library before it. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pkcs8Of, type SoftKey } from "../../../node/soft-key";
import { pem } from "../../../node/testing/openssl";
import { needed } from "../../../node/testing/tools";
import { digestOf } from "../../../shared/digest";
import type { TokenModule } from "../../../shared/model/token-module";
import { forkSigner, type SignerProcess, type Spawn } from "../spawn";

const library = "/usr/lib/softhsm/libsofthsm2.so";
/** What `describeWith` is given. */
export const softHsmTools = [library, "softhsm2-util", "pkcs11-tool", "gcc"];

export interface TokenKey {
  /** CKA_ID in hex. */
  readonly id: string;
  /** Null for a certificate without its key. */
  readonly key: SoftKey | null;
  /** DER; null for a key without its certificate. */
  readonly certificate: Uint8Array | null;
}

export interface SoftHsm {
  readonly folder: string;
  /** In which a program finds these tokens. */
  readonly env: NodeJS.ProcessEnv;
  readonly plain: TokenModule;
  readonly addToken: (label: string, pin: string, keys: readonly TokenKey[]) => void;
  /** Starts signers that find these tokens, and knows which ones it started. */
  readonly spawn: Spawn;
  /** The same with garbage collected all the time. */
  readonly spawnTidy: Spawn;
  readonly started: readonly SignerProcess[];
  /** Whether some signer owes an answer. */
  readonly isBusy: () => boolean;
  /** Compiles the faulty library once and says what goes wrong from here on. */
  readonly faulty: () => FaultyModule;
  readonly close: () => void;
}

export interface FaultyModule {
  readonly module: TokenModule;
  /** Orders as the head of fault-pkcs11.c lists them; they replace earlier ones, and counting begins anew. */
  readonly order: (...lines: readonly string[]) => void;
  /** Plugs a pulled token in again. */
  readonly plugIn: (label: string) => void;
  readonly triesLeft: (label: string) => number;
  /** What a certificate service point does with a locked key. */
  readonly unblock: (label: string) => void;
}

const path = resolve(import.meta.dirname, "../host.ts");
const hostProgram = { path, execArgv: ["--import", "tsx"] };
/** The same program, which throws away every few milliseconds whatever nobody holds. */
const tidyHost = {
  path,
  execArgv: ["--expose-gc", "--import", "data:text/javascript,setInterval(gc,5)", "--import", "tsx"],
};

const soPin = "12345678";

export function openSoftHsm(): SoftHsm {
  const folder = mkdtempSync(join(tmpdir(), "caibian-tokens-"));
  const tokens = join(folder, "tokens");
  mkdirSync(tokens);
  const conf = join(folder, "softhsm2.conf");
  writeFileSync(
    conf,
    `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = true\n`,
  );
  const env = {
    ...process.env,
    SOFTHSM2_CONF: conf,
    FAULT_PKCS11_MODULE: library,
    FAULT_PKCS11_FOLDER: folder,
  };
  const run = (program: string, ...args: readonly string[]): string =>
    execFileSync(needed(program), args, { env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const started: SignerProcess[] = [];
  const open = new Set<SignerProcess>();
  const kept =
    (fork: Spawn): Spawn =>
    () => {
      const child = fork();
      started.push(child);
      child.onMessage(() => {
        open.delete(child);
      });
      child.onExit(() => {
        open.delete(child);
      });
      return {
        ...child,
        send: (message) => {
          open.add(child);
          child.send(message);
        },
      };
    };
  return {
    folder,
    env,
    plain: moduleAt("softhsm", library),
    addToken: (label, pin, keys) => {
      const told = run("softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", soPin, "--pin", pin);
      const slot = /reassigned to slot (\d+)/.exec(told)?.[1];
      if (slot === undefined) throw new Error(`SoftHSM made no token: ${told}`);
      for (const key of keys) putKey({ folder, slot, pin, run }, key);
    },
    started,
    isBusy: () => open.size > 0,
    spawn: kept(forkSigner(hostProgram, env)),
    spawnTidy: kept(forkSigner(tidyHost, env)),
    faulty: () => compileFaulty(folder, run),
    close: () => {
      for (const child of started) child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function moduleAt(name: string, path: string): TokenModule {
  return { kind: "pkcs11", name, path, hash: digestOf(readFileSync(path)) };
}

interface Place {
  readonly folder: string;
  readonly slot: string;
  readonly pin: string;
  readonly run: (program: string, ...args: readonly string[]) => string;
}

function putKey({ folder, slot, pin, run }: Place, { id, key, certificate }: TokenKey): void {
  if (key !== null) {
    const file = join(folder, "key.pem");
    writeFileSync(file, pem(pkcs8Of(key), "PRIVATE KEY"));
    run("softhsm2-util", "--import", file, "--slot", slot, "--label", `key-${id}`, "--id", id, "--pin", pin);
    rmSync(file);
  }
  if (certificate === null) return;
  const file = join(folder, "certificate.der");
  writeFileSync(file, certificate);
  const login = ["--module", library, "--slot", slot, "--login", "--pin", pin];
  run("pkcs11-tool", ...login, "--write-object", file, "--type", "cert", "--id", id, "--label", `certificate-${id}`);
}

function compileFaulty(folder: string, run: Place["run"]): FaultyModule {
  const path = join(folder, "fault-pkcs11.so");
  const source = resolve(import.meta.dirname, "fault-pkcs11.c");
  run("gcc", "-O1", "-Wall", "-Wextra", "-Werror", "-fPIC", "-shared", "-o", path, source, "-ldl");
  const control = join(folder, "control");
  let round = 0;
  const order: FaultyModule["order"] = (...lines) => {
    round += 1;
    writeFileSync(control, [`round ${round}`, ...lines, ""].join("\n"));
  };
  order();
  return {
    module: moduleAt("faulty", path),
    order,
    plugIn: (label) => rmSync(join(folder, `removed.${label}`), { force: true }),
    triesLeft: (label) => Number(readFileSync(join(folder, `tries.${label}`), "utf8")),
    unblock: (label) => rmSync(join(folder, `tries.${label}`), { force: true }),
  };
}
