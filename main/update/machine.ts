/** This machine in the words of a release. */
import { type UpdateArch, type UpdateOs, updateArch } from "../../shared/update/manifest";

export interface Here {
  readonly os: UpdateOs;
  /** Null on a processor for which nothing is released. */
  readonly arch: UpdateArch | null;
}

export const thisMachine: Here = {
  os: process.platform === "win32" ? "windows" : "linux",
  arch: updateArch.safeParse(process.arch).data ?? null,
};
