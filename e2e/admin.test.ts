/** Deliver 6, L12: administration from the workstation to the platform's pages, in a real browser, without script. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { CastPerson } from "./api";
import { type Bench, startBench } from "./bench";
import { type BrowserNote, confirmIdentity, enterAdministration, noteBrowser } from "./driver/administration";
import { choose, signIn } from "./driver/sign-in";
import { pictureFailures } from "./pictures-of-failure";

let bench: Bench;
let note: BrowserNote;
let folder: string;
let shown: Page;
let desk: Page;
/** The first administrator's pages, over all tests. */
let one: Page;

const [first, second] = [() => bench.world.person("luan", "系统管理"), () => bench.world.person("luan", "系统管理", 1)];
const inbox = () => bench.world.cast.smsInbox;
pictureFailures(() => shown);

/** Where pictures go when somebody wants to look at them. */
const pictures = process.env.CAIBIAN_ADMIN_PICTURES;
async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "caibian-admin-"));
  note = noteBrowser(folder);
  process.env.CAIBIAN_BROWSER = note.program;
  bench = await startBench();
});
afterAll(async () => {
  await bench.stop();
  delete process.env.CAIBIAN_BROWSER;
  rmSync(folder, { recursive: true, force: true });
});

/** A browser in which nothing of the pages could run even if it were there. */
const plainContext = (): Promise<BrowserContext> =>
  bench.browser.newContext({ javaScriptEnabled: false, locale: "zh-CN", viewport: { width: 1366, height: 900 } });

async function administrator(person: CastPerson, window: Page): Promise<Page> {
  shown = window;
  await signIn(window, person, inbox());
  const { page, code } = await enterAdministration(window, await plainContext(), note);
  expect(note.seen()).not.toContain(code);
  return page;
}

it("two administrators change an account from their workstations, and the fleet shows the workstation they sit at", async () => {
  desk = await bench.openDesk(await bench.newContext());
  one = await administrator(first(), desk);
  const otherDesk = await bench.world.addDesk();
  const otherWindow = await (await bench.newContext()).newPage();
  await otherWindow.goto(await otherDesk.launchUrl());
  const two = await administrator(second(), otherWindow);

  const person = bench.world.person("luan", "编辑员", 1);
  shown = one;
  await one.getByRole("link", { name: "账号", exact: true }).click();
  await one.getByRole("link", { name: person.name }).click();
  await one.getByRole("link", { name: /申请变更/ }).click();
  await one.getByLabel("手机号").fill(person.phone);
  await one.getByRole("checkbox", { name: "审核员", exact: true }).check();
  await one.getByRole("checkbox", { name: "编辑员", exact: true }).uncheck();
  await one.getByLabel("证书文件").setInputFiles(person.keyFile.replace(/\.p12$/, ".cer"));
  await one.getByLabel("理由").fill("转岗");
  await picture(one, "admin-request");
  await one.getByRole("button", { name: "提交申请" }).click();
  await one.getByText("申请已提交").waitFor();
  const address = one.url();

  shown = two;
  await two.goto(address);
  expect(await two.getByRole("button", { name: "批准", exact: true }).isDisabled()).toBe(true);
  await confirmIdentity(two, second().name, inbox());
  await two.getByLabel("意见", { exact: true }).fill("情况属实");
  await two.getByRole("button", { name: "批准", exact: true }).click();
  await two.getByText("已批准").waitFor();

  shown = one;
  await one.reload();
  await confirmIdentity(one, first().name, inbox());
  await one.getByRole("button", { name: /办理/ }).click();
  await one.getByText("账号即时生效").waitFor();
  await one.getByText("审核员").first().waitFor();
  await picture(one, "admin-account");

  await one.getByRole("link", { name: "终端", exact: true }).click();
  while ((await one.getByRole("cell", { name: first().name }).count()) === 0) {
    await one.waitForTimeout(1_000);
    await one.reload();
  }
  const row = one.getByRole("row").filter({ hasText: first().name });
  expect(await row.textContent()).toContain("浏览器版");
  await picture(one, "admin-terminals");
  for (const [link, name] of [
    ["总览", "admin-overview"],
    ["单位", "admin-units"],
    ["授权", "admin-grants"],
    ["审计", "admin-audit"],
    ["更新", "admin-updates"],
  ] as const) {
    await one.getByRole("link", { name: link, exact: true }).click();
    await one.getByRole("heading", { name: link, level: 1 }).waitFor();
    await picture(one, name);
  }
});

it("A1: at twice the size and by keyboard alone, a page can be read and used", async () => {
  shown = one;
  await one.setViewportSize({ width: 683, height: 450 });
  await one.getByRole("link", { name: "终端", exact: true }).click();
  const wide = await one.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth");
  expect(wide).toBe(true);
  await picture(one, "admin-narrow");
  await one.keyboard.press("Tab");
  expect(await one.evaluate("document.activeElement.textContent")).toBe("跳到正文");
});

it("RP-7: whoever is not cleared hears at the sign-in what is missing, and gets in once it is entered", async () => {
  const person = bench.world.person("luan", "发布员");
  const training = (page: Page) => page.getByLabel("最近一次培训日期");
  const enter = async (day: string, basis: string): Promise<void> => {
    shown = one;
    await training(one).fill(day);
    await one.getByLabel("依据").fill(basis);
    await one.getByRole("button", { name: "登记上岗条件" }).click();
    await one.getByText("已保存。").waitFor();
  };
  await one.setViewportSize({ width: 1366, height: 900 });
  await one.getByRole("link", { name: "账号", exact: true }).click();
  await one.getByRole("link", { name: person.name, exact: true }).click();
  const day = await training(one).inputValue();
  await enter("", "培训证明有误，收回");
  await picture(one, "admin-clearance");
  const window = await (await bench.newContext()).newPage();
  shown = window;
  await window.goto(await (await bench.world.addDesk()).launchUrl());
  await choose(window, person);
  await window.getByTestId("sign-in").click();
  await window.getByText("尚缺：岗前培训日期").waitFor();
  await picture(window, "sign-in-not-cleared");
  await enter(day, "培训签到表");
  shown = window;
  await window.getByRole("button", { name: "返回上一步" }).click();
  await signIn(window, person, inbox());
});

it("ends when the workstation signs out", async () => {
  shown = desk;
  await picture(desk, "admin-settings");
  await desk.getByTestId("switch-person").click();
  await desk.getByTestId("key-next").waitFor();
  shown = one;
  await one.reload();
  expect(await one.getByText("管理页面的登录已结束").count()).toBe(1);
  expect(await one.getByRole("link", { name: "账号" }).count()).toBe(0);
});
