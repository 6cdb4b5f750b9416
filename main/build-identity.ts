/** Reads `build.json` beside the bundle: what this program is and whose signatures it takes. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../shared/failure";
import { type BuildIdentity, buildIdentity, type Edition } from "../shared/model/build-identity";

/** Of the sources; a packaged build says its own in `build.json`. */
export const sourceVersion = "0.1.0";
/** Of the sources likewise: no clock that shows an earlier day is right. */
const sourceDay = "2026-06-01";

export const builtOn = (identity: BuildIdentity): string => identity.builtOn ?? sourceDay;

/** @throws AppError E_PROFILE when the file is there and cannot be read: a locked build never falls back to an open one. */
export function readBuildIdentity(folder: string, edition: Edition): BuildIdentity {
  const path = join(folder, "build.json");
  if (!existsSync(path)) return developmentBuild(edition);
  try {
    return buildIdentity.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    throw new AppError("E_PROFILE", "程序的版本说明 build.json 已损坏，请重新安装", { cause });
  }
}

const developmentBuild = (edition: Edition): BuildIdentity => ({
  format: "caibian-build",
  version: sourceVersion,
  edition,
  locked: false,
  policyKeys: [],
  releaseKeys: [],
});
