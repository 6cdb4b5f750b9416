import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leakPolicy } from "../../shared/model/policy";
import { protectFromCapture } from "./capture";
import { evidenceIn, showVerdict } from "./evidence";
import { menuTemplate } from "./menu";
import type { Contents, FencedProgram, PageSession, ProtectedWindow } from "./ports";
import { fenceContents, fenceProgram } from "./program-fence";
import { fenceSession } from "./session-fence";
import { refusedAtStart } from "./start-switches";
import { asElectron, FakeContents, FakeProgram, FakeSession } from "./testing/fake-electron";

/** These let another program drive the window, take the keys of its connections or leave the sandbox. */
const notoriousSwitches = [
  "remote-debugging-port",
  "remote-debugging-pipe",
  "remote-allow-origins",
  "inspect",
  "inspect-brk",
  "js-flags",
  "no-sandbox",
  "disable-web-security",
  "ignore-certificate-errors",
  "ssl-key-log-file",
  "log-net-log",
  "load-extension",
  "renderer-cmd-prefix",
  "user-data-dir",
  "proxy-server",
] as const;

describe("the start of a locked build", () => {
  const clean = { args: [], env: { PATH: "/usr/bin", LANG: "zh_CN.UTF-8" }, platform: "linux" } as const;

  it("L5: is refused with each switch that opens, logs or leads the window astray, however it is written", () => {
    for (const name of notoriousSwitches) {
      for (const written of [`--${name}`, `--${name}=1`, `-${name}=0.0.0.0:9222`, `--${name.toUpperCase()}`]) {
        expect(refusedAtStart({ ...clean, args: [written] }), written).toEqual([`--${name}`]);
      }
      expect(refusedAtStart({ ...clean, platform: "win32", args: [`/${name}=1`] }), `/${name}`).toEqual([`--${name}`]);
    }
  });

  it("L5: takes no switch that it does not know", () => {
    const names = fc
      .stringMatching(/^[a-z][a-z-]{0,30}[a-z]$/)
      .filter((name) => !/^(?:lang|gtk-|ozone-|disable-gpu)/.test(name));
    const allowed = new Set(["enable-wayland-ime", "force-device-scale-factor"]);
    fc.assert(
      fc.property(names, fc.string(), (name, value) => {
        fc.pre(!allowed.has(name));
        expect(refusedAtStart({ ...clean, args: [`--${name}=${value.replaceAll("\n", "")}`] })).toEqual([`--${name}`]);
      }),
    );
  });

  it("starts from a menu, with a file that was opened, and with what a screen or a graphics driver needs", () => {
    const args = ["/home/li/证据.cbpack", "--disable-gpu", "--lang=zh-CN", "--force-device-scale-factor=1.5", "--"];
    expect(refusedAtStart({ ...clean, args })).toEqual([]);
    expect(refusedAtStart({ ...clean, platform: "win32", args: ["C:\\证据.cbpack", "--disable-gpu"] })).toEqual([]);
  });

  it("L4: is refused with variables that Node obeys in spite of the fuses, by name and without their value", () => {
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: "0", SSLKEYLOGFILE: "/tmp/secret", NODE_DEBUG: "" };
    expect(refusedAtStart({ ...clean, env })).toEqual(["NODE_TLS_REJECT_UNAUTHORIZED", "SSLKEYLOGFILE"]);
  });
});

describe("the program's fence", () => {
  it("L5: accepts no certificate that Chromium refused, hands out none, and gives no password", () => {
    const app = new FakeProgram();
    fenceProgram(asElectron<FencedProgram>(app), { locked: true });
    const answers: unknown[][] = [];
    const answer = (...values: unknown[]): void => void answers.push(values);
    expect(app.emit("certificate-error", {}, "https://a.example/", "ERR_CERT", {}, answer)).toBe(true);
    expect(app.emit("select-client-certificate", {}, "https://a.example/", [{}], answer)).toBe(true);
    expect(app.emit("login", {}, {}, {}, answer)).toBe(true);
    expect(answers).toEqual([[false], [], []]);
  });

  it("L5: fences whatever contents are made: no new window, no embedded view, no developer tools when locked", () => {
    const app = new FakeProgram();
    const contents = new FakeContents();
    fenceProgram(asElectron<FencedProgram>(app), { locked: true });
    app.emit("web-contents-created", contents);
    expect(contents.windowOpen?.()).toEqual({ action: "deny" });
    expect(contents.emit("will-attach-webview", {}, { src: "app://caibian/" })).toBe(true);
    contents.emit("devtools-opened");
    expect(contents.closedTools).toBe(1);
  });

  it("leaves developer tools to a development build", () => {
    const contents = new FakeContents();
    fenceContents(asElectron<Contents>(contents), { locked: false });
    expect(contents.listeners.has("devtools-opened")).toBe(false);
  });

  it("L5: offers no menu entry that reloads the page or opens developer tools", () => {
    const roles = JSON.stringify(menuTemplate);
    expect(roles).toContain('"role":"zoomIn"');
    expect(roles).not.toMatch(/"role":"(?:toggleDevTools|reload|forceReload|viewMenu|windowMenu|help)"/i);
  });
});

