import { describe, expect, it } from "vitest";
import { foundCity } from "../../node/demo-authority";
import { nodeCheck } from "../../node/signature-check";
import type { FileSystem } from "../journal/filesystem";
import { DiskError, MemoryFileSystem } from "../journal/testing/memory-filesystem";
import { FakeTimers } from "../testing/fake-timers";
import { pkcs12Folders } from "./pkcs12-folder";

const at = new Date("2026-11-20T08:00:00.000Z");
const pin = "Key-PIN-1";

/** Files some of which cannot be read, or never answer; it counts what never did. */
class TroubledFiles implements Pick<FileSystem, "list" | "read"> {
  readonly memory = new MemoryFileSystem();
  /** What begins so, and how it goes on. */
  readonly hangs = new Map<string, () => void>();
  readonly refused = new Set<string>();
  asked = 0;
  readonly list = (folder: string): Promise<readonly string[]> => this.#at(folder, this.memory.list);
  readonly read = (path: string): Promise<Uint8Array> => this.#at(path, this.memory.read);

  async #at<T>(path: string, work: (path: string) => Promise<T>): Promise<T> {
    const place = [...this.hangs.keys()].find((each) => path.startsWith(each));
    if (place !== undefined) {
      this.asked += 1;
      await new Promise<void>((done) => this.hangs.set(place, done));
    }
    if ([...this.refused].some((each) => path.startsWith(each))) throw new DiskError("EACCES");
    return work(path);
  }
}

async function place() {
  const fs = new TroubledFiles();
  const city = await foundCity({ site: "luan", name: "六安市", at });
  for (const [path, name] of [
    ["/local/张晓岚", "张晓岚"],
    ["/share/李维民", "李维民"],
  ] as const) {
    const key = await city.issuePerson({ name, unitName: "办公室" });
    for (const [ending, bytes] of [["p12", key.toPkcs12(pin)] as const, ["cer", key.certificate] as const]) {
      const file = await fs.memory.open(`${path}.${ending}`, "create");
      await file.write(bytes, 0);
      await file.close();
    }
  }
  const timers = new FakeTimers();
  const folders = ["/local", "/share"];
  const keys = pkcs12Folders({ fs, folders, timers, anchors: [city.anchors], check: nodeCheck, clock: () => at });
  const shown = async (listing: ReturnType<typeof keys.list>) =>
    (await listing).map(({ name, usable, reason }) => `${name} ${usable ? "可用" : reason}`);
  return { fs, timers, keys, shown };
}

const turns = () => new Promise((done) => setTimeout(done, 20));

describe("a folder of keys on a share", () => {
  it("S2: that never answers costs a moment, is named, and keeps no other key from being listed and opened", async () => {
    const { fs, timers, keys, shown } = await place();
    const [zhang] = await keys.list();
    fs.hangs.set("/share", () => undefined);
    const listing = keys.list();
    await turns();
    timers.advance(4_000);
    expect(await shown(listing)).toEqual(["张晓岚 可用", "share 所在的文件夹没有回应，可能是网络盘断开"]);
    const opening = keys.open(zhang?.keyId ?? "", { pin });
    await turns();
    timers.advance(4_000);
    expect((await opening).info.name).toBe("张晓岚");
  });

  it("D1: holds one thread however often it is asked, and is read anew once it answers", async () => {
    const { fs, timers, keys, shown } = await place();
    fs.hangs.set("/share", () => undefined);
    for (let look = 0; look < 6; look += 1) {
      const listing = keys.list();
      await turns();
      timers.advance(4_000);
      await listing;
    }
    expect(fs.asked).toBe(1);
    const goOn = fs.hangs.get("/share");
    fs.hangs.clear();
    goOn?.();
    await turns();
    expect(await shown(keys.list())).toEqual(["张晓岚 可用", "李维民 可用"]);
  });

  it("says of a key that lies there that the folder does not answer, not that there is no such key", async () => {
    const { fs, timers, keys } = await place();
    const li = (await keys.list()).find(({ name }) => name === "李维民");
    fs.hangs.set("/share", () => undefined);
    const opening = keys.open(li?.keyId ?? "", { pin }).catch((error: unknown) => error);
    await turns();
    timers.advance(4_000);
    expect(await opening).toMatchObject({ code: "E_KEY_FILE", detail: expect.stringContaining("没有回应") });
  });

  it("names a folder and a file that may not be read, and lists the rest", async () => {
    const { fs, keys, shown } = await place();
    fs.refused.add("/share");
    expect(await shown(keys.list())).toEqual(["张晓岚 可用", "share 所在的文件夹无法读取"]);
    fs.refused.clear();
    fs.refused.add("/share/李维民.p12");
    expect(await shown(keys.list())).toEqual(["张晓岚 可用", "李维民 文件无法读取"]);
  });

  it("shows a key that was put there while an earlier look was still under way", async () => {
    const { fs, keys, shown } = await place();
    fs.refused.add("/share");
    fs.hangs.set("/local", () => undefined);
    const first = keys.list();
    await turns();
    fs.refused.clear();
    const second = keys.list();
    await turns();
    const goOn = fs.hangs.get("/local");
    fs.hangs.clear();
    goOn?.();
    expect(await shown(first)).toContain("share 所在的文件夹无法读取");
    expect(await shown(second)).toEqual(["张晓岚 可用", "李维民 可用"]);
  });
});
