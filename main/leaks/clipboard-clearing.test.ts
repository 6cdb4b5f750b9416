import { describe, expect, it } from "vitest";
import type { SessionView } from "../../shared/ipc/contract";
import { Notices } from "../notices";
import { FakeTimers } from "../testing/fake-timers";
import { ClipboardClearing, clipboardDigest } from "./clipboard-clearing";
import { clipboardBy, type SystemClipboard } from "./system-clipboard";

const locked: SessionView = { state: "locked", storeId: null, account: null, reachable: false, clockOffset: null };

function bench(seconds: number | null) {
  let there = "";
  const told: string[] = [];
  const clipboard: SystemClipboard = {
    read: async () => there,
    clear: async () => {
      there = "";
    },
  };
  const notices = new Notices();
  notices.listen((name) => told.push(name));
  const time = new FakeTimers();
  const bug = (error: unknown) => {
    throw error;
  };
  const clearing = new ClipboardClearing({ clipboard, notices, timers: time, seconds: () => seconds, bug });
  const copy = (text: string) => {
    there = text;
    clearing.copied(clipboardDigest(text));
  };
  const later = () => new Promise<void>((done) => setImmediate(done));
  return {
    clearing,
    copy,
    told,
    notices,
    time,
    later,
    there: () => there,
    elsewhere: (text: string) => {
      there = text;
    },
  };
}

describe("what the workstation put on the clipboard", () => {
  it("L3: goes after the policy's seconds, and not before", async () => {
    const { copy, time, later, there } = bench(30);
    copy("第一段");
    time.advance(29_999);
    await later();
    expect(there()).toBe("第一段");
    time.advance(1);
    await later();
    expect(there()).toBe("");
  });

  it("L3: goes at once when the workstation locks, however long there was to wait", async () => {
    const { copy, notices, later, there, told } = bench(600);
    copy("第一段");
    notices.send("desk:session.changed", locked);
    await later();
    expect(there()).toBe("");
    expect(told).toEqual(["desk:session.changed", "desk:clipboard.clear"]);
  });

  it("L3: goes when the workstation ends", async () => {
    const { clearing, copy, there } = bench(600);
    copy("第一段");
    await clearing.stop();
    expect(there()).toBe("");
  });

  it("leaves what somebody copied elsewhere since then", async () => {
    const { copy, time, later, there, elsewhere } = bench(30);
    copy("第一段");
    elsewhere("别处的文字");
    time.advance(30_000);
    await later();
    expect(there()).toBe("别处的文字");
  });

  it("knows its own text again however the system ends lines", () => {
    expect(clipboardDigest("一\r\n二\r\n")).toBe(clipboardDigest("一\n二"));
  });

  it("counts anew from the latest copy", async () => {
    const { copy, time, later, there } = bench(30);
    copy("一");
    time.advance(20_000);
    copy("二");
    time.advance(20_000);
    await later();
    expect(there()).toBe("二");
  });

  it("stays where the policy sets no time, also through a lock", async () => {
    const { copy, notices, later, there } = bench(null);
    copy("第一段");
    notices.send("desk:session.changed", locked);
    await later();
    expect(there()).toBe("第一段");
  });
});

describe("the system's clipboard", () => {
  const runs = (there: readonly string[]) => {
    const ran: string[] = [];
    const run = async (program: string, args: readonly string[]) => {
      ran.push([program, ...args].join(" "));
      return there.includes(program) ? { code: 0, output: "文字" } : { code: null, output: "" };
    };
    return { run, ran };
  };

  it("is reached by the first program that is there; without any it is not known what it holds", async () => {
    const { run, ran } = runs(["xsel"]);
    const clipboard = clipboardBy(run, "linux", { DISPLAY: ":0", WAYLAND_DISPLAY: "wayland-0" });
    expect(await clipboard.read()).toBe("文字");
    await clipboard.clear();
    expect(ran.map((line) => line.split(" ")[0])).toEqual(["wl-paste", "xsel", "wl-copy", "xsel"]);
    expect(await clipboardBy(runs([]).run, "linux", { DISPLAY: ":0" }).read()).toBeNull();
    expect(await clipboardBy(run, "linux", {}).read()).toBeNull();
  });

  it("never gets a text as an argument, where other accounts could read it", async () => {
    for (const platform of ["linux", "win32", "darwin"] as const) {
      const { run, ran } = runs(["xsel", "powershell.exe", "pbpaste", "osascript"]);
      const clipboard = clipboardBy(run, platform, { DISPLAY: ":0" });
      await clipboard.read();
      await clipboard.clear();
      expect(ran.length).toBe(2);
      expect(ran.join()).not.toContain("文字");
    }
  });
});