describe("the session's fence", () => {
  const fenced = (): FakeSession => {
    const session = new FakeSession();
    fenceSession(asElectron<PageSession>(session));
    return session;
  };
  const cancels = (session: FakeSession, url: string): boolean | null => {
    let cancelled: boolean | null = null;
    session.before?.({ url }, ({ cancel }) => {
      cancelled = cancel;
    });
    return cancelled;
  };

  it("L5: grants no permission, asked or checked, no device and no picture of the screen", () => {
    const session = fenced();
    const granted: unknown[] = [];
    for (const permission of [
      "media",
      "geolocation",
      "clipboard-read",
      "hid",
      "usb",
      "openExternal",
      "notifications",
    ]) {
      session.ask?.({}, permission, (yes) => granted.push(yes));
      granted.push(session.check?.({}, permission), session.device?.({}, permission));
    }
    expect(granted.length).toBe(21);
    expect(granted.every((yes) => yes === false)).toBe(true);
    let streams: object | null = {};
    session.media?.({}, (given) => {
      streams = given;
    });
    expect(streams).toBeNull();
  });

  it("L5, L12: lets no request out of the page but to our own origin", () => {
    const session = fenced();
    for (const url of ["app://caibian/index.html", "blob:app://caibian/1-2", "data:image/png;base64,AA"]) {
      expect(cancels(session, url), url).toBe(false);
    }
    const host = fc.stringMatching(/^[a-z]{1,20}(?:\.[a-z]{2,8}){1,2}$/);
    const foreign = fc.oneof(
      fc
        .tuple(fc.constantFrom("http", "https", "ws", "wss", "ftp", "app"), host)
        .map(([way, name]) => `${way}://${name}/`),
      fc.constantFrom(
        "app://caibian.evil/",
        "file:///etc/passwd",
        "blob:https://a.example/1",
        "chrome://gpu",
        "devtools://x/",
      ),
    );
    fc.assert(
      fc.property(foreign, (url) => {
        expect(cancels(session, url)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it("L5: keeps files that the page made and no other download", () => {
    const session = fenced();
    const download = (url: string): boolean => session.emit("will-download", { getURL: () => url });
    expect(download("blob:app://caibian/1-2")).toBe(false);
    for (const url of [
      "https://a.example/setup.exe",
      "data:text/html,x",
      "blob:https://a.example/1",
      "app://caibian/index.html",
    ]) {
      expect(download(url), url).toBe(true);
    }
  });
});

describe("screen pictures", () => {
  const view = (capture: "allow" | "block") => ({
    lockedBuild: true,
    lines: [],
    ignored: [],
    troubles: [],
    applied: { idleLockMinutes: null, leaks: leakPolicy.parse({ clipboard: "allow", capture }), accessibility: {} },
  });
  const trial = async (answer: unknown) => {
    const said: boolean[] = [];
    const listeners = new Set<(name: string, payload: unknown) => void>();
    const stop = await protectFromCapture(
      asElectron<ProtectedWindow>({ setContentProtection: (on: boolean) => said.push(on) }),
      asElectron({
        call: async () => answer,
        listen: (listener: (name: string, payload: unknown) => void) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      }),
    );
    const tell = (name: string, payload: unknown) => listeners.forEach((listener) => void listener(name, payload));
    return { said, tell, stop, listeners };
  };

  it("L3: leave the window out where the policy blocks them, and follow the policy while it runs", async () => {
    const { said, tell, stop, listeners } = await trial({ ok: true, value: view("block") });
    tell("desk:session.changed", view("block"));
    tell("desk:policy.changed", view("allow"));
    tell("desk:policy.changed", view("block"));
    expect(said).toEqual([true, false, true]);
    stop();
    expect(listeners.size).toBe(0);
  });

  it("L3: leave the window out where the policy cannot be read", async () => {
    expect((await trial({ ok: false, failure: { code: "E_INTERNAL", detail: "" } })).said).toEqual([true]);
    expect((await trial({ ok: true, value: view("allow") })).said).toEqual([false]);
  });
});

describe("an evidence pack that was opened", () => {
  it("is found among the arguments, and a switch of that name is none", () => {
    expect(evidenceIn(["--disable-gpu", "/home/li/证据.CBPACK"])).toBe("/home/li/证据.CBPACK");
    expect(evidenceIn(["file:///home/li/%E8%AF%81.cbpack"])).toBe("/home/li/证.cbpack");
    expect(evidenceIn(["--x=a.cbpack", "/home/li/稿件.docx"])).toBeNull();
  });

  it("is handed to the program beside the shell, and told missing where there is none", async () => {
    const forked: unknown[][] = [];
    const utility = {
      fork: (...given: unknown[]) => {
        forked.push(given);
        return { on: (_event: "exit", listener: (code: number) => void) => setImmediate(() => listener(0)) };
      },
    };
    const env = { DISPLAY: ":0", EMPTY: undefined };
    const beside = import.meta.filename;
    expect(await showVerdict("/a.cbpack", { utility, program: beside, env })).toBe(true);
    expect(forked).toEqual([
      [beside, ["/a.cbpack"], { env: { DISPLAY: ":0" }, stdio: "ignore", serviceName: "Caibian verdict" }],
    ]);
    expect(await showVerdict("/a.cbpack", { utility, program: `${beside}.gone`, env })).toBe(false);
    expect(forked.length).toBe(1);
  });
});
