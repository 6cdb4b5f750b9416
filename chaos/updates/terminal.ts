/** One terminal under harm: version N installed, a store that must not change, a feed, and the launcher in front. */
import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { nodeFileSystem } from "../../main/journal/filesystem";
import { launch } from "../../main/launcher/launch";
import type { UpdateStep } from "../../main/update/step";
import {
  type Behaviour,
  type FakeVersion,
  makeRelease,
  newReleaseKey,
  publish,
  writeVersion,
} from "../../main/update/testing/fake-release";
import { type FeedServer, serveFeed } from "../../main/update/testing/feed-server";
import { nodeDocumentCheck } from "../../node/document-check";
import type { DocumentKeyFile } from "../../node/document-key";
import type { Release } from "../../shared/update/manifest";
import { deskOn } from "./desk-on";

export const [present, next, older] = ["1.0.0", "1.1.0", "0.9.0"] as const;

export interface Offering {
  readonly version: string;
  readonly serial: number;
  readonly keys?: readonly DocumentKeyFile[];
  readonly behaviour?: Behaviour;
  readonly change?: Partial<Release>;
}

export class Terminal {
  readonly key = newReleaseKey();
  readonly feed: string;
  readonly data: string;
  readonly #folder: string;
  /** Where the administrator installed. */
  readonly root: string;
  #server: FeedServer | null = null;
  #store = "";

  /** `data`: elsewhere than in the folder, e.g. on a small disk. */
  constructor(folder: string, data = join(folder, "data")) {
    this.#folder = folder;
    this.data = data;
    this.feed = join(folder, "feed");
    this.root = join(folder, "opt");
  }

  /** Beside the terminal, on the publisher's machine. */
  readonly beside = (name: string): string => join(this.#folder, name);

  /** Everything as after the installation, and something written. */
  readonly open = async (): Promise<void> => {
    mkdirSync(this.feed, { recursive: true });
    writeVersion(join(this.root, "versions", present), { version: present, keys: [this.key] });
    this.fresh();
    this.#server = await serveFeed(this.feed);
  };

  /** The data folder and the feed as at first. */
  readonly fresh = (): void => {
    for (const folder of [this.data, this.feed]) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
    }
    const store = join(this.data, "desk", "stores", "s-1", "journal");
    mkdirSync(store, { recursive: true });
    writeFileSync(join(store, "1.jrn"), randomBytes(50_000));
    writeFileSync(join(store, "..", "vault.json"), "{}");
    this.#store = this.#digestOfStores();
  };

  readonly close = async (): Promise<void> => {
    await this.#server?.close();
  };

  readonly server = (): FeedServer => {
    if (this.#server === null) throw new Error("the terminal is not open");
    return this.#server;
  };

  readonly offer = (offering: Offering, ballast = 200_000) => {
    const { version, serial, keys = [this.key], behaviour = "healthy", change = {} } = offering;
    const built = join(this.#folder, `built-${version}`);
    rmSync(built, { recursive: true, force: true });
    const about: FakeVersion = { version, behaviour, keys: [this.key], ballast };
    writeVersion(built, about);
    const made = makeRelease({ folder: built, version, serial, keys, change });
    publish(this.feed, made);
    return made;
  };

  readonly desk = (version: string = present, keys = [this.key.key]) =>
    deskOn({ data: this.data, feed: this.server().url, version, keys });

  /** The version that the launcher started last, in one start. */
  readonly start = async (): Promise<string> => {
    rmSync(join(this.data, "ran.log"), { force: true });
    await launch({
      fs: nodeFileSystem,
      root: this.root,
      data: this.data,
      edition: "browser",
      check: nodeDocumentCheck,
      clock: () => new Date(),
      say: () => undefined,
      node: process.execPath,
      args: [],
      env: { CAIBIAN_DATA: this.data, PATH: process.env.PATH },
      listenMs: 60_000,
      showMs: 20_000,
      onSignal: () => () => undefined,
      refused: async () => undefined,
    });
    const log = join(this.data, "ran.log");
    return existsSync(log) ? (readFileSync(log, "utf8").trim().split("\n").at(-1) ?? "") : "";
  };

  /** A desk's updates in a process of its own; resolves when it has ended, however. */
  readonly child = (kill: { readonly step: UpdateStep; readonly nth: number } | null): ChildProcess => {
    const order = { data: this.data, feed: this.server().url, version: present, keys: [this.key.key], kill };
    const program = resolve(import.meta.dirname, "child-update.ts");
    return spawn(process.execPath, ["--import", "tsx", program, JSON.stringify(order)], {
      stdio: ["ignore", "pipe", "ignore"],
    });
  };

  /** Nothing of the person's data has changed. */
  readonly isDataWhole = (): boolean => this.#digestOfStores() === this.#store;

  #digestOfStores(): string {
    const folder = join(this.data, "desk", "stores");
    const hash = createHash("sha256");
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted()) {
      hash.update(name);
      if (statSync(join(folder, name)).isFile()) hash.update(readFileSync(join(folder, name)));
    }
    return hash.digest("hex");
  }
}

export const endOf = (child: ChildProcess): Promise<void> =>
  new Promise((done) => {
    child.once("exit", () => done());
  });
