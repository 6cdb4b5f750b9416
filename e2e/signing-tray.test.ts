/** Signing many with one PIN (S7), the application PIN and recovery (docs/vault.md), as people do them in the window. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CastPerson, signInByApi } from "./api";
import { type Bench, startBench } from "./bench";
import { answerAll, openWaiting, putAside } from "./driver/review";
import { choose, signIn } from "./driver/sign-in";
import { signOut, waitForSync } from "./driver/work";
import { pictureFailures } from "./pictures-of-failure";
import { submitMany } from "./submissions";

const COUNT = 3;
/** The window draws what it was told a moment later, on a busy machine much later. */
const patient = { timeout: 30_000 };
const APP_PIN = "Caibian-2026-App";

let bench: Bench;
let page: Page;
let titles: string[];

const author = () => bench.world.person("luan", "编辑员");
const reviewer = () => bench.world.person("luan", "审核员");
const enter = (person: CastPerson) => signIn(page, person, bench.world.cast.smsInbox);
const lock = async () => {
  await page.getByTestId("lock").click();
  await page.getByTestId("lock-screen").waitFor();
};
const failure = (code: string) => page.getByText(code).first().waitFor();
pictureFailures(() => page);

beforeAll(async () => {
  bench = await startBench();
  page = await bench.openDesk(await bench.newContext());
  await enter(author());
  titles = await submitMany(page, author(), COUNT);
  await waitForSync(page, /全部已上报/, 120_000);
  await signOut(page);
}, 400_000);
afterAll(() => bench.stop());

/** Opens, ticks, reads to the end and puts aside. */
async function readAndPutAside(title: string): Promise<void> {
  await openWaiting(page, title);
  await answerAll(page, "同意。");
  await page.getByTestId("review-approve").click();
  await putAside(page);
}

/** Which step the items wait for, as the platform has them. */
async function nextSteps(): Promise<readonly string[]> {
  const { client, credential } = await signInByApi(bench.world.platformUrl, bench.world.cast.smsInbox, reviewer());
  const { items } = await client.request("items.list", { credential });
  return items.filter(({ title }) => titles.includes(title)).map(({ nextStep }) => nextStep);
}

describe("一并签名 in the window", () => {
  it("S7: takes only what was opened and read, signs all with one PIN, and a wrong PIN signs none", async () => {
    await enter(reviewer());
    for (const [index, title] of titles.entries()) {
      await readAndPutAside(title);
      await page
        .getByTestId("tray-note")
        .filter({ hasText: `有 ${index + 1} 件` })
        .waitFor();
    }
    await page.getByTestId("tray-open").click();
    const entries = page.getByTestId("batch-entry");
    const shows = (count: number) => expect.poll(() => entries.count(), patient).toBe(count);
    await shows(COUNT);
    for (const title of titles) expect(await entries.filter({ hasText: title }).count()).toBe(1);
    await page.getByTestId("batch-pin").fill("wrong-pin");
    await page.getByTestId("batch-confirm").click();
    await failure("E_PIN");
    await shows(COUNT);
    await expect.poll(() => page.getByTestId("batch-pin").inputValue(), patient).toBe("");
    await page.getByTestId("batch-pin").fill(reviewer().passphrase);
    await page.getByTestId("batch-confirm").click();
    await page
      .getByTestId("batch-signed")
      .filter({ hasText: `${COUNT} 件` })
      .waitFor();
    await shows(0);
    await page.keyboard.press("Escape");
    // The note goes with the window: until then it lies above the rail.
    await page.getByTestId("tray-note").waitFor({ state: "detached" });
    await waitForSync(page, /全部已上报/, 120_000);
    await page.getByTestId("rail-work").click();
    await page.getByTestId("tab-waiting").click();
    for (const title of titles)
      await page.getByTestId("work-row").filter({ hasText: title }).first().waitFor({ state: "detached" });
    await signOut(page);
    expect(await nextSteps()).toEqual(titles.map(() => "终审"));
  });
});

describe("ways into the store, in the window", () => {
  it("sets an application PIN with the key's own, which a wrong one does not, and opens the store without the key", async () => {
    await enter(author());
    await page.getByTestId("rail-settings").click();
    await page.getByTestId("set-app-pin").click();
    const send = async (pin: string) => {
      await page.getByTestId("token-pin").fill(pin);
      for (const field of ["app-pin", "app-pin-repeat"]) await page.getByTestId(field).fill(APP_PIN);
      await page.getByTestId("save-app-pin").click();
    };
    const slot = page.locator(
      '[data-testid="slot"][data-kind="passphrase"], [data-testid="slot"][data-kind="device+pin"]',
    );
    await send("wrong-pin");
    await failure("E_PIN");
    expect(await slot.count()).toBe(0);
    await send(author().passphrase);
    await slot.waitFor();
    await lock();
    await openByAppPin("not-this-one-App");
    await failure("E_APP_PIN");
    await page.getByTestId("app-pin-input").fill(APP_PIN);
    await page.getByTestId("app-pin-open").click();
    await page.getByTestId("rail-work").waitFor();
    await signOut(page);
  });

  it("docs/vault.md: recovery is asked for with the key, approved by 系统管理, received once; the store then opens by the new ways", async () => {
    expect(await recover("recovery-ask")).toContain("等待");
    const admin = bench.world.person("luan", "系统管理");
    await page.getByTestId("recovery-form").waitFor();
    await page.reload();
    await enter(admin);
    await page.getByTestId("rail-settings").click();
    const request = page.getByTestId("recovery-request").filter({ hasText: author().name });
    await request.getByTestId("recovery-reason").fill("当面核对过本人");
    await request.getByTestId("recovery-approve").click();
    await page.locator('[data-testid="recovery-request"][data-state="approved"]').waitFor();
    await signOut(page);
    expect(await recover("recovery-receive")).not.toBe("");
    await page.reload();
    await choose(page, author());
    await page.getByTestId("unlock").click();
    await page.getByTestId("rail-work").waitFor();
  });
});

/** The lock screen asks for the key's PIN at once; the other ways are a step back. */
async function openByAppPin(pin: string): Promise<void> {
  await page.getByTestId("pin-input").waitFor();
  await page.getByRole("button", { name: "返回上一步" }).click();
  const own = page.getByTestId("other-ways").locator("li").filter({ hasText: author().name });
  await own.locator('[data-testid^="pin-"]').click();
  await page.getByTestId("app-pin-input").fill(pin);
  await page.getByTestId("app-pin-open").click();
}

/** Fills in the form and presses one of its buttons. Answers what it then says. */
async function recover(button: "recovery-ask" | "recovery-receive"): Promise<string> {
  const own = page.getByTestId("other-ways").locator("li").filter({ hasText: author().name });
  await own.locator('[data-testid^="recover-"]').click();
  // The form stands before the keys have been found: nobody can choose from a list that is not there yet.
  await page.locator(`[data-name="${author().name}"]`).waitFor();
  await page.getByTestId("recovery-key").click();
  await page.keyboard.type(author().name);
  await page.keyboard.press("Enter");
  await page.getByTestId("recovery-key").filter({ hasText: author().name }).waitFor();
  await page.getByTestId("recovery-pin").fill(author().passphrase);
  for (const field of ["app-pin", "app-pin-repeat"]) await page.getByTestId(field).fill(`${APP_PIN}-2`);
  await page.getByTestId(button).click();
  const said = page.getByTestId("recovery-said").filter({ hasText: /\S/ });
  await said.waitFor();
  return (await said.textContent()) ?? "";
}
