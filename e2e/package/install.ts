/**
 * `npx tsx e2e/package/install.ts`: the browser edition's packages put into a clean Debian as docs/admin.zh-CN.md says, started
 * by a person without rights, through the demo, an upgrade, removal. `--reuse` takes the packages of the run before. What this machine lacks is named and skips all of it.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { lacking, openDebianRoot, rootArchive } from "./debian-root";
import { openLedger } from "./ledger";
import { lifeOfDeb } from "./life-of-deb";
import { lifeOfRpm } from "./life-of-rpm";
import { makePackages } from "./make-packages";

const { values } = parseArgs({
  options: {
    out: { type: "string", default: "out/install" },
    sites: { type: "string", default: "luan,tongnan" },
    reuse: { type: "boolean", default: false },
  },
});
const missing = lacking();
if (missing.length > 0) {
  console.log(`跳过：软件包安装测试（这台机器缺少 ${missing.join("、")}）`);
  process.exit(0);
}
const begun = Date.now();
const ledger = openLedger(console.log);
const out = resolve(values.out);
mkdirSync(out, { recursive: true });
const data = mkdtempSync(join(tmpdir(), "caibian-install-"));
let failed = false;
try {
  const packages = await ledger.step("按手册生成密钥，做出两个版本的软件包", () => makePackages(out, values.reuse));
  const root = await ledger.step("干净的 Debian", () => openDebianRoot(join(out, "root"), join(out, rootArchive)));
  try {
    const sites = (["luan", "tongnan"] as const).filter((site) => values.sites.split(",").includes(site));
    await lifeOfDeb({ root, packages, ledger, data, sites });
    lifeOfRpm({ root, packages, ledger });
  } finally {
    root.close();
  }
} catch (error) {
  failed = true;
  console.error(error instanceof Error ? error.message : String(error));
} finally {
  rmSync(data, { recursive: true, force: true });
}
console.log(
  `${failed ? "安装测试没有通过" : "安装测试全部通过"}，用时 ${((Date.now() - begun) / 1_000).toFixed(0)} 秒`,
);
process.exit(failed ? 1 : 0);
