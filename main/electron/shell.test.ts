import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contract } from "../../shared/ipc/contract";
import { sendNotices, sentBy, serveCalls } from "./ipc";
import { isOurPage } from "./origin";
import type { Ipc } from "./ports";
import { schemePrivileges, serveFolder } from "./protocol";
import { holdSingleInstance } from "./single-instance";
import { asElectron, FakeContents, FakeSession, FakeWindow } from "./testing/fake-electron";
import { bringForward, openPage, windowOptions } from "./window";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "caibian-electron-"));
  mkdirSync(join(folder, "page"));
  writeFileSync(join(folder, "page", "index.html"), "page");
  writeFileSync(join(folder, "outside.html"), "outside");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the window", () => {
  it("L5: is sandboxed and isolated, without Node, webviews or developer tools", () => {
    expect(windowOptions("/preload.cjs").webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      webSecurity: true,
      devTools: false,
    });
  });

  it("L5: goes to no foreign page, by link, redirect or frame", async () => {
    const window = new FakeWindow();
    await openPage(asElectron(window), asElectron(new FakeSession()));
    expect(window.done).toEqual(["load app://caibian/index.html"]);
    const goes = (name: string, url: string): boolean => {
      let prevented = false;
      window.webContents.listeners.get(name)?.({
        url,
        preventDefault: () => {
          prevented = true;
        },
      });
      return !prevented;
    };
    for (const name of ["will-navigate", "will-redirect", "will-frame-navigate"]) {
      expect(goes(name, "https://evil.example/"), name).toBe(false);
      expect(goes(name, "app://caibian.evil/"), name).toBe(false);
      expect(goes(name, "app://caibian/index.html"), name).toBe(true);
    }
    expect(goes("will-frame-navigate", "about:srcdoc")).toBe(true);
  });

  it("comes forward when the program is started again, and the second program ends", () => {
    const window = new FakeWindow();
    window.minimized = true;
    bringForward(window);
    expect(window.done).toEqual(["restore", "show", "focus"]);
    const events: string[] = [];
    const app = (first: boolean) => ({
      requestSingleInstanceLock: () => first,
      quit: () => events.push("quit"),
      on: (name: string) => events.push(name),
    });
    expect(holdSingleInstance(asElectron(app(true)), () => undefined)).toBe(true);
    expect(holdSingleInstance(asElectron(app(false)), () => undefined)).toBe(false);
    expect(events).toEqual(["second-instance", "quit"]);
  });
});

describe("the door in Electron", () => {
  const top = { url: "app://caibian/index.html", parent: null };
  const event = (senderFrame: unknown, id = 7) =>
    asElectron<Parameters<ReturnType<typeof sentBy>>[0]>({ sender: { id }, senderFrame });

  it("lets only the main frame of our window on our origin in", () => {
    const isOurs = sentBy({ id: 7 });
    expect(isOurs(event(top))).toBe(true);
    expect(isOurs(event(top, 8))).toBe(false);
    expect(isOurs(event(null))).toBe(false);
    expect(isOurs(event({ ...top, parent: top }))).toBe(false);
    for (const url of [
      "",
      "about:blank",
      "https://evil.example/",
      "app://caibian.evil/index.html",
      "app:///index.html",
    ]) {
      expect(isOurs(event({ ...top, url })), url).toBe(false);
    }
  });

  it("answers every call of the contract, foreign senders with E_FOREIGN_SENDER and without asking the desk", async () => {
    const handlers = new Map<string, (event: unknown, raw: unknown) => Promise<unknown>>();
    const asked: unknown[] = [];
    const ipc = {
      handle: (name: string, handler: (event: unknown, raw: unknown) => Promise<unknown>) =>
        handlers.set(name, handler),
    };
    const desk = {
      call: async (name: unknown, raw: unknown) => ({ ok: true as const, value: asked.push([name, raw]) }),
    };
    serveCalls(asElectron<Ipc>(ipc), desk, sentBy({ id: 7 }));
    expect([...handlers.keys()].sort()).toEqual(Object.keys(contract).sort());
    const read = handlers.get("desk:session.read");
    expect(await read?.(event(top), undefined)).toEqual({ ok: true, value: 1 });
    expect(asked).toEqual([["desk:session.read", null]]);
    expect(await read?.(event({ ...top, url: "https://evil.example" }), null)).toMatchObject({
      failure: { code: "E_FOREIGN_SENDER" },
    });
    expect(asked.length).toBe(1);
  });

  it("passes notices on until stopped, and none to a window that is gone", () => {
    const contents = new FakeContents();
    const listeners = new Set<(name: never, payload: never) => void>();
    const stop = sendNotices(asElectron(contents), {
      listen: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
    const tell = () =>
      listeners.forEach((listener) => {
        listener(asElectron("desk:session.changed"), asElectron(1));
      });
    tell();
    contents.destroyed = true;
    tell();
    stop();
    expect(contents.sent).toEqual([["desk:session.changed", 1]]);
    expect(listeners.size).toBe(0);
  });
});

describe("app://", () => {
  it("serves the window's files under a strict policy and nothing outside them", async () => {
    const serve = serveFolder(join(folder, "page"));
    const get = (url: string, method = "GET") => serve({ url, method });
    const page = await get("app://caibian/index.html");
    expect(await page.text()).toBe("page");
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
    expect((await get("app://caibian/%2e%2e%2foutside.html")).status).toBe(404);
    expect((await get("app://other/index.html")).status).toBe(403);
    expect((await get("app://caibian/index.html", "POST")).status).toBe(403);
    expect(schemePrivileges[0]?.privileges).toMatchObject({ standard: true, secure: true });
    expect(isOurPage("app://caibian")).toBe(true);
  });
});
