/** The Debian package, by dpkg-deb: the same bytes for the same tree. */

import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesIn, settle, sizeOf } from "../file-tree";
import { runTool } from "../tool";
import { debianScripts } from "./install-scripts";
import { type PackParts, packageName, summary, unsupported } from "./parts";

const debianArch = { x64: "amd64", arm64: "arm64" } as const;

/** Answers its name. @throws Error without dpkg-deb */
export function writeDeb({ options, at, work }: PackParts, tree: string): string {
  const { version, target, out, compression } = options;
  const folder = join(work, "deb");
  rmSync(folder, { recursive: true, force: true });
  cpSync(tree, folder, { recursive: true });
  const control = join(folder, "DEBIAN");
  mkdirSync(control);
  const scripts = Object.entries(debianScripts(version));
  for (const [name, text] of scripts) writeFileSync(join(control, name), text);
  writeFileSync(join(control, "control"), controlFile(options, Math.ceil(sizeOf(tree) / 1_024)));
  writeFileSync(join(control, "md5sums"), sums(tree));
  const programs = ["opt/caibian/node", "usr/bin/caibian", ...scripts.map(([name]) => `DEBIAN/${name}`)];
  settle(folder, programs, at);
  const name = `${packageName}_${version}_${debianArch[target.arch]}.deb`;
  const args = ["--root-owner-group", `-Z${compression}`, "-z6", "--threads-max=1", "--build", folder, join(out, name)];
  runTool("dpkg-deb", args, { at });
  return name;
}

/** Browsers are recommended, not required: 麒麟 and 统信 bring their own, under names of their own. */
function controlFile({ version, target }: PackParts["options"], kilobytes: number): string {
  return `Package: ${packageName}
Version: ${version}
Architecture: ${debianArch[target.arch]}
Maintainer: Caibian <caibian@localhost>
Section: editors
Priority: optional
Installed-Size: ${kilobytes}
Depends: libc6 (>= 2.28), libstdc++6, libgcc-s1 | libgcc1
Recommends: chromium | chromium-browser | google-chrome-stable | microsoft-edge-stable | browser360-cn-stable | uos-browser-stable | org.deepin.browser, libsecret-1-0, fonts-noto-cjk | fonts-wqy-zenhei
Provides: caibian
Conflicts: caibian
Replaces: caibian
Description: Workstation for editors of Chinese government sites
 ${summary}。
 离线可用，界面在系统自带的 Chromium 内核浏览器中显示；策略在 /etc/caibian。
 ${unsupported}
`;
}

const sums = (tree: string): string =>
  filesIn(tree)
    .map(
      (path) =>
        `${createHash("md5")
          .update(readFileSync(join(tree, path)))
          .digest("hex")}  ${path}\n`,
    )
    .join("");
