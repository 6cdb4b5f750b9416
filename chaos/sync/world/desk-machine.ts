/** One workstation: a disk and a browser's databases that outlive the process, and the real programs on them. */
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { createDesk as createMain, type Desk as Main } from "../../../main/desk";
import { MemoryFileSystem } from "../../../main/journal/testing/memory-filesystem";
import { inlineThreads } from "../../../main/search/testing/inline-thread";
import { createDesk } from "../../../renderer/desk";
import { createSignal, type Signal } from "../../../renderer/signal";
import { openWorkstation, type Workstation, type WorkstationParts } from "../../../renderer/workstation";
import type { DeskBridge, SessionView } from "../../../shared/ipc/contract";
import type { Anchors } from "../../../shared/trust/anchors";
import { diskOf } from "./disk";
import { Life } from "./life";
import type { Network } from "./network";
import { type SoftKey, softKeys, softPin } from "./soft-key";

export interface MachineParts {
  readonly name: string;
  /** On a real disk, for the technical log alone. */
  readonly folder: string;
  readonly anchors: Anchors;
  readonly key: SoftKey;
  readonly network: Network;
  /** The time this machine's clock shows. */
  readonly clock: () => Date;
  readonly random: () => number;
  /** Milliseconds of true time, as a clock counts them that nobody can set. */
  readonly uptime: () => number;
  /** The newest code on the person's phone. */
  readonly readCode: () => string;
  /** How the loop of a process waits; at once where nothing is said. */
  readonly delayOf?: (life: Life) => WorkstationParts["delay"];
}

/** A process that runs. */
export interface Running {
  readonly life: Life;
  readonly main: Main;
  readonly station: Workstation;
  readonly session: Signal<SessionView>;
  readonly ask: ReturnType<typeof createDesk>["ask"];
}

let made = 0;

export class DeskMachine {
  readonly #parts: MachineParts;
  readonly #port = { indexedDB: new IDBFactory(), IDBKeyRange };
  readonly #memory = new Map<string, string>();
  #fs = new MemoryFileSystem();
  #running: Running | null = null;
  #life: Life | null = null;
  /** Deaths so far. */
  deaths = 0;

  constructor(parts: MachineParts) {
    this.#parts = parts;
  }

  /** The process, unless it died. */
  get running(): Running | null {
    return this.#life?.dead === true ? null : this.#running;
  }

  /** The process dies, and with a power cut whatever was not yet on the disk. */
  readonly kill = (how: "process" | "power"): void => {
    if (this.#life === null) return;
    this.#life.die();
    this.#running = null;
    this.#life = null;
    this.deaths += 1;
    this.#fs = how === "process" ? this.#fs.afterKill() : this.#fs.afterPowerCut(this.#parts.random);
  };

  /** Starts the programs, unless they run, and opens the store; it need not reach the platform. */
  readonly start = async (): Promise<void> => {
    if (this.running !== null) return;
    if (this.#life !== null) this.kill("process");
    const life = new Life();
    this.#life = life;
    await life.outlive(async () => {
      this.#running = await this.#open(life);
    });
  };

  /** As a person does who finds the session gone. */
  readonly signIn = async (): Promise<void> => {
    const { running } = this;
    if (running === null || running.session.get().state === "online") return;
    await running.life.outlive(() => this.#present(running.ask));
  };

  async #open(life: Life): Promise<Running> {
    const main = await this.#main(life);
    const bridge: DeskBridge = {
      call: (name, input) => life.step(() => main.call(name, structuredClone(input))),
      listen: (name, handler) =>
        main.listen((said, payload) => {
          if (said === name && !life.dead) handler(payload);
        }),
    };
    const { ask, read, listen } = createDesk(bridge);
    await this.#present(ask);
    const view = await ask("desk:session.read", null);
    const session = createSignal<SessionView>(view);
    listen("desk:session.changed", session.set);
    const station = await openWorkstation(view.storeId ?? "", {
      ask,
      read,
      session,
      port: this.#port,
      memory: {
        get: (name) => this.#memory.get(name) ?? null,
        set: (name, value) => this.#memory.set(name, value),
      },
      clock: this.#parts.clock,
      random: this.#parts.random,
      newId: () => {
        made += 1;
        return `${this.#parts.name}-${made}`;
      },
      delay: this.#parts.delayOf?.(life) ?? (async () => undefined),
      lead: (work) => work(),
    });
    return { life, main, station, session, ask };
  }

  #main(life: Life): Promise<Main> {
    const { folder, anchors, key, network, clock, uptime, random } = this.#parts;
    return createMain({
      fs: diskOf(this.#fs, life),
      dataFolder: folder,
      policy: {
        platformUrl: "http://localhost/",
        anchorsFiles: ["x"],
        keyFolders: [],
        tokenModules: [],
        demo: true,
      },
      anchors: [anchors],
      shell: "browser",
      version: "0.1.0",
      clock,
      fetch: network.fetchFor(life),
      circuit: { uptime, random },
      keySources: [softKeys(key, anchors)],
      spawnSigner: () => {
        throw new Error("this desk has no key libraries");
      },
      findKeychain: async () => null,
      // A thread is no part of what is killed here, and nobody would end it.
      startSearchThread: inlineThreads().start,
      // Cheap on purpose: campaigns open many vaults.
      scryptCost: { n: 1_024, r: 8, p: 1 },
      spaceLimits: { warn: 0, readOnly: 0, ballast: 0 },
    });
  }

  /** Key and PIN, then the code; out of reach of the platform the store opens all the same. */
  async #present(ask: Running["ask"]): Promise<void> {
    const [key] = await ask("desk:keys.list", null);
    if (key === undefined) throw new Error("the key is not found");
    const { network, readCode } = this.#parts;
    network.arm([]);
    const begun = await ask("desk:session.begin", { keyId: key.keyId, pin: softPin }).catch(async (error: unknown) => {
      // Refused by the platform, or out of its reach, the store is open all the same.
      if ((await ask("desk:session.read", null)).state === "locked") throw error;
      return null;
    });
    if (begun !== null) await ask("desk:session.confirm", { code: readCode() });
  }
}
