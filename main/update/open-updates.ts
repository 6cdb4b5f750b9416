/** Updates inside a desk: of its options and parts what they need. */
import { nodeDocumentCheck } from "../../node/document-check";
import type { BuildIdentity } from "../../shared/model/build-identity";
import type { Session } from "../platform/session";
import type { LauncherLine } from "./launcher-line";
import { type UpdateParts, Updates } from "./updates";

export interface DeskLauncher {
  readonly line: LauncherLine;
  /** The person's data folder, where versions lie. */
  readonly data: string;
  /** Stops the desk and ends the program so that another version is started. */
  readonly restart: () => void;
}

export interface UpdateOptions extends Pick<UpdateParts, "fs" | "clock" | "fetch"> {
  readonly dataFolder: string;
  readonly shell: BuildIdentity["edition"];
  readonly version: string;
  readonly identity?: BuildIdentity | null;
  /** What started this desk and can start another version; null or absent where nothing did. */
  readonly launcher?: DeskLauncher | null;
}

export interface DeskParts extends Pick<UpdateParts, "timers" | "notices" | "audit"> {
  readonly session: Pick<Session, "isLocked">;
  readonly log: { readonly bug: (where: string, error: unknown) => void };
  readonly policy: { readonly now: UpdateParts["policy"] };
}

export function openUpdates(options: UpdateOptions, parts: DeskParts): Updates {
  const { fs, clock, fetch, launcher = null, identity = null } = options;
  const { timers, notices, audit, session, log, policy } = parts;
  return new Updates({
    ...{ fs, clock, fetch, timers, notices, audit, policy: policy.now, check: nodeDocumentCheck },
    data: launcher?.data ?? options.dataFolder,
    identity: identity ?? { edition: options.shell, version: options.version, releaseKeys: [] },
    launcher: launcher?.line ?? null,
    restart: launcher?.restart ?? (() => undefined),
    random: Math.random,
    isIdle: session.isLocked,
    bug: (error) => log.bug("updates", error),
  });
}
