/** What the people of the demo city hold: key files, keys in SoftHSM over PKCS#11, or SM2 keys in our software SKF token. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAdmin, prepare } from "../main/tokens/testing/skf-admin";
import { openSoftHsm, softHsmTools } from "../main/tokens/testing/soft-hsm";
import { openSoftSkf, softSkfTools } from "../main/tokens/testing/soft-skf";
import { decodePkcs12 } from "../node/pkcs12-decode";
import { newSoftKey, type SoftKey, softKeyFromPkcs8 } from "../node/soft-key";
import { tool } from "../node/testing/tools";
import type { Cast } from "../shared/model/cast";
import type { TokenModule } from "../shared/model/token-module";

export const demoKeys = ["pkcs12", "pkcs11", "skf-sm2"] as const;
export type DemoKeys = (typeof demoKeys)[number];

/** Tools of this kind of keys that this machine lacks, by name. */
export function missingTools(keys: DemoKeys): readonly string[] {
  const wanted = { pkcs12: [], pkcs11: softHsmTools, "skf-sm2": softSkfTools }[keys];
  return wanted.filter((name) => tool(name) === null);
}

/** The kind of key the demo city issues. */
export const kindOf = (keys: DemoKeys): "rsa" | "sm2" => (keys === "skf-sm2" ? "sm2" : "rsa");

export interface KeysInHand {
  /** For the machine policy; without tokens the key files serve. */
  readonly modules: readonly TokenModule[];
  /** For the process that loads the library. */
  readonly env: Readonly<Record<string, string>>;
  /** One line for the person at the screen. */
  readonly told: string;
  readonly close: () => void;
}

interface Held {
  readonly name: string;
  readonly pin: string;
  readonly key: SoftKey;
  readonly certificate: Uint8Array;
}

/** Takes every person's key out of its file and puts it where `keys` says, with the passphrase as PIN. */
export async function handOut(cast: Cast, keys: DemoKeys): Promise<KeysInHand> {
  if (keys === "pkcs12") return { modules: [], env: {}, told: "密钥文件（PKCS#12，RSA）", close: () => undefined };
  const held = await Promise.all(cast.sites.flatMap(({ persons }) => persons.map(keyOf)));
  return keys === "pkcs11" ? inSoftHsm(held) : inSoftSkf(held);
}

async function keyOf({ name, keyFile, passphrase }: Cast["sites"][number]["persons"][number]): Promise<Held> {
  const { pkcs8, chain } = await decodePkcs12(new Uint8Array(readFileSync(keyFile)), passphrase);
  const [certificate] = chain;
  if (certificate === undefined) throw new Error(`${name}的密钥文件里没有证书`);
  return { name, pin: passphrase, key: softKeyFromPkcs8(pkcs8), certificate };
}

/** Each person has a token of their own. */
function inSoftHsm(held: readonly Held[]): KeysInHand {
  const hsm = openSoftHsm();
  held.forEach(({ pin, key, certificate }, at) => {
    hsm.addToken(`CA-KEY-${String(at + 1).padStart(2, "0")}`, pin, [{ id: "01", key, certificate }]);
  });
  return {
    modules: [hsm.plain],
    env: { SOFTHSM2_CONF: join(hsm.folder, "softhsm2.conf") },
    told: `SoftHSM 中的 ${held.length} 个密钥（PKCS#11，RSA）`,
    close: hsm.close,
  };
}

/** Of an application on the software token. */
const MOST_CONTAINERS = 8;

/** One device holds everybody's containers, as in a training room. */
async function inSoftSkf(held: readonly Held[]): Promise<KeysInHand> {
  const skf = openSoftSkf();
  const pin = held[0]?.pin ?? "";
  skf.plugIn(0);
  const admin = loadAdmin(skf.module);
  // The second pair opens the person's store; the cast's authority issues no certificate for it, and none is needed.
  const pairs = await Promise.all(
    held.map(async (each) => ({ ...each, encryption: { key: await newSoftKey("sm2") } })),
  );
  for (let from = 0; from < pairs.length; from += MOST_CONTAINERS) {
    const keys = pairs.slice(from, from + MOST_CONTAINERS);
    prepare(admin, {
      device: "SOFTSKF0",
      application: `CAIBIAN-${from / MOST_CONTAINERS + 1}`,
      pin,
      keys: keys.map((each, at) => ({ ...each, container: `SIGN-${from + at + 1}` })),
    });
  }
  return {
    modules: [skf.module],
    env: {},
    told: `软件 SKF 密钥中的 ${held.length} 个容器（GM/T 0016，SM2）`,
    close: skf.close,
  };
}
