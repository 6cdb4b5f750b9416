/** The managed policy in a running workstation: a change takes effect, is shown with its source (L4). */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { signInByApi } from "./api";
import { type Bench, startBench } from "./bench";
import { signIn } from "./driver/sign-in";
import { pictureFailures } from "./pictures-of-failure";

let bench: Bench;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  bench = await startBench();
  context = await bench.newContext();
  page = await bench.openDesk(context);
  await signIn(page, bench.world.person("luan", "编辑员"), bench.world.cast.smsInbox);
});
pictureFailures(() => page);
afterAll(() => bench.stop());

const policyFile = () => join(bench.world.data, "demo", "policy.json");
const readPolicy = (): object => JSON.parse(readFileSync(policyFile(), "utf8"));
const line = (key: string) => page.locator(`[data-testid="policy-line"][data-key="${key}"]`);

it("L4: what the administrator changes holds without a restart, and the settings show value, lock and source", async () => {
  await page.getByTestId("rail-settings").click();
  await page.getByTestId("policy").waitFor();
  expect(await line("idleLockMinutes").isVisible()).toBe(false);
  const more = {
    idleLockMinutes: 4,
    journalFolder: join(bench.world.data, "other-disk"),
    leaks: { clipboard: "inside", capture: "block" },
    retentionMonths: 12,
  };
  writeFileSync(policyFile(), JSON.stringify({ ...readPolicy(), ...more }));
  await line("idleLockMinutes").filter({ hasText: "4 分钟" }).waitFor();
  const text = (await line("idleLockMinutes").textContent()) ?? "";
  expect(text).toContain("机器策略");
  await page
    .getByTestId("policy-places")
    .filter({ hasText: `机器策略：${policyFile()}` })
    .waitFor();
  expect(await line("idleLockMinutes").getAttribute("data-locked")).toBe("true");
  expect(await line("idleLockMinutes").getByTestId("policy-line-lock").getAttribute("aria-label")).toBe(
    "管理员锁定（机器策略）",
  );
  await page.getByTestId("idle-lock").filter({ hasText: "4 分钟无操作自动锁定" }).waitFor();
  await page.getByTestId("idle-lock").getByTestId("policy-lock").waitFor();
  expect(await line("journalFolder").getByTestId("policy-pending").textContent()).toContain("重启后改为");
});

it("BD-4: the platform's address stands nowhere in the settings", async () => {
  const text = (await page.getByTestId("settings-screen").textContent()) ?? "";
  expect(text).toContain("已设定（地址不显示）");
  expect(text).not.toMatch(/https?:\/\/|127\.0\.0\.1/);
});

it("L4: the person's own file may tighten, and an attempt to loosen is shown and not followed", async () => {
  const own = join(bench.world.data, "desk", "policy", "user.json");
  writeFileSync(own, JSON.stringify({ idleLockMinutes: 9, leaks: { clearClipboardSeconds: 60 } }));
  await page.getByTestId("policy-ignored").filter({ hasText: "闲置锁定" }).waitFor();
  expect(await page.getByTestId("policy-ignored").textContent()).toContain("比机器策略宽松，没有采用");
  expect(await line("idleLockMinutes").textContent()).toContain("4 分钟");
  await line("leaks.clearClipboardSeconds").filter({ hasText: "60 秒" }).filter({ hasText: "个人设置" }).waitFor();
});

it("BD-2: a policy that becomes faulty is told with key and place, and the last one holds on", async () => {
  const good = readFileSync(policyFile(), "utf8");
  writeFileSync(policyFile(), JSON.stringify({ ...readPolicy(), idleLockMinutes: 40 }));
  const trouble = page.getByTestId("policy-trouble");
  await trouble.filter({ hasText: "“idleLockMinutes”不能大于 10" }).waitFor();
  expect(await trouble.textContent()).toContain("E_POLICY_INVALID");
  expect(await line("idleLockMinutes").textContent()).toContain("4 分钟");
  writeFileSync(policyFile(), good);
  await trouble.waitFor({ state: "detached" });
});

it("A1: least sizes and contrast that the policy sets hold in the whole window", async () => {
  const size = () =>
    page
      .locator(".cb-sub")
      .first()
      .evaluate((text) => Number.parseFloat(getComputedStyle(text).fontSize));
  const cell = () =>
    line("demo")
      .locator("td")
      .nth(1)
      .evaluate((text) => Number.parseFloat(getComputedStyle(text).fontSize));
  expect([await size(), await cell()]).toEqual([13, 14]);
  writeFileSync(
    policyFile(),
    JSON.stringify({ ...readPolicy(), accessibility: { fontPixels: 18, highContrast: true } }),
  );
  await line("accessibility.fontPixels").filter({ hasText: "18 像素" }).waitFor();
  await page.locator('html[data-contrast="more"]').waitFor();
  expect([await size(), await cell()]).toEqual([18, 18]);
});

it("L4: a unit's policy that an administrator puts on the platform holds after the next sign-in, and says whose it is", async () => {
  const { platformUrl, cast } = bench.world;
  const admin = await signInByApi(platformUrl, cast.smsInbox, bench.world.person("luan", "系统管理"));
  const unit = { level: "unit", site: "luan", serial: 1, issuedAt: new Date().toISOString() };
  const document = JSON.stringify({ ...unit, onTokenRemoval: "lock", idleLockMinutes: 2, retentionMonths: 24 });
  await admin.client.request("policy.upload", {
    body: { document, signature: null },
    credential: admin.credential,
    operationId: "unit-policy-1",
  });
  await page.getByTestId("lock").click();
  await page.getByTestId("pin-input").fill(bench.world.person("luan", "编辑员").passphrase);
  await page.getByTestId("unlock").click();
  await page.getByTestId("rail-settings").click();
  await line("idleLockMinutes").filter({ hasText: "2 分钟" }).filter({ hasText: "单位策略" }).waitFor();
  await page.getByTestId("policy-places").filter({ hasText: "单位策略：平台下发" }).waitFor();
  await line("retentionMonths").filter({ hasText: "24 个月" }).waitFor();
});
