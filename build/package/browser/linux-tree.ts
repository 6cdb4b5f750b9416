/** The tree that the Linux packages install, on disk as it will lie. */
import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { settle } from "../file-tree";
import { bundleAlone } from "../programs";
import { copyright, menuEntry, mimeType, verifyEntry } from "./desktop";
import type { PackParts } from "./parts";
import { startScript } from "./start-script";

export const launcherEntry = "main/launcher/index.ts";

/** Answers its folder. */
export async function makeTree({ options, runtime, at, work, payload }: PackParts): Promise<string> {
  const { root, version } = options;
  const tree = join(work, "tree");
  rmSync(tree, { recursive: true, force: true });
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  };
  mkdirSync(join(tree, "etc/caibian"), { recursive: true });
  cpSync(payload, join(tree, "opt/caibian/versions", version), { recursive: true });
  copyFileSync(runtime.program, join(tree, "opt/caibian/node"));
  put("opt/caibian/LICENSE.node", runtime.licence ?? `Node.js ${runtime.version}, MIT\n`);
  const into = join(tree, "opt/caibian/launcher");
  const launcher = await bundleAlone({ root, into, seen: () => undefined }, launcherEntry);
  if (launcher) put("opt/caibian/launcher/package.json", '{ "type": "module" }\n');
  put("usr/bin/caibian", startScript({ version, launcher }));
  put("usr/share/applications/caibian.desktop", menuEntry);
  put("usr/share/applications/caibian-verify.desktop", verifyEntry);
  put("usr/share/mime/packages/caibian.xml", mimeType);
  put("usr/share/doc/caibian-browser/copyright", copyright);
  copyTo(join(root, "docs/admin.zh-CN.md"), join(tree, "usr/share/doc/caibian-browser/admin.zh-CN.md"));
  copyIcons(join(root, "build/package/icons"), join(tree, "usr/share/icons/hicolor"));
  settle(tree, ["opt/caibian/node", "usr/bin/caibian"], at);
  return tree;
}

function copyIcons(from: string, to: string): void {
  copyTo(join(from, "caibian.svg"), join(to, "scalable/apps/caibian.svg"));
  for (const size of [48, 128, 256]) {
    copyTo(join(from, `caibian-${size}.png`), join(to, `${size}x${size}/apps/caibian.png`));
  }
}

function copyTo(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}
