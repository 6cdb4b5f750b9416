/** Issue 6, bad input: who starts from a menu has no terminal; a window says what happened, what is safe and what to do. */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { exits } from "../main/update/launcher-line";
import { REFUSAL_SHOWN } from "../shared/refusal-shown";
import { launchChromium } from "./chromium";
import { newWindow } from "./context";
import { mayMount, openStarts, type Start } from "./desk-start";

const folder = mkdtempSync(join(tmpdir(), "caibian-refused-"));
const pictures = process.env.CAIBIAN_PICTURES ?? "";
const { start, mount, clear } = openStarts(folder, () => join(folder, "policy.json"));
const canMount = mayMount();
const unmountable = canMount ? "" : " (skipped: this account may not mount)";
let chromium: Browser;
let asked = "";

beforeAll(async () => {
  chromium = await launchChromium();
});
beforeEach(() => {
  asked = join(mkdtempSync(join(folder, "asked-")), "asked");
  // Stands for the system's browser: keeps what it was asked to open, and stays as a window does.
  writeFileSync(join(folder, "browser"), `#!/bin/sh\nprintf '%s\\n' "$@" >${asked}\nsleep 3\n`);
  chmodSync(join(folder, "browser"), 0o755);
  rmSync(join(folder, "policy.json"), { force: true });
});
afterEach(clear);
afterAll(async () => {
  await chromium.close();
  rmSync(folder, { recursive: true, force: true });
});

const byMenu = (order: Start): Start => ({
  ...order,
  window: true,
  env: { DISPLAY: ":99", CAIBIAN_BROWSER: join(folder, "browser"), TMPDIR: folder, ...order.env },
});

const switches = (): readonly string[] => (existsSync(asked) ? readFileSync(asked, "utf8").trim().split("\n") : []);
const pageAddress = (): string =>
  switches()
    .find((text) => text.startsWith("--app="))
    ?.slice("--app=".length) ?? "";

/** What the page says in a real Chromium, and that it needed nothing else for it. */
async function shown(name: string): Promise<string> {
  const context = await newWindow(chromium);
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  await page.goto(pageAddress());
  const text = (await page.locator("body").textContent()) ?? "";
  if (pictures !== "") await page.screenshot({ path: join(pictures, `refused-${name}.png`), fullPage: true });
  await context.close();
  expect(requests).toEqual([pageAddress()]);
  expect(complaints).toEqual([]);
  return text;
}

const parts = ["采编工作站没有启动", "稿件", "怎么办", "给管理员", "出错代码", "本机时间", "Caibian did not start"];

describe("a start that is refused is told in a window", () => {
  it.each<[string, string | null, RegExp]>([
    ["E_POLICY_ABSENT", null, /没有找到管理员策略。[\s\S]*\.sig/],
    ["E_POLICY_INVALID", "{ this is no policy", /管理员策略内容有误，没有采用。/],
    [
      "E_POLICY_INVALID",
      '{"platformUrl":"http://127.0.0.1:1","anchorsFiles":["none.json"],"keyFolders":[],"demo":true}',
      /anchorsFiles/,
    ],
  ])("%s: broken policy %j", async (code, policy, words) => {
    if (policy !== null) writeFileSync(join(folder, "policy.json"), policy);
    const data = mkdtempSync(join(folder, "data-"));
    const { code: exit, printed } = await start(byMenu({ env: { CAIBIAN_DATA: data } }));
    expect(exit).toBe(exits.refused);
    expect(printed()).toContain(REFUSAL_SHOWN);
    const text = await shown(code);
    for (const part of [...parts, code, data]) expect(text).toContain(part);
    expect(text).toMatch(words);
    expect(switches()).toContain(`--user-data-dir=${join(data, "browser")}`);
    expect(switches().join()).not.toMatch(/remote-debugging|no-sandbox/);
  });

  it.skipIf(!canMount)(
    `a read-only home: the page lies elsewhere, and nothing was written into the home${unmountable}`,
    async () => {
      const home = mount("size=8m,ro");
      const env = { CAIBIAN_DATA: undefined, XDG_DATA_HOME: undefined, HOME: home };
      const { code, printed } = await start(byMenu({ env }));
      expect(code).toBe(exits.refused);
      expect(printed()).toContain(REFUSAL_SHOWN);
      expect(await shown("read-only-home")).toMatch(/数据文件夹不能写入.*所在的盘是只读的[\s\S]*E_DATA_FOLDER/);
      expect(readdirSync(home)).toEqual([]);
    },
  );

  it.skipIf(!canMount)(`home and temporary folder both read-only: the page lies in memory${unmountable}`, async () => {
    const home = mount("size=8m,ro");
    const memory = mount("size=8m");
    const env = {
      CAIBIAN_DATA: undefined,
      XDG_DATA_HOME: undefined,
      HOME: home,
      TMPDIR: home,
      XDG_RUNTIME_DIR: memory,
    };
    await start(byMenu({ env }));
    expect(pageAddress()).toContain(memory);
    expect(await shown("read-only-all")).toContain("E_DATA_FOLDER");
  });

  it("no browser that opens, or no desktop at all: the line on the terminal alone, and the exit code of a refusal", async () => {
    for (const env of [{ CAIBIAN_BROWSER: "/bin/false" }, { DISPLAY: "", WAYLAND_DISPLAY: "" }]) {
      const { code, printed } = await start(byMenu({ env }));
      expect(code).toBe(exits.refused);
      expect(printed()).toMatch(/^工作站没有启动：没有找到管理员策略.*（E_POLICY_ABSENT）\n$/);
    }
  });

  it("BD-4: a policy that is refused tells nothing of the platform's address", async () => {
    const url = "https://cms.secret-office.test";
    writeFileSync(join(folder, "policy.json"), JSON.stringify({ platformUrl: url, anchorsFiles: [], nonsense: 1 }));
    await start(byMenu({}));
    expect(await shown("unknown-key")).not.toMatch(/secret-office/);
  });
});

describe("the launcher", () => {
  it("L9: nothing that can be started: told in a window by the system's own browser only, on the terminal in any case", async () => {
    const root = mkdtempSync(join(folder, "root-"));
    mkdirSync(join(root, "launcher"));
    mkdirSync(join(root, "versions"));
    cpSync(resolve(import.meta.dirname, "..", "dist", "launcher"), join(root, "launcher"), { recursive: true });
    const { code, printed } = await start(byMenu({ program: join(root, "launcher", "launcher.js") }));
    expect(code).toBe(exits.failed);
    expect(printed()).toMatch(/本机没有可以启动的版本。稿件仍在本机，没有改动。.*（E_START_NONE）/);
    // A program that the environment names is never asked.
    expect(switches()).toEqual([]);
  });
});
