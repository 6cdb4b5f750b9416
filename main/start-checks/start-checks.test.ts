import { url } from "node:inspector";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysBehind } from "./clock";
import { type FolderPort, prepareDataFolder } from "./data-folder";
import { debuggingFound, type ProcessFacts, refuseDebugging } from "./debugging";
import { keepInspectorShut } from "./machine";
import { startRemarks } from "./remarks";

const quiet: ProcessFacts = { runtimeSwitches: [], args: ["--no-window"], env: { PATH: "/bin" }, inspector: undefined };

describe("a locked build and debugging", () => {
  it("L5: starts where nobody looks in", () => {
    expect(debuggingFound(quiet)).toEqual([]);
    expect(() => refuseDebugging(quiet)).not.toThrow();
    expect(debuggingFound({ ...quiet, args: ["--policy=/x", "--no-window"] })).toEqual([]);
  });

  it.each<[string, Partial<ProcessFacts>]>([
    ["--inspect", { runtimeSwitches: ["--inspect=0.0.0.0:9229"] }],
    ["--inspect-brk", { runtimeSwitches: ["--inspect-brk"] }],
    ["--import", { runtimeSwitches: ["--import=./evil.mjs"] }],
    ["-r", { runtimeSwitches: ["-r", "./evil.js"] }],
    ["--remote-debugging-port", { args: ["--remote-debugging-port=9222"] }],
    ["--remote-debugging-pipe", { args: ["--remote-debugging-pipe"] }],
    ["--no-sandbox", { args: ["--no-sandbox"] }],
    ["NODE_OPTIONS", { env: { NODE_OPTIONS: "--require /tmp/x" } }],
    ["ELECTRON_RUN_AS_NODE", { env: { ELECTRON_RUN_AS_NODE: "1" } }],
    ["NODE_TLS_REJECT_UNAUTHORIZED", { env: { NODE_TLS_REJECT_UNAUTHORIZED: "0" } }],
    ["inspector", { inspector: "ws://127.0.0.1:9229/x" }],
  ])("L5: %s ends the start, and the reason names it without its value", (name, facts) => {
    const found = debuggingFound({ ...quiet, ...facts });
    expect(found).toContain(name);
    expect(found.join()).not.toMatch(/evil|9222|9229|\/tmp/);
    expect(() => refuseDebugging({ ...quiet, ...facts })).toThrow(/E_DEBUGGING/);
  });
});

describe("the data folder", () => {
  const folder = (fault: { at: keyof FolderPort; code: string } | null): FolderPort & { readonly done: string[] } => {
    const done: string[] = [];
    const step = (at: keyof FolderPort) => async () => {
      if (fault?.at === at) throw Object.assign(new Error(fault.code), { code: fault.code });
      done.push(at);
    };
    return {
      done,
      make: step("make"),
      closeToOthers: step("closeToOthers"),
      tryWriting: step("tryWriting"),
      stores: async () => ({ count: 0, ballast: [] }),
      remove: async () => undefined,
    };
  };

  it("is made, closed to other accounts, and written to before anything is opened in it", async () => {
    const port = folder(null);
    await prepareDataFolder(port, "/data");
    expect(port.done).toEqual(["make", "closeToOthers", "tryWriting"]);
  });

  it.each([
    ["EROFS", "E_DATA_FOLDER"],
    ["EACCES", "E_DATA_FOLDER"],
    ["ENOTDIR", "E_DATA_FOLDER"],
    ["ENOSPC", "E_START_DISK"],
    ["EDQUOT", "E_START_DISK"],
  ])("%s at any step refuses the start with %s", async (code, failure) => {
    for (const at of ["make", "tryWriting"] as const)
      await expect(prepareDataFolder(folder({ at, code }), "/data")).rejects.toMatchObject({ code: failure });
  });

  it("D5: a full disk with stores on it gives up their ballast, and opens to be read where even that is not enough", async () => {
    const full = (helps: boolean) => {
      const port = folder({ at: "tryWriting", code: "ENOSPC" });
      const removed: string[] = [];
      let tries = 0;
      const room = prepareDataFolder(
        {
          ...port,
          stores: async () => ({ count: 2, ballast: ["/data/one/ballast", "/data/two/ballast"] }),
          remove: async (file) => void removed.push(file),
          tryWriting: async (at) => {
            tries += 1;
            if (!helps || removed.length < 2) await port.tryWriting(at);
          },
        },
        "/data",
      );
      return room.then((answer) => ({ answer, removed, tries }));
    };
    const removed = ["/data/one/ballast", "/data/two/ballast"];
    expect(await full(true)).toEqual({ answer: "writable", removed, tries: 2 });
    expect(await full(false)).toEqual({ answer: "full", removed, tries: 2 });
  });

  it("lets through what nobody foresaw, as the bug it is", async () => {
    await expect(prepareDataFolder(folder({ at: "make", code: "EMFILE" }), "/data")).rejects.toMatchObject({
      code: "EMFILE",
    });
  });
});

describe("remarks of a start", () => {
  it("says of a clock in 1970 how many days it is behind the build, and nothing of one that is right", () => {
    const facts = { builtOn: "2026-06-01", chineseFonts: 3, hasKeychain: true };
    const [remark] = startRemarks({ ...facts, now: new Date("1970-01-01T00:00:05Z") });
    expect(remark?.words).toContain("本机时钟是 1970-01-01，比程序的构建日期 2026-06-01 早 20604 天");
    expect(startRemarks({ ...facts, now: new Date("2026-06-02T00:00:00Z") })).toEqual([]);
  });

  it("counts behind only: for any clock after the build there is nothing to say", () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 20_000 }), (days) => {
        const now = new Date(Date.parse("2026-06-01T00:00:00Z") + days * 86_400_000);
        expect(daysBehind(now, "2026-06-01")).toBe(Math.max(0, -days - 1));
      }),
    );
  });

  it("D5: says of a full disk that it was opened to be read", () => {
    const facts = { now: new Date("2026-07-01T00:00:00Z"), builtOn: "2026-06-01", chineseFonts: 1, hasKeychain: true };
    expect(startRemarks({ ...facts, room: "full" })[0]?.words).toContain("磁盘已满，工作站只读打开");
    expect(startRemarks({ ...facts, room: "writable" })).toEqual([]);
  });

  it("names missing fonts in English too, as the Chinese cannot be read then; systems that cannot be asked are left out", () => {
    const facts = { now: new Date("2026-07-01T00:00:00Z"), builtOn: "2026-06-01", hasKeychain: true };
    expect(startRemarks({ ...facts, chineseFonts: 0 })[0]?.words).toMatch(/fonts-noto-cjk.*No Chinese font found/);
    expect(startRemarks({ ...facts, chineseFonts: null })).toEqual([]);
    expect(startRemarks({ ...facts, chineseFonts: 1, hasKeychain: false }).map(({ name }) => name)).toEqual([
      "keychain",
    ]);
  });
});

it.skipIf(process.platform === "win32")(
  "L5: the signal that opens Node's inspector in a running process opens nothing in a locked build",
  async () => {
    const before = process.listenerCount("SIGUSR1");
    keepInspectorShut();
    expect(process.listenerCount("SIGUSR1")).toBe(before + 1);
    process.kill(process.pid, "SIGUSR1");
    await new Promise((done) => setTimeout(done, 300));
    expect(url()).toBeUndefined();
  },
);
