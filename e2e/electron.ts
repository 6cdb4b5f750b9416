/** `npm run test:electron`: starts the real Electron shell where its binary exists, and says plainly when it was skipped. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { _electron } from "playwright-core";
import { hasDisplay } from "../build/launch/display";
import { findElectron } from "../build/launch/electron";
import { stringsOf } from "./environment";

const root = resolve(import.meta.dirname, "..");
const data = mkdtempSync(join(tmpdir(), "caibian-electron-"));
const display = hasDisplay(process.env, process.platform);
const found = await findElectron({ memory: join(data, "memory"), deadlineMs: 20_000, display });

if (found.kind === "absent") {
  console.log(`跳过 Electron 测试：${found.why}。没有运行任何 Electron 代码。`);
} else {
  const app = await _electron.launch({
    executablePath: found.binary,
    args: [join(root, "dist", "node", "electron.js")],
    env: stringsOf({ ...process.env, CAIBIAN_DATA: data }),
  });
  const page = await app.firstWindow();
  await page.getByTestId("sign-in-screen").waitFor();
  const reachable = await page.evaluate(() => "require" in globalThis || "process" in globalThis);
  await app.close();
  if (reachable) throw new Error("页面能接触 Node，隔离没有生效");
  console.log("Electron 外壳：登录页已显示，页面与 Node 隔离。");
}
