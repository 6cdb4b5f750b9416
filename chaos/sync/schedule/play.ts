/** Plays one schedule in a world of its own, over the common ground, and judges it. */
import { toFailure } from "../../../shared/failure";
import { never } from "../../../shared/never";
import { type Ground, World } from "../world/world";
import { outboxOf, revisionsOf, type Told } from "./facts";
import { Notebook } from "./notebook";
import { answer, type Person, takeBack, write } from "./person";
import type { DeskNumber, Step } from "./step";
import { faultsAtRest, faultsNow } from "./verdict";

export interface Played {
  readonly acknowledged: number;
  readonly deaths: number;
  readonly faults: readonly string[];
}

export interface Stage {
  readonly ground: Ground;
  readonly folder: string;
  readonly random: () => number;
}

const desks: readonly DeskNumber[] = [0, 1];
const MINUTE = 60_000;
/** Rounds until everything has come to rest; a longest back-off passes before each. */
const ROUNDS = 8;

export async function play(stage: Stage, steps: readonly Step[]): Promise<Played> {
  const show = new Show(new World(stage), new Notebook());
  await show.open();
  try {
    for (const step of steps) {
      await show.take(step);
      const faults = await show.faultsNow();
      if (faults.length > 0) return show.played(faults);
    }
    await show.rest();
    return show.played(await show.faultsAtRest());
  } finally {
    await show.close();
  }
}

class Show {
  readonly #world: World;
  readonly #notebook: Notebook;
  /** Minutes by which the platform's clock is off. */
  #platformShift = 0;

  constructor(world: World, notebook: Notebook) {
    this.#world = world;
    this.#notebook = notebook;
  }

  readonly open = async (): Promise<void> => {
    for (const machine of this.#world.desks) {
      await machine.start();
    }
  };

  readonly close = async (): Promise<void> => {
    await this.#world.platform.start();
    this.#setPlatform(0);
    for (const machine of this.#world.desks) machine.kill("process");
  };

  readonly played = (faults: readonly string[]): Played => ({
    acknowledged: this.#notebook.count,
    deaths: this.#world.desks.reduce((sum, machine) => sum + machine.deaths, 0),
    faults,
  });

  readonly take = async (step: Step): Promise<void> => {
    const world = this.#world;
    switch (step.kind) {
      case "write":
        return this.#at(step.desk, (person) => write(person, step.item));
      case "answer":
        return this.#at(step.desk, (person) => answer(person, step.item));
      case "take-back":
        return this.#at(step.desk, async (person) => void (await takeBack(person, step.item)));
      case "sync":
        world.network(step.desk).arm(step.faults);
        return this.#round(step.desk);
      case "sync-both":
        for (const desk of desks) world.network(desk).arm(desk === 0 ? step.faults : [...step.faults].reverse());
        await Promise.all(desks.map((desk) => this.#round(desk)));
        return;
      case "fuse":
        return this.#machine(step.desk).running?.life.dieAfter(step.steps);
      case "kill":
        return this.#machine(step.desk).kill(step.how);
      case "start":
        return this.#machine(step.desk).start();
      case "platform-fuse":
        return world.platform.dieAfter(step.statements);
      case "platform-kill":
        return world.platform.die();
      case "platform-start":
        return world.platform.start();
      case "cut":
        world.network(step.desk).down = step.down;
        return;
      case "clock":
        if (step.who === "platform") this.#setPlatform(step.minutes);
        else world.shifts[step.who] = step.minutes * MINUTE;
        return;
      case "pass":
        return world.pass(step.seconds * 1_000);
      default:
        return never(step);
    }
  };

  /** Everything works again, and people sign in where they must. */
  readonly rest = async (): Promise<void> => {
    const world = this.#world;
    await world.platform.start();
    this.#setPlatform(0);
    for (const desk of desks) {
      world.shifts[desk] = 0;
      world.network(desk).down = false;
      world.network(desk).arm([]);
      await world.network(desk).drain();
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      world.pass(6 * MINUTE);
      for (const desk of desks) {
        await this.#machine(desk).start();
        this.#machine(desk).running?.life.dieAfter(Number.POSITIVE_INFINITY);
        await this.#machine(desk).signIn();
        await this.#round(desk);
      }
      if (await this.#atRest()) return;
    }
  };

  readonly faultsNow = async (): Promise<string[]> => faultsNow(await this.#evidence());
  readonly faultsAtRest = async (): Promise<string[]> => faultsAtRest(await this.#evidence());

  async #evidence() {
    const revisions = await revisionsOf(this.#world, [...this.#notebook.items.values()]);
    return { notebook: this.#notebook, rows: await this.#rows(), revisions };
  }

  async #rows(): Promise<Told[]> {
    const all = await Promise.all(desks.map((desk) => outboxOf(this.#machine(desk), desk)));
    return all.flatMap((rows) => rows ?? []);
  }

  async #atRest(): Promise<boolean> {
    const open = (await this.#rows()).filter(({ state }) =>
      ["queued", "sending", "waiting", "acknowledged"].includes(state),
    );
    const parked = (await this.#rows()).filter(({ state }) => state === "conflict" || state === "rejected");
    return open.every((row) => parked.some((other) => other.desk === row.desk && other.itemId === row.itemId));
  }

  #machine(desk: DeskNumber) {
    const machine = this.#world.desks[desk];
    if (machine === undefined) throw new Error(`no desk ${desk}`);
    return machine;
  }

  async #round(desk: DeskNumber): Promise<void> {
    const { running } = this.#machine(desk);
    if (running !== null) await running.life.outlive(() => running.station.loop.round(true));
  }

  /** What a person is refused with a code is told and no fault; the work ends where the process dies. */
  async #at(desk: DeskNumber, work: (person: Person) => Promise<void>): Promise<void> {
    const { running } = this.#machine(desk);
    if (running === null) return;
    const { station, life } = running;
    await life
      .outlive(() => work({ world: this.#world, notebook: this.#notebook, desk, station }))
      .catch((error: unknown) => {
        if (toFailure(error).code === "E_INTERNAL") throw error;
      });
  }

  #setPlatform(minutes: number): void {
    this.#world.platform.store.pass((minutes - this.#platformShift) * MINUTE);
    this.#platformShift = minutes;
  }
}
