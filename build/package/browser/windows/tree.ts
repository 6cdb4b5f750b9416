/** The folder that Windows packages install, and the small program that starts it, made by makensis too. */
import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { settle } from "../../file-tree";
import { bundleAlone } from "../../programs";
import { runTool } from "../../tool";
import { launcherEntry } from "../linux-tree";
import type { PackParts } from "../parts";
import { starterScript } from "./starter";

/** Answers its folder. @throws Error without makensis */
export async function makeWindowsTree({ options, runtime, at, work, payload }: PackParts): Promise<string> {
  const { root, version } = options;
  const tree = join(work, "tree");
  rmSync(tree, { recursive: true, force: true });
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  };
  cpSync(payload, join(tree, "versions", version), { recursive: true });
  copyFileSync(runtime.program, join(tree, "node.exe"));
  put("LICENSE.node.txt", runtime.licence ?? `Node.js ${runtime.version}, MIT\n`);
  const launcher = await bundleAlone({ root, into: join(tree, "launcher"), seen: () => undefined }, launcherEntry);
  if (launcher) put("launcher/package.json", '{ "type": "module" }\n');
  copyFileSync(join(root, "build/package/icons/caibian.ico"), join(tree, "caibian.ico"));
  copyFileSync(join(root, "docs/admin.zh-CN.md"), join(tree, "admin.zh-CN.md"));
  const script = join(work, "starter.nsi");
  writeFileSync(
    script,
    starterScript({ version, launcher, icon: join(tree, "caibian.ico"), into: join(tree, "caibian.exe") }),
  );
  settle(tree, [], at);
  runTool("makensis", ["-V2", "-WX", script]);
  settle(tree, [], at);
  return tree;
}
