import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { AppError, type FailureCode, failureCodes } from "../../shared/failure";
import { exits } from "../update/launcher-line";
import { refusalOf } from "./refusal";
import { refusalPage } from "./refusal-page";
import { type RefusalWindow, showRefusal } from "./refusal-window";

const home = mkdtempSync(join(tmpdir(), "caibian-refusal-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
let data = "";
beforeEach(() => {
  data = mkdtempSync(join(home, "data-"));
});

const facts = { version: "1.2.3", dataFolder: "/home/李/数据", now: new Date("1970-01-01T00:00:05Z") };

describe("why a start was refused", () => {
  it("every failure has a page with what happened, what is safe, what to do, and its code", () => {
    for (const code of failureCodes) {
      const refusal = refusalOf(new AppError(code, "说明"), 17809);
      const page = refusalPage(refusal, facts);
      for (const part of [
        refusal.what,
        refusal.safe,
        refusal.steps[0] ?? "?",
        `<dd>${refusal.code}</dd>`,
        "1970-01-01 00:00:05",
      ])
        expect([code, page.includes(part)]).toEqual([code, true]);
      expect(refusal.steps.join()).not.toBe("");
    }
  });

  it("the launcher tells by the exit code whether another version would help", () => {
    const codeOf = (error: unknown) => refusalOf(error, 1).exitCode;
    expect(codeOf(new AppError("E_POLICY_ABSENT"))).toBe(exits.refused);
    expect(codeOf(new AppError("E_STATE", "已在运行"))).toBe(exits.elsewhere);
    expect(codeOf(Object.assign(new Error("x"), { code: "EADDRINUSE" }))).toBe(exits.elsewhere);
    expect(codeOf(new TypeError("a bug"))).toBe(exits.failed);
  });

  it("BD-4: an unforeseen error shows its system code and nothing of its text", () => {
    const error = Object.assign(new Error("connect https://cms.secret.test/token"), { code: "EMFILE" });
    const refusal = refusalOf(error, 1);
    expect(refusalPage(refusal, facts) + refusal.line).not.toMatch(/secret|token/);
    expect(refusal.line).toContain("（EMFILE）");
  });

  it.each<[FailureCode, boolean]>([
    ["E_POLICY_INVALID", true],
    ["E_DATA_FOLDER", false],
    ["E_START_DISK", false],
    ["E_DEBUGGING", false],
  ])("%s: a file in the data folder may say so: %s", (code, may) => {
    expect(refusalOf(new AppError(code), 1).usesData).toBe(may);
  });

  it("no text of a failure becomes markup, and nothing is loaded or run", () => {
    const page = refusalPage(refusalOf(new AppError("E_POLICY_INVALID", `<img src=x onerror="x">`), 1), facts);
    expect(page).not.toContain("<img");
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|https?:/);
  });
});

describe.skipIf(process.platform === "win32")("the window that says so", () => {
  let files = 0;
  function browserThat(does: string): string {
    files += 1;
    const file = join(data, `chromium-${files}`);
    writeFileSync(file, `#!/bin/sh\n${does}\n`);
    chmodSync(file, 0o755);
    return file;
  }
  const window = (more: Partial<RefusalWindow>): RefusalWindow => ({
    ...{ browser: browserThat("sleep 3"), dataFolder: data, platform: "linux", env: { DISPLAY: ":0", PATH: "/bin" } },
    ...more,
  });

  it("shows a page that its owner alone reads", async () => {
    expect(await showRefusal("<p>page</p>", window({}))).toBe(true);
    const page = join(data, "not-started.html");
    expect(readFileSync(page, "utf8")).toBe("<p>page</p>");
    expect(statSync(page).mode & 0o777).toBe(0o600);
  });

  it("counts as not shown when the browser ends with an error, is none, or there is no desktop", async () => {
    expect(await showRefusal("x", window({ browser: browserThat("exit 1") }))).toBe(false);
    expect(await showRefusal("x", window({ browser: join(data, "absent") }))).toBe(false);
    expect(await showRefusal("x", window({ env: {} }))).toBe(false);
  });

  it("a browser that hands the page to a running one and ends well has shown it", async () => {
    expect(await showRefusal("x", window({ browser: browserThat("exit 0") }))).toBe(true);
  });

  it("goes elsewhere where the data folder takes nothing, and writes nothing there", async () => {
    const blocked = join(data, "blocked");
    writeFileSync(blocked, "a file");
    const asked = join(data, "asked");
    const browser = browserThat(`printf '%s' "$*" >${asked}\nsleep 2`);
    expect(await showRefusal("x", window({ browser, dataFolder: blocked }))).toBe(true);
    expect(readFileSync(blocked, "utf8")).toBe("a file");
    const [, page = ""] = /--app=file:\/\/(\S+)/.exec(readFileSync(asked, "utf8")) ?? [];
    expect(page.startsWith(data)).toBe(false);
    expect(readFileSync(page, "utf8")).toBe("x");
    expect(existsSync(join(data, "not-started.html"))).toBe(false);
    rmSync(join(page, ".."), { recursive: true });
  });
});
