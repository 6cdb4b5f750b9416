/** What one try of an application PIN costs at each scrypt cost, and opening a store by key and by PIN with the chosen one. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeFileSystem } from "../main/journal/filesystem";
import { scryptCost, stretch } from "../main/vault/stretch";
import { openVault, type VaultPlace, type WayIn } from "../main/vault/vault";
import { newSoftKey } from "../node/soft-key";
import { softSigner } from "../node/soft-signer";
import { digestOf } from "../shared/digest";
import { figureLine, printFigures } from "./figure";

const RUNS = 9;
const exponents = [14, 15, 16, 17, 18] as const;
const appPin = "739156";

export async function vault(): Promise<void> {
  await costs();
  await openings();
}

/** Round by round, so that what else the machine does meanwhile falls on every cost alike. */
async function costs(): Promise<void> {
  const times = new Map(exponents.map((exponent) => [exponent, [] as number[]]));
  for (let run = 0; run <= RUNS; run += 1) {
    for (const exponent of exponents) {
      const salt = randomBytes(16);
      const at = performance.now();
      await stretch(appPin, salt, { n: 2 ** exponent, r: 8, p: 1 });
      if (run > 0) times.get(exponent)?.push(performance.now() - at);
    }
  }
  for (const [exponent, measured] of times) {
    const chosen = 2 ** exponent === scryptCost.n ? ", chosen" : "";
    console.log(figureLine(`scrypt N=2^${exponent} r=8 p=1 (${2 ** (exponent - 10)} MB${chosen})`, measured));
  }
}

async function openings(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "caibian-vault-"));
  try {
    const secrets = new Map<string, string>();
    const place: VaultPlace = {
      fs: nodeFileSystem,
      folder: join(folder, "s-1"),
      storeId: "s-1",
      keychain: {
        get: async (account) => secrets.get(account) ?? null,
        set: async (account, secret) => void secrets.set(account, secret),
      },
      cost: scryptCost,
      recovery: null,
      deviceUnlock: false,
      wait: async () => undefined,
    };
    const signer = softSigner(await newSoftKey("rsa"), []);
    const guard = { certificate: digestOf(randomBytes(32)), holder: "", signer, envelope: null };
    const owner = { name: "林初晴", organisation: "" };
    const byKey: WayIn = { kind: "key", guard, owner, pin: "证书口令", appPin: null };
    (await openVault(place, { ...byKey, appPin })).lock();
    const opens = (way: WayIn) => async () => (await openVault(place, way)).lock();
    await printFigures([
      { name: "open by key (RSA 2048 in software)", runs: RUNS, work: opens(byKey) },
      { name: "open by application PIN, two counts flushed", runs: RUNS, work: opens({ kind: "pin", appPin }) },
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
