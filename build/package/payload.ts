/** A version's folder (docs/packaging.md): programs, window, native packages, what it is, what is in it. */
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildIdentity } from "../../shared/model/build-identity";
import { SPELLING_FILE } from "../../shared/proofreading/packs/spelling-pack";
import { STORE_SCHEMA } from "../../shared/store/store-version";
import { writeFileList } from "./file-tree";
import { licenceTexts } from "./licence-texts";
import { lockedPackages } from "./locked-packages";
import { copyNativePackages } from "./native-packages";
import type { NodeRuntime } from "./node-runtime";
import type { PackageOptions } from "./options";
import { bundlePages, bundlePreload, bundlePrograms, type ProgramParts } from "./programs";
import { fromRegistry } from "./registry-package";
import { sbomDocument } from "./sbom";

/** Programs of the browser edition; the signer is a process of its own, pkcs12, pdf and search are threads. */
const entries = {
  desk: "main/browser/index.ts",
  signer: "main/tokens/host.ts",
  pkcs12: "node/pkcs12-worker.ts",
  pdf: "node/pdf-worker.ts",
  search: "main/search/worker.ts",
  verify: "cli/verify.ts",
  "verify-window": "cli/verify-window.ts",
};

export interface PayloadParts {
  readonly options: PackageOptions;
  readonly runtime: NodeRuntime | null;
  readonly at: Date;
}

/** Fills `folder` anew. */
export async function makePayload(folder: string, { options, runtime, at }: PayloadParts): Promise<void> {
  const { root, target, version } = options;
  rmSync(folder, { recursive: true, force: true });
  const packages = new Set<string>();
  const part = (into: string): ProgramParts => ({ root, into: join(folder, into), seen: (path) => packages.add(path) });
  await bundlePrograms(part("node"), entries);
  await bundlePages(part("renderer"));
  await bundlePreload(part("renderer"), { entry: "preload/browser.ts", fileName: "desk.js" });
  copyModel(root, join(folder, "renderer"));
  const leftOut = await copyNativePackages({
    ...part("node"),
    target,
    fetchPackage: fromRegistry(root, join(options.out, "cache")),
  });
  for (const name of leftOut) console.log(`  ! 没有 ${name}：第二校对引擎将显示为不可用`);
  const locked = lockedPackages(root);
  writeJson(join(folder, "node", "package.json"), { type: "module" });
  writeJson(join(folder, "node", "build.json"), identityOf(options, at));
  for (const name of ["LICENSE", "NOTICE"]) copyFileSync(join(root, name), join(folder, name));
  writeFileSync(join(folder, "LICENSES"), licenceTexts(root, packages, locked));
  writeFileSync(join(folder, "sbom.cdx.json"), sbomDocument({ root, version, packages, locked, at, runtime }));
  writeFileList(folder, version);
}

/** @throws Error without the model: a packed workstation that proofreads in part would be pushed to hundreds of desks */
function copyModel(root: string, into: string): void {
  const from = join(root, "packs", SPELLING_FILE);
  if (!existsSync(from)) throw new Error(`没有拼写模型 packs/${SPELLING_FILE}，不能打包。`);
  mkdirSync(dirname(join(into, SPELLING_FILE)), { recursive: true });
  copyFileSync(from, join(into, SPELLING_FILE));
}

const identityOf = ({ version, edition, policyKeys, releaseKeys }: PackageOptions, at: Date) =>
  buildIdentity.parse({
    format: "caibian-build",
    version,
    edition,
    locked: true,
    builtOn: at.toISOString().slice(0, 10),
    policyKeys,
    releaseKeys,
    storeSchema: STORE_SCHEMA,
  });

const writeJson = (file: string, value: unknown): void => writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
