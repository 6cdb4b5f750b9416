/** Plays a history under given rules and answers what of the protocol's promises did not hold. */
import { never } from "../../never";
import { ModelDesk, type Send } from "./desk";
import { type Answer, ModelPlatform, type Request } from "./platform";
import { brokenAtRest, brokenNow } from "./promises";
import type { Rules } from "./rules";
import { type DeskNumber, deskNumbers, type Told } from "./state";
import type { ModelFault, ModelStep } from "./step";

const MINUTE = 60_000;
const START = 1_800_000_000_000;
/** Rounds until everything must have come to rest. */
const ROUNDS = 30;

export class ModelWorld {
  readonly platform: ModelPlatform;
  readonly desks: readonly [ModelDesk, ModelDesk];
  readonly told: Told[] = [];
  #now = START;
  readonly #shifts = { 0: 0, 1: 0, platform: 0 };
  #late: Request[] = [];
  #texts = 0;
  restored = false;

  constructor(rules: Rules) {
    this.platform = new ModelPlatform(rules);
    const deskOf = (number: DeskNumber) =>
      new ModelDesk({
        number,
        rules,
        platform: this.platform,
        send: this.#sendFrom(number),
        clock: () => this.#now + this.#shifts[number],
      });
    this.desks = [deskOf(0), deskOf(1)];
  }

  readonly take = (step: ModelStep): void => {
    switch (step.kind) {
      case "submit":
        this.#texts += 1;
        this.told.push(this.desks[step.desk].submit(`item-${step.item}`, `text-${this.#texts}`, step.urgent));
        return;
      case "round":
        this.#drain();
        this.desks[step.desk].pull();
        this.desks[step.desk].round(step.faults, false);
        return;
      case "torn-pull":
        this.desks[step.desk].pull(true);
        this.desks[step.desk].die();
        return;
      case "kill":
        this.desks[step.desk].die();
        return;
      case "take-back":
        this.desks[step.desk].takeBack(`item-${step.item}`);
        return;
      case "session-ends":
        this.desks[step.desk].signedIn = false;
        return;
      case "clock":
        this.#shifts[step.who] = step.minutes * MINUTE;
        return;
      case "pass":
        this.#now += step.seconds * 1_000;
        return;
      case "backup":
        this.platform.backUp();
        return;
      case "restore":
        this.restored = true;
        // A request's proof of possession is stale after a minute, and a restore takes longer: nothing arrives over it.
        this.#late = [];
        this.platform.restore();
        return;
      default:
        never(step);
    }
  };

  /** Networks, clocks and sessions are well again, and the loops go round until nothing moves. */
  readonly rest = (): void => {
    Object.assign(this.#shifts, { 0: 0, 1: 0, platform: 0 });
    this.#drain();
    for (let round = 0; round < ROUNDS; round += 1) {
      this.#now += MINUTE;
      for (const number of deskNumbers) {
        this.desks[number].signedIn = true;
        this.desks[number].pull();
        this.desks[number].round([], false);
      }
    }
    for (const number of deskNumbers) this.desks[number].pull();
  };

  readonly brokenNow = (): string[] => (this.restored ? [] : brokenNow(this));
  readonly brokenAtRest = (): string[] => brokenAtRest(this);

  #drain(): void {
    const late = this.#late;
    this.#late = [];
    for (const request of late) this.platform.handle(request, this.#platformTime());
  }

  readonly #platformTime = (): number => this.#now + this.#shifts.platform;

  #sendFrom(number: DeskNumber): Send {
    return (request, fault) => this.#exchange(number, request, fault);
  }

  #exchange(number: DeskNumber, request: Request, fault: ModelFault): Answer | null {
    const { handle } = this.platform;
    const now = this.#platformTime();
    switch (fault) {
      case "none":
        return handle(request, now);
      case "timeout":
        return { kind: "none", code: "E_OFFLINE" };
      case "late":
        this.#late.push(request);
        return { kind: "none", code: "E_OFFLINE" };
      case "lost-answer":
        handle(request, now);
        return { kind: "none", code: "E_OFFLINE" };
      case "duplicate":
        handle(request, now);
        return handle(request, now);
      case "server-error":
        return { kind: "none", code: "E_SERVER" };
      case "portal":
        return { kind: "portal" };
      case "wrong-receipt":
        return { kind: "ok", key: "another-operation" };
      case "platform-dies":
        return handle(request, now, true);
      case "desk-dies":
        handle(request, now);
        this.desks[number].die();
        return null;
      default:
        return never(fault);
    }
  }
}

/** The promises that were broken, at the first moment one was; none for a sound protocol. */
export function play(steps: readonly ModelStep[], rules: Rules): readonly string[] {
  const world = new ModelWorld(rules);
  for (const step of steps) {
    world.take(step);
    const broken = world.brokenNow();
    if (broken.length > 0) return broken;
  }
  world.rest();
  return world.brokenAtRest();
}
