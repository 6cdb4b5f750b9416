import { spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { foundCity } from "../../node/demo-authority";
import { describeWith } from "../../node/testing/tools";
import { utf8 } from "../../shared/bytes";
import type { FailureCode } from "../../shared/failure";
import type { TokenModule } from "../../shared/model/token-module";
import type { TokenDriver } from "./driver";
import { createTokenHost } from "./host-client";
import { signerEnvironment } from "./spawn";
import { type FaultyModule, moduleAt, openSoftHsm, type SoftHsm, softHsmTools } from "./testing/soft-hsm";

const planted = "Planted-PIN-7351";
const pin = () => utf8(planted);
/** Long enough for a loaded machine to answer, short enough to wait for. */
const deadlines = { load: 15_000, tokens: 4_000, certificates: 4_000, login: 4_000, sign: 4_000, logout: 1_500 };

let hsm: SoftHsm;
let faulty: FaultyModule;

const host = (module: TokenModule = faulty.module): TokenDriver =>
  createTokenHost({ module, spawn: hsm.spawn, deadlines });

async function serialOf(driver: TokenDriver): Promise<string> {
  const [token] = await driver.tokens();
  if (token === undefined) throw new Error("no token");
  return token.serial;
}

/** The whole of what a desk does with a key. */
async function signOnce(driver: TokenDriver): Promise<readonly Uint8Array[]> {
  const serial = await serialOf(driver);
  await driver.certificates(serial);
  const session = await driver.login(serial, pin());
  try {
    return await session.sign("01", [utf8("x")]);
  } finally {
    await session.close();
  }
}

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "none",
    (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
  );

async function makeToken(): Promise<void> {
  hsm = openSoftHsm();
  const city = await foundCity({ site: "luan", name: "六安市", at: new Date("2026-11-20") });
  const { key, certificate } = await city.issuePerson({ name: "张晓岚", unitName: "办公室" });
  hsm.addToken("CA-KEY-01", planted, [{ id: "01", key, certificate }]);
  faulty = hsm.faulty();
}

describeWith(softHsmTools, "S5: a vendor's library in a process of its own", () => {
  beforeAll(makeToken);
  afterAll(() => hsm.close());

  describe("that goes wrong", () => {
    const calls = ["C_Initialize", "C_GetSlotList", "C_GetAttributeValue", "C_OpenSession", "C_Login", "C_Sign"];

    it.each(calls)("crashes in %s: E_SIGNER_CRASHED, and the next try works in a fresh process", async (call) => {
      const driver = host();
      faulty.order(`crash ${call} 1`);
      expect(await codeOf(signOnce(driver))).toBe("E_SIGNER_CRASHED");
      faulty.order();
      expect(await signOnce(driver)).toHaveLength(1);
      await driver.close();
    });

    it.each(["C_Login", "C_Sign"])(
      "PKI-24: hangs in %s: E_TOKEN_TIMEOUT, killed, and the next try works",
      async (call) => {
        const driver = host();
        await signOnce(driver);
        const child = hsm.started.at(-1);
        faulty.order(`hang ${call} 1`);
        expect(await codeOf(signOnce(driver))).toBe("E_TOKEN_TIMEOUT");
        await expect.poll(() => isRunning(child?.pid)).toBe(false);
        faulty.order();
        expect(await signOnce(driver)).toHaveLength(1);
        await driver.close();
      },
    );

    it("hangs at logout: the signature counts, and the process that cannot log out is ended", async () => {
      const driver = host();
      await signOnce(driver);
      const child = hsm.started.at(-1);
      faulty.order("hang C_Logout 1");
      expect(await signOnce(driver)).toHaveLength(1);
      await expect.poll(() => isRunning(child?.pid)).toBe(false);
      faulty.order();
      await driver.close();
    });

    it("PKI-24: is slow, and this process goes on meanwhile", async () => {
      const driver = host();
      const session = await driver.login(await serialOf(driver), pin());
      faulty.order("slow C_Sign 600");
      let turns = 0;
      const beat = setInterval(() => {
        turns += 1;
      }, 20);
      await session.sign("01", [utf8("x")]);
      clearInterval(beat);
      expect(turns).toBeGreaterThan(5);
      await driver.close();
    });

    it("PKI-25: is killed from outside in mid-signature: E_SIGNER_CRASHED, its login is gone, the next login works", async () => {
      const driver = host();
      const session = await driver.login(await serialOf(driver), pin());
      faulty.order("slow C_Sign 3000");
      const signing = codeOf(session.sign("01", [utf8("x")]));
      await new Promise((done) => setTimeout(done, 200));
      hsm.started.at(-1)?.kill();
      expect(await signing).toBe("E_SIGNER_CRASHED");
      expect(await codeOf(session.sign("01", [utf8("x")]))).toBe("E_TOKEN_LOGIN");
      faulty.order();
      expect(await signOnce(driver)).toHaveLength(1);
      await driver.close();
    });

    it("prints to its standard streams at every call, and is understood all the same", async () => {
      const driver = host();
      faulty.order("noise");
      expect(await signOnce(driver)).toHaveLength(1);
      faulty.order();
      await driver.close();
    });

    it("fails in C_Sign and leaves the operation active: the same login signs the next time", async () => {
      const driver = host();
      const session = await driver.login(await serialOf(driver), pin());
      faulty.order("fail C_Sign 1 48");
      expect(await codeOf(session.sign("01", [utf8("x")]))).toBe("E_TOKEN_FAULT");
      expect(await session.sign("01", [utf8("x")])).toHaveLength(1);
      await driver.close();
    });
  });

  describe("that may not be loaded", () => {
    it("is not the listed file: refused before any process is started", async () => {
      const started = hsm.started.length;
      const other: TokenModule = { ...faulty.module, hash: `sha-256:${"0".repeat(64)}` };
      expect(await codeOf(host(other).tokens())).toBe("E_MODULE_REFUSED");
      expect(hsm.started).toHaveLength(started);
    });

    it("changes between the desk's look and the loading: the signer refuses it itself", async () => {
      const path = join(hsm.folder, "swapped.so");
      writeFileSync(path, readFileSync(faulty.module.path));
      const module = moduleAt("swapped", path);
      const driver = createTokenHost({
        module,
        spawn: () => {
          writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.from([0])]));
          return hsm.spawn();
        },
      });
      expect(await codeOf(driver.tokens())).toBe("E_MODULE_REFUSED");
      await driver.close();
    });

    const wrong: readonly (readonly [string, (folder: string) => Buffer, FailureCode, string])[] = [
      ["is no library", () => Buffer.from("not a library".repeat(20)), "E_MODULE_LOAD", "不是可以加载的动态库"],
      ["was built for another processor", () => otherMachine(), "E_MODULE_LOAD", "本机需要"],
      ["is cut off", () => readFileSync(faulty.module.path).subarray(0, 100), "E_MODULE_LOAD", "不完整"],
      ["is a library without PKCS#11", () => readFileSync(plainLibrary()), "E_MODULE_ABI", "不是 PKCS#11"],
    ];
    it.each(wrong)("%s: says so", async (title, make, code, detail) => {
      const path = join(hsm.folder, `wrong-${wrong.findIndex(([each]) => each === title)}.so`);
      writeFileSync(path, make(hsm.folder));
      const driver = host(moduleAt("wrong", path));
      await expect(driver.tokens()).rejects.toMatchObject({ code, detail: expect.stringContaining(detail) });
      await driver.close();
    });

    it("is missing: E_MODULE_LOAD, and is found as soon as it is there", async () => {
      const path = join(hsm.folder, "later.so");
      writeFileSync(path, readFileSync(faulty.module.path));
      const module = moduleAt("later", path);
      rmSync(path);
      const driver = host(module);
      expect(await codeOf(driver.tokens())).toBe("E_MODULE_LOAD");
      writeFileSync(path, readFileSync(faulty.module.path));
      expect(await driver.tokens()).toHaveLength(1);
      await driver.close();
    });

    it("was compiled in another shape than listed: refused by the probe, not read as if it fitted", async () => {
      for (const abi of [
        { ulong: 4, packed: false },
        { ulong: 8, packed: true },
      ] as const) {
        const driver = host({ ...faulty.module, kind: "pkcs11", abi });
        // Pointers read from the wrong place may end the process instead: neither shows a key.
        expect(["E_MODULE_ABI", "E_SIGNER_CRASHED"]).toContain(await codeOf(driver.tokens()));
        await driver.close();
      }
    });
  });

  describe("that sees a PIN", () => {
    it("PKI-30: has the PIN neither in its arguments nor in its environment, and leaves no core file", async () => {
      const driver = host();
      const session = await driver.login(await serialOf(driver), pin());
      const { pid } = hsm.started.at(-1) ?? {};
      for (const file of ["cmdline", "environ"]) {
        expect(readFileSync(`/proc/${pid}/${file}`, "latin1")).not.toContain(planted);
        expect(readFileSync(`/proc/self/${file}`, "latin1")).not.toContain(planted);
      }
      expect(readFileSync(`/proc/${pid}/limits`, "latin1")).toMatch(/Max core file size\s+0\s+0/);
      await session.close();
      await driver.close();
    });

    it("dies with the desk, even while its library hangs and it hears nothing", async () => {
      faulty.order("hang C_Initialize 1");
      const desk = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", shortDesk()], {
        cwd: process.cwd(),
        env: hsm.env,
        stdio: ["ignore", "pipe", "inherit"],
      });
      const pid = await new Promise<number>((done) => desk.stdout.once("data", (text) => done(Number(text))));
      const isLoaded = () => readFileSync(`/proc/${pid}/maps`, "latin1").includes(faulty.module.path);
      await expect.poll(isLoaded).toBe(true);
      desk.kill("SIGKILL");
      await expect.poll(() => isRunning(pid)).toBe(false);
      faulty.order();
    });

    it("is started without what would bring other code into it", () => {
      const env = { PATH: "/bin", NODE_OPTIONS: "--require x", LD_PRELOAD: "x", LD_LIBRARY_PATH: "x", DYLD_X: "x" };
      expect(signerEnvironment({ ...env, SOFTHSM2_CONF: "c" })).toEqual({ PATH: "/bin", SOFTHSM2_CONF: "c" });
    });
  });
});

