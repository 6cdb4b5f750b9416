/** Puts versions in where no launcher does: the system's own installer, as the Electron edition has one. */
import type { BuildIdentity } from "../../shared/model/build-identity";
import type { UpdatePolicy } from "../../shared/model/policy";
import type { Direction, FeedReading } from "../../shared/update/decide";
import type { Artifact, ArtifactKind } from "../../shared/update/manifest";

export interface Carrier {
  /** What the system installs here, the preferred first. */
  readonly kinds: readonly ArtifactKind[];
  /** Brings what was decided on, verified before and after. @throws AppError E_UPDATE_BROKEN, E_UPDATE_FEED … */
  readonly fetch: (artifact: Artifact, direction: Direction) => Promise<void>;
  /** The version that lies ready; null when none does. */
  readonly ready: () => string | null;
  /** Ends this program and installs what lies ready, verified once more. @throws AppError likewise */
  readonly install: () => Promise<void>;
}

export interface CarrierGround {
  readonly identity: Pick<BuildIdentity, "version">;
  readonly policy: () => UpdatePolicy | undefined;
  /** The newest release this machine took for true, its signatures checked now. @throws AppError E_PROFILE, E_UPDATE_KEY … */
  readonly read: () => Promise<Extract<FeedReading, { readonly kind: "read" }>>;
}

export type OpenCarrier = (ground: CarrierGround) => Carrier;
