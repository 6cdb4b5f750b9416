/** The model's platform: one transaction for each request, and a feed. */
import type { Rules } from "./rules";
import { copyOfPlatform, type DeskNumber, emptyPlatform, historyOf, type PlatformState, type Revision } from "./state";

export interface Request {
  readonly desk: DeskNumber;
  readonly key: string;
  readonly revision: Revision;
}

/** `ok` names the operation that the receipt is about. */
export type Answer =
  | { readonly kind: "ok"; readonly key: string }
  | { readonly kind: "refused"; readonly code: "E_CONFLICT" | "E_STATE" }
  | { readonly kind: "portal" }
  | { readonly kind: "none"; readonly code: "E_OFFLINE" | "E_SERVER" | "E_SESSION" };

/** In the place of an answer: taken back before it arrived. */
const VOID = "void";

export class ModelPlatform {
  readonly #rules: Rules;
  #state: PlatformState = emptyPlatform();
  #backup: PlatformState = emptyPlatform();
  /** Numbered by a sequence, and not committed when the next request reads. */
  #uncommitted: number | null = null;

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  get revisions(): readonly Revision[] {
    return this.#state.revisions;
  }

  /** `dies`: the process is gone before it answers, in the worst moment that the rules leave. */
  readonly handle = (request: Request, now: number, dies = false): Answer => {
    const { answers, revisions, feed } = this.#state;
    const name = `${request.desk} ${request.key}`;
    const known = answers.get(name);
    if (known === VOID) return { kind: "refused", code: "E_STATE" };
    if (known !== undefined) return { kind: "ok", key: known };
    // One transaction: the process dies before all of it or after all of it.
    if (dies && this.#rules.answers === "with-effect") return { kind: "none", code: "E_OFFLINE" };
    const { revision } = request;
    const history = historyOf(revisions, revision.itemId);
    // An order to take down is taken whatever the text is by now.
    if (!revision.urgent && !this.#rules.takes(history, revision.parent))
      return { kind: "refused", code: "E_CONFLICT" };
    revisions.push(revision);
    feed.push({ itemId: revision.itemId, at: now });
    if (this.#rules.feed === "sequence") this.#uncommitted ??= feed.length;
    if (dies) return { kind: "none", code: "E_OFFLINE" };
    if (this.#rules.answers !== "nowhere") answers.set(name, request.key);
    return { kind: "ok", key: request.key };
  };

  /** The person takes back what was sent without an answer. Whether it will not be done any more. */
  readonly void = (desk: DeskNumber, key: string): boolean => {
    const name = `${desk} ${key}`;
    if (this.#state.answers.has(name)) return this.#state.answers.get(name) === VOID;
    this.#state.answers.set(name, VOID);
    return true;
  };

  readonly has = (desk: DeskNumber, key: string): boolean => {
    const answer = this.#state.answers.get(`${desk} ${key}`);
    return answer !== undefined && answer !== VOID;
  };

  readonly headOf = (itemId: string): string | null => historyOf(this.#state.revisions, itemId).at(-1)?.hash ?? null;

  /** The feed from a number on; a row that is numbered and not committed is passed over once. */
  readonly changes = (after: number) => {
    const all = this.#state.feed.map((change, at) => ({ seq: at + 1, itemId: change.itemId, gone: false }));
    const entries = all.slice(after).filter(({ seq }) => seq !== this.#uncommitted);
    this.#uncommitted = null;
    const next = entries.at(-1)?.seq ?? Math.min(after, all.length);
    return { epoch: String(this.#state.epoch), entries, next };
  };

  readonly changesSince = (time: number) => this.#state.feed.filter(({ at }) => at > time);

  readonly backUp = (): void => {
    this.#backup = copyOfPlatform(this.#state);
  };

  readonly restore = (): void => {
    const epoch = this.#rules.epoch === "new" ? this.#state.epoch + 1 : this.#state.epoch;
    this.#state = { ...copyOfPlatform(this.#backup), epoch };
    this.#uncommitted = null;
  };
}
