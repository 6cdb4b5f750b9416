/**
 * The application's folder before it is packed into the archive: the same programs, pages and native packages as the other
 * edition's (docs/packaging.md), with Electron's entry and preload. What the entries do not reach is not there.
 */
import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildIdentity } from "../../../shared/model/build-identity";
import { SPELLING_FILE } from "../../../shared/proofreading/packs/spelling-pack";
import { STORE_SCHEMA } from "../../../shared/store/store-version";
import { licenceTexts } from "../licence-texts";
import { lockedPackages } from "../locked-packages";
import { copyNativePackages } from "../native-packages";
import type { PackageOptions } from "../options";
import { bundlePages, bundlePreload, bundlePrograms, type ProgramParts } from "../programs";
import { fromRegistry } from "../registry-package";
import { sbomDocument } from "../sbom";

/** The shell, the process for key libraries, the readers of PKCS#12 and PDF files, the search, what shows an evidence pack's verdict. */
const entries = {
  electron: "main/electron/index.ts",
  signer: "main/tokens/host.ts",
  pkcs12: "node/pkcs12-worker.ts",
  pdf: "node/pdf-worker.ts",
  search: "main/search/worker.ts",
  "verify-window": "cli/verify-window.ts",
};

/** Name of the package, of its folder below /opt and of its menu entry; the other edition is `caibian`. */
export const packageName = "caibian-electron";

export interface StagingParts {
  readonly options: PackageOptions;
  /** Emptied first. */
  readonly folder: string;
  readonly at: Date;
}

export interface Staged {
  /** Texts that lie beside the archive, readable without the program: LICENSE, NOTICE, LICENSES, SBOM. */
  readonly papers: string;
  /** Native packages that have no build for the target. */
  readonly missing: readonly string[];
}

export async function stageApplication({ options, folder, at }: StagingParts): Promise<Staged> {
  const { root, target, version } = options;
  const app = join(folder, "app");
  const papers = join(folder, "papers");
  for (const each of [app, papers]) {
    rmSync(each, { recursive: true, force: true });
    mkdirSync(each, { recursive: true });
  }
  const packages = new Set<string>();
  const part = (into: string): ProgramParts => ({ root, into: join(app, into), seen: (path) => packages.add(path) });
  await bundlePrograms(part("node"), entries);
  await bundlePages(part("renderer"));
  await bundlePreload(part("preload"), { entry: "preload/electron.ts", fileName: "electron.cjs" });
  mkdirSync(join(app, "renderer", "spelling"), { recursive: true });
  copyFileSync(join(root, "packs", SPELLING_FILE), join(app, "renderer", SPELLING_FILE));
  await copyNativePackages({ ...part("node"), target, fetchPackage: fromRegistry(root, join(options.out, "cache")) });
  writeJson(join(app, "node", "package.json"), { type: "module" });
  writeJson(join(app, "node", "build.json"), identityOf(options));
  writeJson(join(app, "package.json"), manifestOf(version));
  const locked = lockedPackages(root);
  for (const name of ["LICENSE", "NOTICE"]) copyFileSync(join(root, name), join(papers, name));
  writeFileSync(join(papers, "LICENSES"), licenceTexts(root, packages, locked));
  writeFileSync(join(papers, "sbom.cdx.json"), sbomDocument({ root, version, packages, locked, at, runtime: null }));
  plainModes(folder);
  const missing = [...packages].some((path) => path.startsWith("node_modules/autocorrect-node-"))
    ? []
    : ["autocorrect-node"];
  return { papers, missing };
}

const identityOf = ({ version, edition, policyKeys, releaseKeys }: PackageOptions) =>
  buildIdentity.parse({
    format: "caibian-build",
    version,
    edition,
    locked: true,
    policyKeys,
    releaseKeys,
    storeSchema: STORE_SCHEMA,
  });

/** What Electron reads of an application. Packers want a person and a page; these reach nobody (RFC 2606). */
const manifestOf = (version: string) => ({
  name: packageName,
  version,
  description: "采编工作站：政府网站采编人员的桌面程序",
  author: { name: "Caibian", email: "caibian@caibian.invalid" },
  homepage: "https://caibian.invalid",
  license: "Apache-2.0",
  type: "module",
  main: "node/electron.js",
  // By it desktops find the menu entry of a window.
  desktopName: "caibian.desktop",
});

/** The packed files carry these modes, whatever umask the build had. */
function plainModes(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    chmodSync(path, statSync(path).isDirectory() ? 0o755 : 0o644);
  }
}

const writeJson = (file: string, value: unknown): void => writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
