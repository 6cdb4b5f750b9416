import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { noncePlace } from "../shared/ipc/page-nonce";
import { answerPage } from "./page-answer";

let folder = "";
let given = 0;
const newNonce = () => {
  given += 1;
  return `nonce${given}`;
};
const get = (pathname: string) => answerPage({ folder, pathname, connect: ["ws://127.0.0.1:1"], newNonce });
const policyOf = async (pathname: string) => (await get(pathname))?.headers["content-security-policy"] ?? "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "caibian-page-"));
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), `<meta name="style-nonce" nonce="${noncePlace}">`);
  writeFileSync(join(folder, "assets", "a.js"), `"${noncePlace}"`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("L5: no header of the window lets in text as code or style: nothing of it is called unsafe", async () => {
  for (const pathname of ["/", "/index.html", "/assets/a.js"]) {
    const policy = await policyOf(pathname);
    expect(policy).not.toMatch(/unsafe/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
  }
});

it("L5: every load of the page has a nonce of its own, in the page and in its header alike; no other file has one", async () => {
  const first = await get("/");
  const second = await get("/index.html");
  const nonceOf = (answer: typeof first) => /nonce="([^"]+)"/.exec(String(answer?.bytes))?.[1];
  expect(nonceOf(first)).not.toBe(nonceOf(second));
  expect(first?.headers["content-security-policy"]).toContain(`'nonce-${nonceOf(first)}'`);
  expect(await policyOf("/assets/a.js")).not.toContain("nonce-");
  expect(String((await get("/assets/a.js"))?.bytes)).toContain(noncePlace);
});

it("L5: the window's page has the place where the nonce is put, once", () => {
  const page = readFileSync(resolve(import.meta.dirname, "../renderer/index.html"), "utf8");
  expect(page.split(noncePlace)).toHaveLength(2);
});

it("answers nothing for a file that is not there", async () => {
  expect(await get("/none.js")).toBeNull();
});
