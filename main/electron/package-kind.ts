/** How this program was put on the machine, and so what its updater can install: the packer leaves a word beside the program. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ArtifactKind } from "../../shared/update/manifest";

export interface Installation {
  readonly isPackaged: boolean;
  readonly platform: NodeJS.Platform;
  /** Folder of the program's resources. */
  readonly resources: string;
}

/** None: nothing is installed from here, as in development and from an archive that somebody unpacked. */
export function installableKinds({ isPackaged, platform, resources }: Installation): readonly ArtifactKind[] {
  if (!isPackaged) return [];
  if (platform === "win32") return ["nsis"];
  switch (wordIn(join(resources, "package-type"))) {
    case "deb":
      return ["deb"];
    case "rpm":
      return ["rpm"];
    default:
      return [];
  }
}

function wordIn(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    // Not there: put here by no packer that we know.
    return "";
  }
}
