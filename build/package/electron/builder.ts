/** electron-builder with electron-builder.yml, over a staged application and a folder that holds Electron. */
import { chmodSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Arch, build, type CliOptions, Platform } from "electron-builder";
import { unsupported } from "../browser/parts";
import type { PackageOptions, Target } from "../options";

export interface BuilderParts {
  readonly options: PackageOptions;
  /** Folder of the staged application and its papers. */
  readonly staged: string;
  /** Unpacked release of Electron, or the stand-in. */
  readonly electron: string;
  readonly electronVersion: string;
  /** Where electron-builder puts what it makes. */
  readonly output: string;
}

type Configured = Pick<CliOptions, "config" | "projectDir" | "publish">;

/** Packs the application and flips the fuses; answers the folder. */
export async function packApplication(parts: BuilderParts): Promise<string> {
  const { output, options } = parts;
  rmSync(output, { recursive: true, force: true });
  await build({ ...configured(parts), targets: targets(options.target, ["dir"]) });
  return join(output, unpackedName(options.target));
}

/** Makes deb and rpm of a folder that was packed and inspected; AppImage too, where its tools are at hand. */
export async function makeLinuxPackages(parts: BuilderParts, packed: string): Promise<void> {
  const fpm = fpmProgram(parts);
  const before = process.env.CUSTOM_FPM_PATH;
  process.env.CUSTOM_FPM_PATH = fpm;
  try {
    const asked = parts.options.kinds;
    const kinds = ["deb", "rpm"].filter((kind) => asked.length === 0 || asked.some((each) => each === kind));
    if (asked.length === 0 && hasAppImageTools()) kinds.push("AppImage");
    await build({ ...configured(parts), targets: targets(parts.options.target, kinds), prepackaged: packed });
  } finally {
    if (before === undefined) delete process.env.CUSTOM_FPM_PATH;
    else process.env.CUSTOM_FPM_PATH = before;
  }
}

/** The AppImage runtime is in no distribution; electron-builder would fetch it. A folder with it is given by this variable. */
export const hasAppImageTools = (): boolean => existsSync(process.env.APPIMAGE_TOOLS_PATH ?? "");

/** As electron-builder names its folder. */
const unpackedName = ({ os, arch }: Target): string => `${os}${arch === "x64" ? "" : `-${arch}`}-unpacked`;

const targets = ({ os, arch }: Target, kinds: string[]): NonNullable<CliOptions["targets"]> =>
  (os === "win" ? Platform.WINDOWS : Platform.LINUX).createTarget(kinds, arch === "x64" ? Arch.x64 : Arch.arm64);

function configured({ options, staged, electron, electronVersion, output }: BuilderParts): Configured {
  return {
    projectDir: join(staged, "app"),
    publish: "never",
    config: {
      extends: join(options.root, "electron-builder.yml"),
      electronVersion,
      electronDist: electron,
      directories: { output, buildResources: join(options.root, "build/package/icons") },
      compression: options.compression === "xz" ? "maximum" : "normal",
      linux: { description: `政府网站信息采编、审校、签审（Electron 版）。${unsupported}` },
      deb: { compression: options.compression === "xz" ? "xz" : "gz" },
      rpm: { compression: options.compression === "xz" ? "xz" : "gzip" },
      // A release that was unpacked before keeps Electron's start page, which loads where our archive is missing.
      afterExtract: async ({ appOutDir }) => rmSync(join(appOutDir, "resources", "default_app.asar"), { force: true }),
    },
  };
}

/** A script that starts ours under this Node. */
function fpmProgram({ options, output }: BuilderParts): string {
  const file = join(output, "fpm");
  const program = join(options.root, "build/package/electron/fpm-program.ts");
  writeFileSync(file, `#!/bin/sh\ncd '${options.root}' && exec '${process.execPath}' --import tsx '${program}' "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}
