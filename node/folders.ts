/** Where the program keeps its data on each system. */
import path from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** `CAIBIAN_DATA` wins; else the place the system has for a user's application data. */
export function dataFolder(env: Environment, platform: NodeJS.Platform): string {
  const chosen = env.CAIBIAN_DATA;
  if (chosen !== undefined && chosen !== "") return path.resolve(chosen);
  switch (platform) {
    case "win32":
      return path.win32.join(env.LOCALAPPDATA ?? path.win32.join(home(env), "AppData", "Local"), "Caibian");
    case "darwin":
      return path.posix.join(home(env), "Library", "Application Support", "caibian");
    default:
      return path.posix.join(xdgData(env), "caibian");
  }
}

/** The XDG specification: a relative value is invalid and must be ignored. */
function xdgData(env: Environment): string {
  const value = env.XDG_DATA_HOME;
  return value?.startsWith("/") === true ? value : path.posix.join(home(env), ".local", "share");
}

function home(env: Environment): string {
  const value = env.HOME ?? env.USERPROFILE;
  if (value === undefined || value === "") throw new Error("neither HOME nor USERPROFILE is set");
  return value;
}

/** The pinned anchors of a site of the demo city, as the platform writes them at first start. */
export const demoAnchorsFile = (folder: string, site: string): string =>
  path.join(folder, "demo", "anchors", `${site}.json`);

/** Anchors that a person of this installation pinned besides: one file a city, whatever its name. */
export const pinnedAnchorsFolder = (folder: string): string => path.join(folder, "anchors");

/** Where administrators pin anchors for everybody on this machine, beside the machine policy. */
export function systemAnchorsFolder(env: Environment, platform: NodeJS.Platform): string {
  switch (platform) {
    case "win32":
      return path.win32.join(env.ProgramData ?? "C:\\ProgramData", "Caibian", "anchors");
    case "darwin":
      return "/Library/Application Support/Caibian/anchors";
    default:
      return "/etc/caibian/anchors";
  }
}
