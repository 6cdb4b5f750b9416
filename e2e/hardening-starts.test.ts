/** Bad starts of issue 6 against the bundled desk: each a clear line for the administrator and a usable or cleanly refused start. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { foundAuthority } from "../main/policy/testing/tls-server";
import { exits } from "../main/update/launcher-line";
import { newDocumentKey } from "../node/document-key";
import { launchChromium } from "./chromium";
import { newWindow } from "./context";
import { mayMount, openStarts, type Start } from "./desk-start";
import { choose } from "./driver/sign-in";
import { freePort } from "./proxy";
import { startTlsFront } from "./tls-front";
import { startWorld, type World } from "./world";

const root = resolve(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "caibian-starts-"));
let world: World;
const { start, mount, clear } = openStarts(folder, () => join(world.data, "demo", "policy.json"));
const canMount = mayMount();
const unmountable = canMount ? "" : " (skipped: this account may not mount)";

/** Where the platform stands behind TLS. */
let tlsPort = 0;

beforeAll(async () => {
  tlsPort = await freePort();
  // What is signed for the platform names its address as the desk reaches it.
  process.env.CAIBIAN_PLATFORM_URL = `https://localhost:${tlsPort}`;
  world = await startWorld(join(folder, "world"));
});
afterEach(clear);
afterAll(async () => {
  Reflect.deleteProperty(process.env, "CAIBIAN_PLATFORM_URL");
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("a place that cannot be written to", () => {
  it.skipIf(!canMount)(
    `a read-only data folder: one line, the exit code of a refusal, nothing written${unmountable}`,
    async () => {
      const disk = mount("size=8m");
      execFileSync("mount", ["-o", "remount,ro", disk]);
      const { code, printed } = await start({ env: { CAIBIAN_DATA: join(disk, "caibian") } });
      expect(code).toBe(exits.refused);
      expect(printed().trim()).toBe(
        "工作站没有启动：数据文件夹不能写入，工作站没有启动；其中的内容没有改动。（所在的盘是只读的）请管理员检查该文件夹的权限、磁盘是否只读、配额是否用完，再重新启动工作站。（E_DATA_FOLDER）",
      );
      expect(readdirSync(disk)).toEqual([]);
    },
  );

  it.skipIf(!canMount)(`a read-only home is told likewise${unmountable}`, async () => {
    const home = mount("size=8m");
    execFileSync("mount", ["-o", "remount,ro", home]);
    const env = { CAIBIAN_DATA: undefined, XDG_DATA_HOME: undefined, HOME: home };
    const { code, printed } = await start({ env });
    expect(code).toBe(exits.refused);
    expect(printed()).toContain("E_DATA_FOLDER");
  });

  it.skipIf(!canMount)(
    `a disk without a free byte: refused, and what lay there still lies there${unmountable}`,
    async () => {
      const disk = mount("size=256k");
      mkdirSync(join(disk, "desk"));
      writeFileSync(join(disk, "desk", "mine"), "mine");
      expect(() => writeFileSync(join(disk, "filling"), new Uint8Array(1_000_000))).toThrow(/ENOSPC/);
      const { code, printed } = await start({ env: { CAIBIAN_DATA: disk } });
      expect(code).toBe(exits.refused);
      expect(printed()).toMatch(/^工作站没有启动：磁盘已满.*腾出 200 MB 以上.*（E_START_DISK）\n$/);
      expect(readdirSync(disk).sort()).toEqual(["desk", "filling"]);
      expect(readdirSync(join(disk, "desk"))).toEqual(["mine"]);
    },
  );
});

/** Loaded before the desk: its machine was switched on for the first time, and nobody has set the clock. */
const clockOf1970 = `data:text/javascript,${encodeURIComponent(
  "const D=Date,o=D.now();globalThis.Date=class extends D{constructor(...a){super(...(a.length?a:[D.now()-o]))}static now(){return D.now()-o}}",
)}`;

describe("a machine that is not as it should be", () => {
  it.skipIf(!canMount)(`a temporary folder mounted noexec: starts${unmountable}`, async () => {
    const temp = mount("size=64m,noexec");
    const { code } = await start({ env: { TMPDIR: temp, TEMP: temp, TMP: temp } });
    expect(code).toBeNull();
  });

  it("no keyring: starts, and says how stores open now", async () => {
    const env = { DBUS_SESSION_BUS_ADDRESS: "unix:path=/nonexistent", XDG_RUNTIME_DIR: undefined, DISPLAY: undefined };
    const { code } = await start({ env }, /没有可用的系统密钥环.*只用密钥和口令打开/);
    expect(code).toBeNull();
  });

  it("no Chinese fonts: starts, and says so in a line that can be read without them", async () => {
    const config = join(folder, "no-fonts.conf");
    writeFileSync(config, '<?xml version="1.0"?><fontconfig><dir>/nonexistent</dir></fontconfig>');
    const { code } = await start({ env: { FONTCONFIG_FILE: config } }, /No Chinese font found: install one/);
    expect(code).toBeNull();
  });

  it("a clock in 1970: starts, and says by how many days it is behind and whose time counts", async () => {
    const { code, printed } = await start({ runtime: ["--import", clockOf1970] }, /本机时钟是/);
    expect(code).toBeNull();
    expect(printed()).toMatch(
      /本机时钟是 1970-01-01，比程序的构建日期 \d{4}-\d\d-\d\d 早 2\d{4} 天。登录与签名以平台时间为准/,
    );
  });

  it("a clock in 1970: certificates and the sign-in are judged by the platform's clock, which tells how far ours is off", async () => {
    const { printed } = await start({ runtime: ["--import", clockOf1970] });
    const browser = await launchChromium();
    try {
      const page = await (await newWindow(browser)).newPage();
      await page.goto(/http:\S+\?launch=\S+/.exec(printed())?.[0] ?? "");
      const author = world.person("luan", "编辑员");
      await page.locator(`[data-name="${author.name}"]:not([disabled])`).waitFor({ timeout: 30_000 });
      await choose(page, author);
      await page.getByTestId("sign-in").click();
      await page.locator('[data-testid="failure"][data-code="E_CLOCK"]').waitFor({ timeout: 30_000 });
      expect(await page.getByTestId("failure").textContent()).toMatch(/本机时间与平台相差过大/);
    } finally {
      await browser.close();
    }
  });

  it("the port is taken: says which, and what to do", async () => {
    const port = await freePort();
    const other = createServer().listen(port, "127.0.0.1");
    try {
      const { code, printed } = await start({ env: { CAIBIAN_DESK_PORT: String(port) } });
      expect(code).toBe(exits.elsewhere);
      expect(printed()).toMatch(new RegExp(`端口 ${port} 已被占用。.*CAIBIAN_DESK_PORT`));
    } finally {
      other.close();
    }
  });

  it("L5: the data folder is the person's alone", async () => {
    const data = mkdtempSync(join(folder, "data-"));
    execFileSync("chmod", ["755", data]);
    await start({ env: { CAIBIAN_DATA: data } });
    expect(statSync(data).mode & 0o777).toBe(0o700);
    expect(statSync(join(data, "desk")).mode & 0o777).toBe(0o700);
  });
});

describe("a certificate store without our CA", () => {
  const ours = foundAuthority("the office's own CA");
  const others = foundAuthority("another CA");

  /** What a person is told who signs in, the platform standing behind TLS under `ours`. */
  async function signInUnder(pinned: string | null): Promise<{ told: string; admitted: number }> {
    const front = await startTlsFront({ platformUrl: world.platformUrl, port: tlsPort, authority: ours });
    const place = mkdtempSync(join(folder, "policy-"));
    const demo: unknown = JSON.parse(readFileSync(join(world.data, "demo", "policy.json"), "utf8"));
    const pin = pinned === null ? {} : { pinnedCa: "ca.pem" };
    if (pinned !== null) writeFileSync(join(place, "ca.pem"), pinned);
    writeFileSync(join(place, "policy.json"), JSON.stringify(Object.assign({}, demo, { platformUrl: front.url }, pin)));
    const browser = await launchChromium();
    try {
      const { code, printed } = await start({ env: { CAIBIAN_POLICY: join(place, "policy.json") } });
      expect(code).toBeNull();
      const page = await (await newWindow(browser)).newPage();
      await page.goto(/http:\S+\?launch=\S+/.exec(printed())?.[0] ?? "");
      const author = world.person("luan", "编辑员");
      await page.locator(`[data-name="${author.name}"]:not([disabled])`).waitFor({ timeout: 30_000 });
      await choose(page, author);
      await page.getByTestId("sign-in").click();
      const failure = page.getByTestId("failure");
      await failure.or(page.getByTestId("sms-input")).first().waitFor({ timeout: 30_000 });
      const told = (await failure.isVisible()) ? ((await failure.textContent()) ?? "") : "SMS";
      expect(printed() + told).not.toContain(new URL(front.url).host);
      return { told, admitted: front.admitted() };
    } finally {
      await browser.close();
      front.close();
    }
  }

  it("LA-41.4: the policy pins the platform's authority: the sign-in goes through TLS to the SMS code", async () => {
    const { told, admitted } = await signInUnder(ours.pem);
    expect(told).toBe("SMS");
    expect(admitted).toBeGreaterThan(0);
  });

  it("LA-41.4: the policy pins another: the desk starts, and the sign-in says whose certificate was not taken", async () => {
    const { told, admitted } = await signInUnder(others.pem);
    expect(told).toContain("服务器证书不是由策略指定的机构签发");
    expect(admitted).toBe(0);
  });

  it("LA-41.4: nothing pinned, and the system's store does not know it: both places to put it are named (BD-4: the address is not)", async () => {
    const { told, admitted } = await signInUnder(null);
    expect(told).toMatch(/服务器证书不是由本机信任的机构签发.*pinnedCa.*系统证书库/);
    expect(admitted).toBe(0);
  });

  it("the pinned file is missing, or is no certificate: the start is refused with key and reason", async () => {
    for (const [pem, why] of [
      [null, "没有这个文件"],
      ["nonsense", "没有 PEM 格式的证书"],
    ] as const) {
      const place = mkdtempSync(join(folder, "policy-"));
      const demo: unknown = JSON.parse(readFileSync(join(world.data, "demo", "policy.json"), "utf8"));
      writeFileSync(join(place, "policy.json"), JSON.stringify(Object.assign({}, demo, { pinnedCa: "ca.pem" })));
      if (pem !== null) writeFileSync(join(place, "ca.pem"), pem);
      const { code, printed } = await start({ env: { CAIBIAN_POLICY: join(place, "policy.json") } });
      expect(code).toBe(exits.refused);
      expect(printed()).toContain("“pinnedCa”");
      expect(printed()).toContain(why);
    }
  });
});

describe("a locked build", () => {
  let program = "";

  beforeAll(async () => {
    // Inside the project, so that the bundle finds its packages.
    const copy = join(root, "out", "test", `locked-${process.pid}`);
    cpSync(join(root, "dist", "node"), copy, { recursive: true });
    const { key } = newDocumentKey({ keyId: "trial", algorithm: "ed25519" });
    writeFileSync(
      join(copy, "build.json"),
      JSON.stringify({
        ...{ format: "caibian-build", version: "9.9.9", edition: "browser", locked: true },
        ...{ policyKeys: [key], releaseKeys: [] },
      }),
    );
    program = join(copy, "desk.js");
  });
  afterAll(() => rmSync(join(program, ".."), { recursive: true, force: true }));

  it.each<[string, Start]>([
    ["NODE_OPTIONS", { env: { NODE_OPTIONS: "--no-warnings" } }],
    ["--inspect", { runtime: ["--inspect=127.0.0.1:0"] }],
    ["--import", { runtime: ["--import", "data:text/javascript,"] }],
    ["ELECTRON_RUN_AS_NODE", { env: { ELECTRON_RUN_AS_NODE: "1" } }],
  ])("L5: %s ends the start before anything is opened", async (name, how) => {
    const data = mkdtempSync(join(folder, "data-"));
    const { code, printed } = await start({ ...how, env: { ...how.env, CAIBIAN_DATA: data }, program });
    expect(code).toBe(exits.refused);
    expect(printed()).toContain(`锁定版工作站没有启动。（${name}`);
    expect(printed()).toContain("E_DEBUGGING");
    expect(readdirSync(data)).toEqual([]);
  });

  it("L4: the policy that a person's environment names is not read", async () => {
    const { code, printed } = await start({ program });
    expect(code).toBe(exits.refused);
    expect(printed()).toMatch(/工作站没有启动：.*策略.*（E_P\w+）/);
    expect(printed()).not.toContain("launch=");
  });
});
