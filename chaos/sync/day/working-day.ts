/** Eight hours of two workstations and a platform: typing, submitting, networks that go, restarts, a wrong clock. */
import { toFailure } from "../../../shared/failure";
import { outboxOf, revisionsOf } from "../schedule/facts";
import { Notebook } from "../schedule/notebook";
import { answer, type Person, write } from "../schedule/person";
import type { DeskNumber } from "../schedule/step";
import { faultsAtRest } from "../schedule/verdict";
import type { DeskMachine, Running } from "../world/desk-machine";
import { type Fault, faults } from "../world/network";
import { type Ground, World } from "../world/world";
import { Deciding } from "./deciding";
import { Typing } from "./typing";
import { VirtualTime } from "./virtual-time";

export interface Day {
  readonly hours: number;
  readonly events: number;
  readonly saves: number;
  readonly acknowledged: number;
  /** Decisions signed. */
  readonly signed: number;
  readonly deaths: number;
  readonly faults: readonly string[];
}

export interface DayParts {
  readonly ground: Ground;
  readonly folder: string;
  readonly random: () => number;
  readonly hours: number;
  /** Told every hour, and at the end. */
  readonly say: (line: string) => void;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const desks: readonly DeskNumber[] = [0, 1];
const troubles = Object.keys(faults) as Fault[];

export async function workDay(parts: DayParts): Promise<Day> {
  const day = new WorkingDay(parts);
  await day.begin();
  const events = await day.pass();
  const found = await day.end();
  return { hours: parts.hours, events, ...day.counts(), faults: found };
}

class WorkingDay {
  readonly #parts: DayParts;
  readonly #world: World;
  readonly #time: VirtualTime;
  readonly #notebook = new Notebook();
  readonly #typing = desks.map(() => new Typing());
  readonly #deciding = new Deciding();
  readonly #faults: string[] = [];
  readonly #end: number;

