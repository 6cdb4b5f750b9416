/** Opens the administrators' pages from a workstation as a person does: button, window, code. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { readSmsCode } from "../api";
import { PATIENCE } from "../patience";

/** Stands in for the system's browser: writes down what it was started with, one line each time. */
export interface BrowserNote {
  readonly program: string;
  /** The address that the last start was given. */
  readonly address: () => string | null;
  /** Everything that a list of processes would have shown. */
  readonly seen: () => string;
}

export function noteBrowser(folder: string): BrowserNote {
  const [program, file] = [join(folder, "browser.sh"), join(folder, "browser.txt")];
  writeFileSync(program, `#!/bin/sh\nprintf '%s ' "$@" >> '${file}'\necho >> '${file}'\n`);
  chmodSync(program, 0o755);
  const seen = () => (existsSync(file) ? readFileSync(file, "utf8") : "");
  return {
    program,
    seen,
    address: () => [...seen().matchAll(/--app=(\S+)/g)].at(-1)?.[1] ?? null,
  };
}

/** From 设置 of a signed-in administrator's window to the first page. */
export async function enterAdministration(
  desk: Page,
  context: BrowserContext,
  note: BrowserNote,
): Promise<{ readonly page: Page; readonly code: string }> {
  const before = note.address();
  await desk.getByTestId("rail-settings").click();
  await desk.getByTestId("admin-open").click();
  const code = (await desk.getByTestId("admin-code").textContent())?.trim() ?? "";
  while (note.address() === before) await desk.waitForTimeout(50);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(note.address() ?? "");
  await page.getByLabel("进入码").fill(code);
  await page.getByRole("button", { name: "进入" }).click();
  await page.getByRole("heading", { name: "总览", level: 1 }).waitFor();
  return { page, code };
}

/** Weighty acts ask for a fresh code; the person comes back to the page where it was asked for. */
export async function confirmIdentity(page: Page, name: string, inbox: string): Promise<void> {
  await page.getByRole("button", { name: "获取验证码" }).click();
  await page.getByLabel("验证码").fill(await readSmsCode(inbox, name));
  await page.getByRole("button", { name: "确认" }).click();
  await page.getByText("已确认身份").waitFor();
}
