/** The way from the workstation into the administrators' pages: what the browser is given, and what the window is told. */
import { beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../shared/failure";
import type { SessionView } from "../shared/ipc/contract";
import { type Administration, type AdministrationOptions, openAdministration } from "./administration";
import { Notices } from "./notices";
import type { Client } from "./platform/client";
import { FakeTimers } from "./testing/fake-timers";

const ticket = { ticket: "tABC_-1", code: "480913", expiresAt: "2026-11-22T02:01:00.000Z" };
const view: SessionView = { state: "online", storeId: "s", account: null, reachable: true, clockOffset: null };
const policy = { platformUrl: "https://p.example", anchorsFiles: ["a"], keyFolders: [], demo: false };

let asked: unknown[];
let opened: string[];
let timers: FakeTimers;
let notices: Notices;

function administrationOf(more: Partial<AdministrationOptions> = {}): Administration {
  const authorised = (async (route: string, request: { body: unknown }) => {
    asked.push([route, request.body]);
    return route === "admin.ticket" ? ticket : { serverTime: ticket.expiresAt };
  }) as Client["request"];
  const openPage = async (url: string) => void opened.push(url);
  return openAdministration(
    { shell: "browser", version: "1.4.0", openPage, ...more },
    {
      session: { authorised, view: () => view },
      client: { address: "https://p.example/base" },
      policy: { now: () => policy },
      log: { bug: () => undefined },
      updates: { ring: () => null, directed: async () => undefined },
      notices,
      timers,
    },
  );
}

beforeEach(() => {
  [asked, opened, timers, notices] = [[], [], new FakeTimers(), new Notices()];
});

describe("系统管理 in the workstation", () => {
  it("gives the browser the ticket without the code, and the window the code without the ticket", async () => {
    const shown = await administrationOf().handlers["desk:admin.open"](null);
    expect(opened).toEqual(["https://p.example/base/admin/enter?ticket=tABC_-1"]);
    expect(opened.join()).not.toContain(ticket.code);
    expect(shown).toEqual({ code: ticket.code, expiresAt: ticket.expiresAt });
  });

  it("asks for no ticket where no browser may be opened, and says so when there is none", async () => {
    const without = openAdministration(
      { shell: "browser", version: "1.4.0" },
      {
        session: { authorised: (() => Promise.reject(new Error("asked"))) as Client["request"], view: () => view },
        client: { address: "https://p.example" },
        policy: { now: () => policy },
        log: { bug: () => undefined },
        updates: { ring: () => null, directed: async () => undefined },
        notices,
        timers,
      },
    );
    await expect(without.handlers["desk:admin.open"](null)).rejects.toMatchObject({ code: "E_BROWSER" });
    const missing = administrationOf({ openPage: () => Promise.reject(new AppError("E_BROWSER")) });
    await expect(missing.handlers["desk:admin.open"](null)).rejects.toMatchObject({ code: "E_BROWSER" });
  });

  it("L12: reports what build and which signed policy runs here", async () => {
    const machineIssue = () => ({ hash: `sha-256:${"b".repeat(64)}`, serial: 12 });
    const watched = null as never;
    const administration = administrationOf({ build: { watched, lockedBuild: true, machineIssue } });
    administration.start();
    await administration.handlers["desk:fleet.counts"]({ unsynced: 0, oldest: null });
    notices.send("desk:session.changed", view);
    timers.advance(3_000);
    await new Promise((done) => setImmediate(done));
    expect(asked).toEqual([
      [
        "fleet.checkIn",
        {
          ...{ version: "1.4.0", edition: "browser", locked: true, policyHash: machineIssue().hash, policySerial: 12 },
          ring: null,
          ...{ unsynced: 0, oldest: null, clockOffset: null },
        },
      ],
    ]);
    administration.stop();
  });
});
