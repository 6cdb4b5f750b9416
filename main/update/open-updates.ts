/** Updates inside a desk: of its options and parts what they need. */
import { nodeDocumentCheck } from "../../node/document-check";
import type { BuildIdentity } from "../../shared/model/build-identity";
import type { VersionDoor } from "../platform/desk-header";
import type { Session } from "../platform/session";
import { breakableFetch } from "./breakable-fetch";
import type { OpenCarrier } from "./carrier";
import type { LauncherLine } from "./launcher-line";
import { readKept } from "./take-in";
import type { UpdateParts } from "./update-parts";
import { Updates } from "./updates";

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
  /** The system's installer, where a shell has one. */
  readonly openCarrier?: OpenCarrier;
}

export interface DeskParts extends Pick<UpdateParts, "timers" | "notices" | "audit" | "isSigning"> {
  readonly session: Pick<Session, "isLocked">;
  readonly log: { readonly bug: (where: string, error: unknown) => void };
  readonly policy: { readonly now: UpdateParts["policy"] };
  readonly versionDoor: Pick<VersionDoor, "listen">;
}

export function openUpdates(options: UpdateOptions, parts: DeskParts): Updates {
  const { timers, notices, audit, session, log, policy, isSigning } = parts;
  const { fs, clock, fetch, launcher = null, openCarrier = null } = options;
  const identity = options.identity ?? { edition: options.shell, version: options.version, releaseKeys: [] };
  const data = launcher?.data ?? options.dataFolder;
  const check = nodeDocumentCheck;
  const carried = {
    identity,
    policy: () => policy.now().updates,
    read: () => readKept({ data, identity, check, now: clock() }),
  };
  const bug = (error: unknown) => log.bug("updates", error);
  const updates = new Updates({
    ...{ ...breakableFetch(fetch), fs, clock, timers, notices, audit, isSigning, policy: policy.now, check },
    ...{ data, identity, carrier: openCarrier?.(carried) ?? null },
    launcher: launcher?.line ?? null,
    restart: launcher?.restart ?? (() => undefined),
    random: Math.random,
    isIdle: session.isLocked,
    bug,
  });
  parts.versionDoor.listen(() => void updates.turnedAway().catch(bug));
  return updates;
}
