/** Keys in the window: where they lie, how many tries are left, the last try, and the self-check (S2, S3, deliver 8). */
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { softHsmTools } from "../main/tokens/testing/soft-hsm";
import { softSkfTools } from "../main/tokens/testing/soft-skf";
import { describeWith } from "../node/testing/tools";
import { readSmsCode } from "./api";
import { type Bench, startBench } from "./bench";
import { choose } from "./driver/sign-in";
import { pictureFailures } from "./pictures-of-failure";

let bench: Bench;
let context: BrowserContext;
let page: Page;

const author = () => bench.world.person("luan", "编辑员");
const inbox = () => bench.world.cast.smsInbox;
const open = async () => {
  context = await bench.newContext();
  page = await bench.openDesk(context);
};
pictureFailures(() => page);

async function tryPin(passphrase: string): Promise<void> {
  await choose(page, { name: author().name, passphrase });
  await page.getByTestId("sign-in").click();
}

/** Another try on the same step, to its answer. */
async function again(pin: string): Promise<void> {
  await page.getByTestId("pin-input").fill(pin);
  await page.getByTestId("sign-in").click();
  await page.locator('[data-testid="pin-input"]:enabled').waitFor();
}

describeWith(softSkfTools, "SM2 keys over SKF in the window", () => {
  beforeAll(async () => {
    bench = await startBench(() => ({ keys: "skf-sm2" }));
    await open();
  });
  afterAll(() => bench.stop());

  it("S2, deliver 8: the self-check before sign-in names driver, key, certificate and chain, and no person", async () => {
    // The first start of this profile checks by itself.
    await page.getByTestId("self-check-sum").waitFor();
    for (const subject of ["driver", "token", "certificate", "chain", "server"])
      await page.locator(`[data-subject="${subject}"][data-state="good"]`).first().waitFor();
    const words = await page.getByTestId("self-check").textContent();
    for (const { name } of bench.world.cast.sites.flatMap(({ persons }) => persons)) expect(words).not.toContain(name);
  });

  it("S3: the key tells how many tries are left; at the last one nothing is tried without consent", async () => {
    await tryPin("wrong-pin-1");
    await page.getByText("E_PIN").first().waitFor();
    for (const attempt of [2, 3, 4]) await again(`wrong-pin-${attempt}`);
    expect(await page.getByTestId("pin-warning").textContent()).toContain("还可以试 2 次");
    await again("wrong-pin-5");
    await page.getByTestId("pin-last-consent").waitFor();
    expect(await page.getByTestId("pin-warning").textContent()).toContain("最后一次");
    await page.getByTestId("pin-input").fill(author().passphrase);
    expect(await page.getByTestId("sign-in").isDisabled()).toBe(true);
    await page.getByTestId("pin-last-consent").click();
    expect(await page.getByTestId("sign-in").isDisabled()).toBe(false);
  });

  it("L2: an application PIN is offered and not asked for; key and PIN sign in, and open the workstation after it was locked", async () => {
    expect(await page.getByTestId("app-pin-offer").isVisible()).toBe(true);
    expect(await page.getByTestId("app-pin").isVisible()).toBe(false);
    await page.getByTestId("sign-in").click();
    await page.getByTestId("sms-input").waitFor();
    await page.getByTestId("sms-input").fill(await readSmsCode(inbox(), author().name));
    await page.getByTestId("sms-confirm").click();
    await page.getByTestId("rail-work").waitFor();
    await page.getByTestId("lock").click();
    await page.getByTestId("pin-input").fill(author().passphrase);
    expect(await page.getByTestId("app-pin").count()).toBe(0);
    await page.getByTestId("unlock").click();
    await page.getByTestId("rail-work").waitFor();
    expect(await page.getByTestId("rail-work").isVisible()).toBe(true);
  });
});

describeWith(softHsmTools, "keys over PKCS#11 in the window", () => {
  beforeAll(async () => {
    bench = await startBench(() => ({ keys: "pkcs11" }));
    await open();
  });
  afterAll(() => bench.stop());

  it("S2, S10: shows on which USB key a certificate lies, refuses a wrong PIN once, and signs in with the right one", async () => {
    const key = page.locator(`[data-name="${author().name}"]`);
    await key.waitFor();
    expect(await page.getByTestId("sign-in-screen").textContent()).toContain("USB密钥 CA-KEY-");
    await tryPin("wrong-pin");
    await page.getByText("E_PIN").first().waitFor();
    expect(await page.getByTestId("pin-warning").textContent()).toContain("剩余次数不多");
    await page.getByTestId("pin-input").fill(author().passphrase);
    await page.getByTestId("sign-in").click();
    await page.getByTestId("sms-input").waitFor();
    await page.getByTestId("sms-input").fill(await readSmsCode(inbox(), author().name));
    await page.getByTestId("sms-confirm").click();
    await page.getByTestId("rail-work").waitFor();
    expect(await page.getByTestId("rail-work").isVisible()).toBe(true);
  });
});
