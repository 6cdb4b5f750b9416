/** A small application that passes every check of the inspection, packed by Electron's own tools, for tests to put faults into. */
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createPackageWithOptions } from "@electron/asar";
import { FuseV1Options, FuseVersion, flipFuses } from "@electron/fuses";
import type { Target } from "../../options";
import { openAsar } from "../asar-file";
import { executableName } from "../inspection";
import { makeStandIn, standInElf } from "../stand-in";
import { standInPe } from "../stand-in-pe";

/** What the inspection looks for in the shell, in the spelling of minified code. */
const shell = `import{app}from"electron";import"./chunk-a.js";
app.enableSandbox();app.requestSingleInstanceLock();
const w={sandbox:!0,contextIsolation:!0,nodeIntegration:!1,webSecurity:!0,devTools:!1};
s.setPermissionRequestHandler(f),s.setPermissionCheckHandler(f),s.setDevicePermissionHandler(f);
c.setWindowOpenHandler(f),c.on(\`will-navigate\`,f),c.on(\`will-redirect\`,f),c.on(\`will-attach-webview\`,f);
s.on(\`will-download\`,f),app.on(\`certificate-error\`,f);const d=/remote-debugging-.*/,o=[\`ozone-platform-hint\`];
`;
const policy = `export const h={"content-security-policy":["default-src 'none'","script-src 'self'","object-src 'none'","base-uri 'none'","frame-ancestors 'none'"]};\n`;

const key = { keyId: "test", algorithm: "ed25519", publicKey: "AAAA" };

const manifest = {
  name: "caibian-electron",
  version: "0.1.0",
  description: "small",
  author: { name: "Caibian", email: "caibian@caibian.invalid" },
  homepage: "https://caibian.invalid",
  license: "Apache-2.0",
  type: "module",
  main: "node/electron.js",
  desktopName: "caibian.desktop",
};

const identity = {
  format: "caibian-build",
  version: "0.1.0",
  edition: "electron",
  locked: true,
  policyKeys: [key],
  releaseKeys: [key],
  storeSchema: 2,
};

const texts: Readonly<Record<string, string>> = {
  "package.json": JSON.stringify(manifest),
  "node/build.json": JSON.stringify(identity),
  "node/package.json": '{"type":"module"}',
  "node/electron.js": shell,
  "node/chunk-a.js": policy,
  "node/signer.js": "export {};\n",
  "node/pkcs12.js": "export {};\n",
  "node/pdf.js": "export {};\n",
  "node/search.js": "export {};\n",
  "node/verify-window.js": "export {};\n",
  "preload/electron.cjs": '(e=>{e.contextBridge.exposeInMainWorld(`desk`,{call:1})})(require("electron"));\n',
  "renderer/index.html": '<!doctype html><script src="./assets/a.js"></script>\n',
  "renderer/assets/a.js": "export {};\n",
  "renderer/spelling/official.cbspell": "model\n",
};

const papers: Readonly<Record<string, string>> = {
  LICENSE: "licence\n",
  NOTICE: "notice\n",
  LICENSES: "licences\n",
  "sbom.cdx.json": JSON.stringify({ bomFormat: "CycloneDX", components: [{ name: "zod" }] }),
};

/** The staged folder: `app/` and `papers/`, with changes to the application's files; null leaves one out. */
export function stageSmall(
  folder: string,
  target: Target,
  changes: Readonly<Record<string, string | Buffer | null>> = {},
): void {
  const natives = {
    "node/node_modules/koffi/index.js": "export {};\n",
    "node/node_modules/@koromix/koffi-x/koffi.node": nativeOf(target),
    "node/node_modules/keytar/keytar.node": nativeOf(target),
  };
  for (const [path, content] of Object.entries({ ...texts, ...natives, ...changes })) {
    if (content !== null) put(join(folder, "app", path), content);
  }
  for (const [path, content] of Object.entries(papers)) put(join(folder, "papers", path), content);
}

export const nativeOf = (target: Target): Buffer => (target.os === "win" ? standInPe(target) : standInElf(target));

/** @electron/asar answers before its last bytes are in the file. */
async function untilWritten(archive: string): Promise<void> {
  for (let asar = openAsar(archive); asar.size < asar.end; asar = openAsar(archive)) await sleep(5);
}

/** Packs as electron-builder does, by the same tools; answers the folder. */
export async function packSmall(
  folder: string,
  target: Target,
  changes: Readonly<Record<string, string | Buffer | null>> = {},
): Promise<string> {
  const packed = join(folder, "packed");
  stageSmall(folder, target, changes);
  makeStandIn(packed, target, "45.4.1");
  rmSync(join(packed, "resources", "default_app.asar"));
  for (const [path, content] of Object.entries(papers)) put(join(packed, "resources", path), content);
  renameSync(join(packed, "LICENSE"), join(packed, "LICENSE.electron.txt"));
  const archive = join(packed, "resources", "app.asar");
  await createPackageWithOptions(join(folder, "app"), archive, { unpack: "**/*.node" });
  await untilWritten(archive);
  const name = executableName(target);
  renameSync(join(packed, target.os === "win" ? "electron.exe" : "electron"), join(packed, name));
  if (target.os === "win") writeFileSync(join(packed, name), windowsProgram(target, archive));
  await flip(join(packed, name));
  plain(packed);
  return packed;
}

export function windowsProgram(target: Target, archive: string): Buffer {
  const value = openAsar(archive).headerHash;
  const body = Buffer.from(JSON.stringify([{ file: "resources\\app.asar", alg: "SHA256", value }]));
  return standInPe(target, [{ type: "INTEGRITY", name: "ELECTRONASAR", body }]);
}

export const flip = (program: string): Promise<number> =>
  flipFuses(program, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  });

function put(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, 0o644);
}

/** The packing tools keep what umask gave the folders. */
function plain(packed: string): void {
  for (const folder of ["", "locales", "resources"]) chmodSync(join(packed, folder), 0o755);
  chmodSync(join(packed, "resources", "app.asar"), 0o644);
  const outside = openAsar(join(packed, "resources", "app.asar")).files.filter(({ unpacked }) => unpacked === true);
  for (const { path } of outside) {
    const parts = path.split("/");
    parts.forEach((_, at) => {
      chmodSync(
        join(packed, "resources", "app.asar.unpacked", ...parts.slice(0, at + 1)),
        at === parts.length - 1 ? 0o644 : 0o755,
      );
    });
  }
  chmodSync(join(packed, "resources", "app.asar.unpacked"), 0o755);
}

/** Overwrites bytes of a file from a place on. */
export function patchFile(file: string, at: (bytes: Buffer) => number, bytes: Buffer): void {
  const whole = readFileSync(file);
  const place = at(whole);
  if (place < 0) throw new Error(`nothing to overwrite in ${file}`);
  bytes.copy(whole, place);
  writeFileSync(file, whole);
}
