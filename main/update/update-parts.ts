/** What updates in a desk stand on. */
import type { BuildIdentity } from "../../shared/model/build-identity";
import type { Policy } from "../../shared/model/policy";
import type { DocumentCheck } from "../../shared/trust/document-signature";
import type { Audit } from "../audit";
import type { FileSystem } from "../journal/filesystem";
import type { Notices } from "../notices";
import type { Fetch } from "../platform/client";
import type { Timers } from "../timers";
import type { Carrier } from "./carrier";
import type { LauncherLine } from "./launcher-line";
import type { Step } from "./step";

export interface UpdateParts {
  readonly fs: FileSystem;
  /** The person's data folder. */
  readonly data: string;
  readonly identity: Pick<BuildIdentity, "edition" | "releaseKeys" | "version">;
  readonly policy: () => Policy;
  readonly fetch: Fetch;
  /** Ends what is being fetched, for good (breakable-fetch.ts). */
  readonly breakOff?: () => void;
  readonly check: DocumentCheck;
  readonly clock: () => Date;
  readonly timers: Timers;
  readonly random: () => number;
  readonly notices: Pick<Notices, "send">;
  readonly audit: Pick<Audit, "note">;
  /** Null when no launcher started this desk: then nothing is put in, as in development. */
  readonly launcher: LauncherLine | null;
  /** The system's installer, where that puts versions in; null where a launcher starts them. */
  readonly carrier?: Carrier | null;
  /** Ends the desk so that the launcher starts what lies ready. */
  readonly restart: () => void;
  /** Something is shown to be signed; main knows it better than a window. */
  readonly isSigning: () => boolean;
  /** Nobody sits at an unlocked window. */
  readonly isIdle: () => boolean;
  readonly bug: (error: unknown) => void;
  readonly step?: Step;
}