/** A desk that loads the library and goes on; it says the signer's process number. */
function shortDesk(): string {
  const spawnFile = JSON.stringify(join(import.meta.dirname, "spawn.ts"));
  const program = JSON.stringify({ path: join(import.meta.dirname, "host.ts"), execArgv: ["--import", "tsx"] });
  const message = JSON.stringify({ id: 1, call: "load", input: { module: faulty.module } });
  return `import { forkSigner } from ${spawnFile};
    const signer = forkSigner(${program}, process.env)();
    signer.send(${message});
    console.log(signer.pid);
    setInterval(() => undefined, 1000);`;
}

/** One that has ended and that nobody has asked about yet is not running. */
function isRunning(pid: number | undefined): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return false;
  }
}

/** Our own library with another processor in its head. */
function otherMachine(): Buffer {
  const bytes = Buffer.from(readFileSync(faulty.module.path));
  bytes.writeUInt16LE(process.arch === "arm64" ? 62 : 183, 18);
  return bytes;
}

/** koffi's own binary is a sound library of this machine that knows nothing of PKCS#11. */
function plainLibrary(): string {
  const line = readFileSync("/proc/self/maps", "latin1")
    .split("\n")
    .find((each) => /libm[.-]/.test(each));
  const path = line?.slice(line.indexOf("/")) ?? "";
  if (path === "") throw new Error("this process has no mathematics library");
  return path;
}
