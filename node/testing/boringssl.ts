/**
 * Makes Node's crypto lack what Electron's BoringSSL lacks: SM3, SM4 and the SM2 curve. Without this, Node would hide that
 * some code of ours leans on OpenSSL.
 */
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

type Callable = (...args: readonly unknown[]) => unknown;

const missing = /^(?:id-)?(?:sm[234]|rsa-sm3)/i;

function replace(name: string, refuses: (args: readonly unknown[], call: () => unknown) => unknown): void {
  const original: unknown = Reflect.get(crypto, name);
  if (!isCallable(original)) throw new Error(`node:crypto has no ${name}`);
  const replaced: Callable = (...args) => refuses(args, () => original(...args));
  // What promisify must know of a function stands in its properties.
  Object.defineProperties(replaced, Object.getOwnPropertyDescriptors(original));
  Reflect.set(crypto, name, replaced);
}

const isCallable = (value: unknown): value is Callable => typeof value === "function";

const unsupported = (what: string): Error => new Error(`${what} not supported, as in BoringSSL`);

for (const name of ["createHash", "createHmac", "createCipheriv", "createDecipheriv", "createSign", "createVerify"]) {
  replace(name, ([algorithm], call) => {
    if (typeof algorithm === "string" && missing.test(algorithm)) throw unsupported(algorithm);
    return call();
  });
}
for (const name of ["createPublicKey", "createPrivateKey"]) {
  replace(name, (_, call) => {
    const key = call();
    // Node calls a key on the SM2 curve nothing at all.
    if (key instanceof crypto.KeyObject && key.asymmetricKeyType === undefined) throw unsupported("SM2");
    return key;
  });
}
for (const name of ["generateKeyPair", "generateKeyPairSync"]) {
  replace(name, ([, options], call) => {
    if (JSON.stringify(options).toLowerCase().includes('"sm2"')) throw unsupported("SM2");
    return call();
  });
}
for (const name of ["sign", "verify"]) {
  replace(name, ([algorithm], call) => {
    if (typeof algorithm === "string" && missing.test(algorithm)) throw unsupported(algorithm);
    return call();
  });
}
syncBuiltinESMExports();
