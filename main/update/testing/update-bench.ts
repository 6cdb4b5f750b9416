/** Updates of a desk over a feed on this machine: real files and HTTP, a clock and a person that the test moves. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeDocumentCheck } from "../../../node/document-check";
import type { UpdateView } from "../../../shared/ipc/update";
import { policy, type UpdatePolicy } from "../../../shared/model/policy";
import type { Release } from "../../../shared/update/manifest";
import { nodeFileSystem } from "../../journal/filesystem";
import { FakeTimers } from "../../testing/fake-timers";
import type { UpdateParts } from "../update-parts";
import { Updates } from "../updates";
import { makeRelease, newReleaseKey, publish, writeVersion } from "./fake-release";
import { type FeedServer, serveFeed } from "./feed-server";

export const releaseKey = newReleaseKey();

interface Offering {
  readonly serial?: number;
  readonly keys?: readonly (typeof releaseKey)[];
  readonly change?: Partial<Release>;
  readonly ballast?: number;
}

export class UpdateBench {
  readonly folder: string;
  readonly data: string;
  readonly feed: string;
  readonly server: FeedServer;
  now = new Date("2026-11-22T02:00:00Z");
  restarts = 0;
  idle = false;
  signing = false;
  readonly said: string[] = [];

  constructor(folder: string, server: FeedServer) {
    this.folder = folder;
    this.data = join(folder, "data");
    this.feed = join(folder, "feed");
    this.server = server;
  }

  readonly close = async (): Promise<void> => {
    await this.server.close();
    rmSync(this.folder, { recursive: true, force: true });
  };

  readonly at = (time: string): void => {
    this.now = new Date(time);
  };

  /** Versions that lie in the data folder. */
  readonly versions = (): string[] => {
    const folder = join(this.data, "versions");
    return existsSync(folder) ? readdirSync(folder) : [];
  };

  readonly offer = (version: string, offering: Offering = {}) => {
    const { serial = 1, keys = [releaseKey], change = {}, ballast = 0 } = offering;
    const built = join(this.folder, `built-${version}`);
    rmSync(built, { recursive: true, force: true });
    writeVersion(built, { version, keys: [releaseKey], ballast });
    const made = makeRelease({ folder: built, version, serial, keys, change });
    publish(this.feed, made);
    return made;
  };

  readonly desk = (of: Partial<UpdatePolicy> = {}, more: Partial<UpdateParts> = {}): Updates => {
    const fitting = policy.parse({
      platformUrl: "https://cms.example.gov.cn",
      anchorsFiles: ["anchors.json"],
      keyFolders: [],
      demo: false,
      updates: { feed: this.server.url, ring: "general", ...of },
    });
    return new Updates({
      ...{ fs: nodeFileSystem, data: this.data, fetch, check: nodeDocumentCheck, timers: new FakeTimers() },
      identity: { edition: "browser", version: "1.0.0", releaseKeys: [releaseKey.key] },
      policy: () => fitting,
      clock: () => this.now,
      random: () => 0.5,
      notices: { send: () => undefined },
      audit: { note: async () => undefined },
      launcher: { say: (word) => void this.said.push(word), onShow: () => undefined, onGone: () => undefined },
      restart: () => {
        this.restarts += 1;
      },
      isIdle: () => this.idle,
      isSigning: () => this.signing,
      carrier: null,
      bug: (error) => {
        throw error;
      },
      ...more,
    });
  };
}

export async function openBench(): Promise<UpdateBench> {
  const folder = mkdtempSync(join(tmpdir(), "caibian-updates-"));
  mkdirSync(join(folder, "data"), { mode: 0o700 });
  mkdirSync(join(folder, "feed"));
  return new UpdateBench(folder, await serveFeed(join(folder, "feed")));
}

export const codeOf = ({ failure }: UpdateView) => failure?.code ?? null;
