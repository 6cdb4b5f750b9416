/** The unit's policy from the platform 单位策略: asked for when a person has signed in, and now and then while they are. */
import { AppError } from "../../shared/failure";
import type { PushedDocument } from "../../shared/http/policy";
import type { SessionView } from "../../shared/ipc/contract";
import type { Notices } from "../notices";
import type { Session } from "../platform/session";
import type { Timers } from "../timers";
import type { UnitPolicies } from "./managed-policy";

/** An unchanged policy is answered with its hash alone. */
const EVERY_MS = 2 * 60_000;

/** What of a session matters here. */
export interface PolicySession {
  readonly view: () => SessionView;
  /** Of the open store. @throws AppError E_LOCKED */
  readonly site: () => string;
  /** Null for what is known already, or where the unit has none. @throws AppError as every request */
  readonly read: (known: string | null) => Promise<PushedDocument | null>;
}

export const policySession = (session: Session): PolicySession => ({
  view: session.view,
  site: () => session.unlockedNow().store.key.anchors.site,
  read: async (known) => (await session.authorised("policy.read", { query: known === null ? {} : { known } })).policy,
});

export interface PushedPolicyParts {
  readonly session: PolicySession;
  readonly units: UnitPolicies;
  readonly notices: Notices;
  readonly timers: Timers;
  readonly bug: (error: unknown) => void;
}

export class PushedPolicy {
  readonly #parts: PushedPolicyParts;
  #state: SessionView["state"] = "locked";
  #round = 0;
  #stopTimer: () => void = () => undefined;
  #stopListening: () => void = () => undefined;

  constructor(parts: PushedPolicyParts) {
    this.#parts = parts;
  }

  readonly start = (): void => {
    this.#stopListening = this.#parts.notices.listen((name, payload) => {
      if (name !== "desk:session.changed" || !("state" in payload) || payload.state === this.#state) return;
      this.#state = payload.state;
      this.#stopTimer();
      if (payload.state !== "locked") void this.#look().catch(this.#parts.bug);
    });
  };

  readonly stop = (): void => {
    this.#stopListening();
    this.#stopTimer();
  };

  async #look(): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    try {
      await this.#ask();
    } catch (error) {
      // Out of reach, locked meanwhile, or a platform that does not know the route yet: the next look tries again.
      if (!(error instanceof AppError)) throw error;
    }
    // A look that a later one has overtaken leaves the next to that one.
    if (this.#state !== "locked" && round === this.#round) {
      this.#stopTimer = this.#parts.timers.after(EVERY_MS, () => void this.#look().catch(this.#parts.bug));
    }
  }

  async #ask(): Promise<void> {
    const { session, units } = this.#parts;
    const site = session.site();
    if (units.unitHash(site) === null) await units.openSite(site);
    if (session.view().state !== "online") return;
    const pushed = await session.read(units.unitHash(site));
    if (pushed !== null) await units.takeUnit(site, pushed);
  }
}
