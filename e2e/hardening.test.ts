/** L5 in a real Chromium: what the window's headers refuse, and that nothing of ours needs what they refuse. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proofCss } from "../shared/publication/stylesheet";
import { type Bench, startBench } from "./bench";
import { pasteText } from "./clipboard";
import { answerAll, openWaiting, sign } from "./driver/review";
import { signIn } from "./driver/sign-in";
import { signOut, waitForSync } from "./driver/work";
import { editorText, newDraft, typeDraft, waitSaved } from "./driver/writing";
import { pictureFailures } from "./pictures-of-failure";
import { submitMany } from "./submissions";

let bench: Bench;
let page: Page;

const author = () => bench.world.person("luan", "编辑员");
const reviewer = () => bench.world.person("luan", "审核员");

beforeAll(async () => {
  bench = await startBench();
  const context = await bench.newContext();
  await context.addInitScript(() => {
    const told: string[] = [];
    Reflect.set(globalThis, "violations", told);
    document.addEventListener("securitypolicyviolation", (event) =>
      told.push(
        `${event.violatedDirective} ${event.blockedURI} ${event.sample} ${event.sourceFile}:${event.lineNumber}:${event.columnNumber}`,
      ),
    );
  });
  page = await bench.openDesk(context);
});
pictureFailures(() => page);
afterAll(() => bench.stop());

/** What the browser refused since it was asked last. */
const violations = (): Promise<readonly string[]> =>
  page.evaluate(() => {
    const told: unknown = Reflect.get(globalThis, "violations");
    return Array.isArray(told) ? told.splice(0).map(String) : ["nobody listened"];
  });

describe("the headers suffice", () => {
  it("L5: writing, pasting, reviewing and signing break no rule of the policy", async () => {
    await signIn(page, author(), bench.world.cast.smsInbox);
    await newDraft(page);
    await typeDraft(page, "关于报送材料的通知", "各单位要按时报送。");
    await page.getByTestId("editor").click();
    await pasteText(page, "第二段。");
    await waitSaved(page);
    expect(await editorText(page)).toContain("第二段。");
    const [title = ""] = await submitMany(page, author(), 1);
    await waitForSync(page, /全部已上报/, 120_000);
    await signOut(page);
    await signIn(page, reviewer(), bench.world.cast.smsInbox);
    await openWaiting(page, title);
    await answerAll(page, "同意。");
    await page.getByTestId("review-approve").click();
    await sign(page, reviewer());
    expect(await violations()).toEqual([]);
  });

  it("L5: the sample page keeps its own looks in a frame that runs nothing: its style is known by its hash", async () => {
    await page.evaluate((html) => {
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "");
      frame.id = "sheet";
      frame.srcdoc = html;
      document.body.append(frame);
    }, `<!doctype html><style>${proofCss}</style><article><h1>标题</h1></article><script>document.body.remove()</script>`);
    const heading = page.frameLocator("#sheet").locator("h1");
    expect(await heading.evaluate((h1) => getComputedStyle(h1).textAlign)).toBe("center");
    await page.evaluate(() => document.getElementById("sheet")?.remove());
    await violations();
  });

  it("L5: the window's styles carry the nonce of their load, and each load has another", async () => {
    const nonces = () =>
      page.evaluate(() => Array.from(document.querySelectorAll("style"), ({ nonce }) => nonce).filter(Boolean));
    const first = await nonces();
    expect(first.length).toBeGreaterThan(10);
    expect(new Set(first).size).toBe(1);
    await page.reload();
    await page.getByTestId("rail-work").or(page.locator("[data-name]").first()).first().waitFor();
    const second = await nonces();
    expect(second[0]).not.toBe(first[0]);
    expect(second[0]).toMatch(/^[\w+/]{24}$/);
  });
});

describe("the headers refuse", () => {
  const attempt = (code: string): Promise<string> =>
    // From a timer: what a test's own connection runs is let past the policy, what the page runs later is not.
    page.evaluate(
      `new Promise((done) => setTimeout(() => { try { ${code}; done("went through"); } catch (error) { done(error.name); } }))`,
    );

  it.each([
    ["text as code", 'globalThis.eval("1")', "EvalError"],
    [
      "markup with a script, run by nothing but still refused",
      'document.body.innerHTML = "<script>1<\\/script>"',
      "TypeError",
    ],
    ["a handler made of text", 'document.body.setAttribute("onclick", "1")', "TypeError"],
    ["a script of another address", 'document.createElement("script").src = "http://127.0.0.1:9/x.js"', "TypeError"],
    ["a function made of text", 'new Function("return 1")', "EvalError"],
    [
      "markup made of text",
      'document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=alert(1)>")',
      "TypeError",
    ],
    ["another policy for texts", 'trustedTypes.createPolicy("mine", {})', "TypeError"],
    ["a worker that is no file of ours", 'new Worker("blob:" + location.origin + "/x")', "TypeError"],
  ])("L5: %s", async (_, code, name) => {
    expect(await attempt(code)).toBe(name);
  });

  it("L5: a style that came as markup and a frame that somebody put into the page, and a foreign address", async () => {
    await violations();
    const outcome = await page.evaluate(async () => {
      const parsed = new DOMParser().parseFromString("<style>body { outline: 7px solid red }</style>", "text/html");
      document.body.append(...parsed.querySelectorAll("style"));
      const frame = document.createElement("iframe");
      frame.src = "/";
      document.body.append(frame);
      await new Promise((done) => setTimeout(done, 500));
      const fetched = await fetch("http://127.0.0.1:9/").then(
        () => "went through",
        () => "refused",
      );
      return { outline: getComputedStyle(document.body).outlineWidth, fetched };
    });
    expect(outcome.outline).not.toBe("7px");
    expect(outcome.fetched).toBe("refused");
    const broken = (await violations()).map((line) => line.split(" ")[0]);
    for (const directive of ["style-src-elem", "frame-src", "connect-src"]) expect(broken).toContain(directive);
  });

  it("L5: new windows, and leaving for another address", async () => {
    const before = page.url();
    const pages = page.context().pages().length;
    const opened = await page.evaluate(() => String(window.open("about:blank")));
    expect(opened).toBe("null");
    await page.evaluate(() => {
      location.href = "http://127.0.0.1:9/away";
    });
    await page.evaluate(() => {
      const link = document.createElement("a");
      link.href = "http://127.0.0.1:9/away";
      document.body.append(link);
      link.click();
    });
    await page.waitForTimeout(500);
    expect(page.url()).toBe(before);
    expect(page.context().pages().length).toBe(pages);
  });

  it("L5: camera, position, notifications and the clipboard's content are nobody's to ask for", async () => {
    const states = await page.evaluate(async () => {
      const names = ["camera", "microphone", "geolocation"] as const;
      return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name: name })).state));
    });
    expect(states).toEqual(["denied", "denied", "denied"]);
  });
});
