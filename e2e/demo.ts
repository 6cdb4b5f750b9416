/**
 * `npm run demo -- [--input FILE] [--seed N] [--out FOLDER] [--site luan|tongnan] [--keys pkcs12|pkcs11|skf-sm2]`: a whole day's work, headless, in a
 * real Chromium through the real window, under both models. Exits 0 only if everything it claims holds.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { writeFileAtomic } from "../node/atomic-file";
import { dataFolder, pinnedAnchorsFolder } from "../node/folders";
import { launchChromium } from "./chromium";
import { travel } from "./journey/journey";
import { demoKeys, missingTools } from "./keys";
import { startWorld } from "./world";

const { values } = parseArgs({
  options: {
    input: { type: "string" },
    seed: { type: "string", default: "1" },
    out: { type: "string", default: "out/demo" },
    site: { type: "string" },
    keys: { type: "string", default: "pkcs12" },
  },
});

const input = resolve(values.input ?? join(import.meta.dirname, "manuscripts", "notice.txt"));
const out = resolve(values.out);
const manuscript = { name: basename(input), bytes: new Uint8Array(readFileSync(input)) };
const sites = (["luan", "tongnan"] as const).filter((site) => values.site === undefined || values.site === site);
const data = mkdtempSync(join(tmpdir(), "caibian-demo-"));
const begun = Date.now();

rmSync(out, { recursive: true, force: true });
console.log(`稿件 ${manuscript.name}，种子 ${values.seed}，结果在 ${values.out}`);
const keys = demoKeys.find((kind) => kind === values.keys);
if (keys === undefined) fail(`没有这种密钥：${values.keys}。可以是 ${demoKeys.join("、")}。`);
const missing = missingTools(keys);
if (missing.length > 0) fail(`这台机器没有 ${missing.join("、")}，不能用 ${keys} 演示。`);
const world = await startWorld(data, { keys });
console.log(`密钥：${world.keys}`);
console.log(`平台与工作站已启动（${((Date.now() - begun) / 1000).toFixed(1)} 秒）`);
const browser = await launchChromium();
let failed = false;
try {
  for (const site of sites) {
    console.log(`\n${site === "luan" ? "六安：初审、复审、终审" : "潼南：三审、样版、三校"}`);
    const result = await travel({ browser, world, site, manuscript, seed: Number(values.seed), out, say: console.log });
    console.log(`  内容哈希 ${result.contentHash}`);
    console.log(`  核验拒绝伪造 ${result.forgeriesRefused} 份；平台拒绝 ${result.platformRefusals.join("、")}`);
  }
  await pinAnchors();
} catch (error) {
  failed = true;
  console.error(`\n✗ ${error instanceof Error ? error.message : String(error)}`);
} finally {
  await browser.close();
  await world.stop();
  rmSync(data, { recursive: true, force: true });
}
function fail(words: string): never {
  console.error(words);
  process.exit(2);
}

/** The demo's cities are founded anew each time: their roots are pinned on this machine, so that their packs verify. */
async function pinAnchors(): Promise<void> {
  const folder = pinnedAnchorsFolder(dataFolder(process.env, process.platform));
  for (const site of sites) {
    const anchors = readFileSync(world.cast.anchors[site] ?? "");
    await writeFileAtomic(join(folder, `demo-run-${site}.json`), anchors, 0o644);
  }
  console.log(`\n本次演示城市的根证书已固定在 ${folder}，可运行 npm run verify -- ${values.out}/*.cbpack`);
}

console.log(`\n${failed ? "演示没有通过" : "演示全部通过"}，用时 ${((Date.now() - begun) / 1000).toFixed(0)} 秒`);
process.exit(failed ? 1 : 0);