  constructor(parts: DayParts) {
    this.#parts = parts;
    this.#world = new World({ ...parts, delayOf: (life) => this.#time.delayOf(life) });
    this.#time = new VirtualTime({
      now: () => this.#world.now(),
      pass: (milliseconds) => this.#world.pass(milliseconds),
      uptime: () => performance.now(),
    });
    this.#end = this.#world.now() + parts.hours * HOUR;
  }

  readonly counts = () => ({
    saves: this.#typing.reduce((sum, typing) => sum + typing.saves, 0),
    acknowledged: this.#notebook.count,
    signed: this.#deciding.count,
    deaths: this.#world.desks.reduce((sum, machine) => sum + machine.deaths, 0),
  });

  readonly begin = async (): Promise<void> => {
    for (let hour = 1; hour <= this.#parts.hours; hour += 1) this.#time.after(hour * HOUR, () => this.#tell(hour));
    for (const desk of desks) {
      await this.#startDesk(desk);
      // Whenever the session is gone, the person signs in.
      this.#every(desk, 5, () => this.#machine(desk).signIn());
      this.#every(desk, 1, ({ station }) => this.#typed(desk, station));
      this.#every(desk, 11, (_, person) => write(person, Math.floor(this.#parts.random() * 40)));
      this.#every(desk, 17, async (_, person) => {
        for (const slot of this.#notebook.items.keys()) await answer(person, slot);
      });
      this.#every(desk, 25, this.#deciding.decide);
      this.#nowAndThen(60, () => this.#offline(desk));
      this.#nowAndThen(35, () => this.#world.network(desk).arm(this.#someFaults()));
      this.#nowAndThen(110, () => this.#restart(desk));
      this.#nowAndThen(150, () => {
        this.#world.shifts[desk] = this.#parts.random() < 0.5 ? HOUR : 0;
      });
    }
    this.#nowAndThen(160, () => this.#restartPlatform());
  };

  readonly pass = (): Promise<number> => this.#time.playUntil(this.#end);

  /** Networks and clocks are well again; an hour later everything must have come to rest. */
  readonly end = async (): Promise<string[]> => {
    await this.#world.platform.start();
    for (const desk of desks) {
      this.#world.shifts[desk] = 0;
      this.#world.network(desk).down = false;
      this.#world.network(desk).arm([]);
      await this.#startDesk(desk);
      await this.#machine(desk).signIn();
    }
    await this.#time.playUntil(this.#end + HOUR);
    const rows = (await Promise.all(desks.map((desk) => outboxOf(this.#machine(desk), desk)))).flatMap(
      (found) => found ?? [],
    );
    const revisions = await revisionsOf(this.#world, [...this.#notebook.items.values()]);
    const found = faultsAtRest({ notebook: this.#notebook, rows, revisions });
    const undecided = await this.#deciding.faults(this.#world, rows);
    for (const machine of this.#world.desks) machine.kill("process");
    return [...this.#faults, ...found, ...undecided];
  };

  #tell(hour: number): void {
    const { saves, acknowledged, signed, deaths } = this.counts();
    const { parked, waiting } = this.#queues();
    this.#parts.say(
      `  ${hour} 时：保存 ${saves} 次，上报 ${acknowledged} 次，签名 ${signed} 次，终止 ${deaths} 次，待传 ${waiting} 件，待人处理 ${parked} 件`,
    );
  }

  /** What waits at the desks that run. */
  #queues(): { readonly waiting: number; readonly parked: number } {
    const entries = this.#world.desks.flatMap(({ running }) => running?.station.sync.state().entries ?? []);
    const count = (...states: string[]) => entries.filter(({ state }) => states.includes(state)).length;
    return { waiting: count("queued", "sending", "waiting"), parked: count("conflict", "rejected") };
  }

  #machine(desk: number): DeskMachine {
    const machine = this.#world.desks[desk];
    if (machine === undefined) throw new Error(`no desk ${desk}`);
    return machine;
  }

  /** Again and again, once in so many minutes, while the workstation runs. */
  #every(desk: DeskNumber, minutes: number, work: (running: Running, person: Person) => Promise<void>): void {
    this.#nowAndThen(minutes, async () => {
      const { running } = this.#machine(desk);
      if (running === null) return;
      const { station, life } = running;
      const person = { world: this.#world, notebook: this.#notebook, desk, station };
      await life.outlive(() => work(running, person)).catch((error: unknown) => this.#refused(error));
    });
  }

  /** A refusal with a code is told to the person and no fault; anything else is a bug. */
  #refused(error: unknown): void {
    if (toFailure(error).code === "E_INTERNAL") this.#faults.push(`bug: ${String(error)}`);
  }

  #nowAndThen(minutes: number, work: () => Promise<void> | void): void {
    const wait = (0.5 + this.#parts.random()) * minutes * MINUTE;
    this.#time.after(wait, async () => {
      if (this.#world.now() >= this.#end) return;
      await work();
      this.#nowAndThen(minutes, work);
    });
  }

  async #typed(desk: DeskNumber, station: Person["station"]): Promise<void> {
    await this.#typing[desk]?.type(station);
  }

  #someFaults(): Fault[] {
    const { random } = this.#parts;
    return Array.from({ length: 8 }, () => troubles[Math.floor(random() * troubles.length)] ?? "none");
  }

  #offline(desk: DeskNumber): void {
    const network = this.#world.network(desk);
    network.down = true;
    this.#time.after((5 + this.#parts.random() * 25) * MINUTE, () => {
      network.down = false;
    });
  }

  #restart(desk: DeskNumber): void {
    this.#machine(desk).kill(this.#parts.random() < 0.5 ? "process" : "power");
    this.#time.after(2 * MINUTE, () => this.#startDesk(desk));
  }

  async #startDesk(desk: DeskNumber): Promise<void> {
    const machine = this.#machine(desk);
    if (isRunning(machine)) return;
    // A wrong clock is set right by the person before signing in, as the sign-in screen asks for it.
    this.#world.shifts[desk] = 0;
    await machine.start();
    const { running } = machine;
    if (running === null) return;
    const kept = await this.#typing[desk]?.isThere(running.station);
    if (kept === false) this.#faults.push(`lost typing at desk ${desk}`);
    this.#time.works(running.life);
    running.station.loop.start();
  }

  async #restartPlatform(): Promise<void> {
    const { platform } = this.#world;
    platform.die();
    this.#time.after(3 * MINUTE, () => platform.start());
  }
}

const isRunning = ({ running }: DeskMachine): boolean => running !== null;
