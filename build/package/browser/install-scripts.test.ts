import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { REFUSAL_SHOWN } from "../../../shared/refusal-shown";
import { debianScripts, rpmScripts } from "./install-scripts";
import { startScript } from "./start-script";

let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "caibian-scripts-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** The scripts as they are, with the system's folders moved below a scratch one. */
function run(text: string, ...args: readonly string[]): void {
  const moved = text.replaceAll("/opt/caibian", `${home}/opt`).replaceAll("/etc/caibian", `${home}/etc`);
  const { status, stderr } = spawnSync("sh", ["-c", moved, "script", ...args], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
}

function install(version: string): void {
  mkdirSync(join(home, "opt/versions", version), { recursive: true });
  writeFileSync(join(home, "opt/versions", version, "files.json"), version);
}

const versions = (): string[] => readdirSync(join(home, "opt/versions")).sort();

/** What dpkg does: preinst of the new, its files, the old one's files gone, postinst. */
function upgrade(from: string, to: string): void {
  const { preinst, postinst } = debianScripts(to);
  run(preinst, "upgrade", from);
  install(to);
  if (from !== to) rmSync(join(home, "opt/versions", from), { recursive: true });
  run(postinst, "configure", from);
}

describe("what runs at installation", () => {
  it("L9: keeps the version before the new one, and no third", () => {
    install("1.0.0");
    upgrade("1.0.0", "1.1.0");
    expect(versions()).toEqual(["1.0.0", "1.1.0"]);
    expect(readFileSync(join(home, "opt/versions/1.0.0/files.json"), "utf8")).toBe("1.0.0");
    upgrade("1.1.0", "1.10.0");
    expect(versions()).toEqual(["1.1.0", "1.10.0"]);
  });

  it("keeps no newer version beside an older one that the administrator put in: it would be started first", () => {
    install("1.1.0");
    upgrade("1.1.0", "1.0.0");
    expect(versions()).toEqual(["1.0.0"]);
  });

  it("does the same however often it runs, with the same version, and after an upgrade that was broken off", () => {
    install("1.0.0");
    upgrade("1.0.0", "1.0.0");
    run(debianScripts("1.0.0").postinst, "configure");
    expect(versions()).toEqual(["1.0.0"]);
    run(debianScripts("1.1.0").preinst, "upgrade", "1.0.0");
    run(debianScripts("1.1.0").postrm, "abort-upgrade", "1.0.0");
    expect(readdirSync(join(home, "opt"))).toEqual(["versions"]);
    upgrade("1.0.0", "1.1.0");
    expect(versions()).toEqual(["1.0.0", "1.1.0"]);
  });

  it("removes the program and leaves the policy; purging takes the policy too", () => {
    install("1.0.0");
    mkdirSync(join(home, "etc"));
    const { prerm, postrm } = debianScripts("1.0.0");
    run(prerm, "remove");
    run(postrm, "remove");
    expect(existsSync(join(home, "opt"))).toBe(false);
    expect(existsSync(join(home, "etc"))).toBe(true);
    run(postrm, "purge");
    expect(existsSync(join(home, "etc"))).toBe(false);
  });

  it("rpm: keeps the version before as dpkg's scripts do, in rpm's order", () => {
    install("1.0.0");
    const { pre, posttrans, preun, postun } = rpmScripts("1.1.0");
    run(pre, "2");
    install("1.1.0");
    run(rpmScripts("1.0.0").preun, "1");
    rmSync(join(home, "opt/versions/1.0.0"), { recursive: true });
    run(rpmScripts("1.0.0").postun, "1");
    run(posttrans, "0");
    expect(versions()).toEqual(["1.0.0", "1.1.0"]);
    run(preun, "0");
    run(postun, "0");
    expect(existsSync(join(home, "opt"))).toBe(false);
  });
});

describe("L4: the start script", () => {
  const start = (env: Readonly<Record<string, string>>, ...args: readonly string[]): string => {
    mkdirSync(join(home, "opt"), { recursive: true });
    writeFileSync(join(home, "opt/node"), '#!/bin/sh\necho "$@"\nenv\n', { mode: 0o755 });
    const text = startScript({ version: "1.2.3", launcher: true }).replaceAll("/opt/caibian", `${home}/opt`);
    return spawnSync("sh", ["-c", text, "caibian", ...args], { encoding: "utf8", env }).stdout;
  };

  it("passes on what a session and an input method need, word for word, and nothing that loosens Node or the policy", () => {
    const text = start(
      {
        ...{ HOME: "/home/李 $(id)", XMODIFIERS: "@im=fcitx", DISPLAY: ":0", PATH: "/evil:/usr/bin:/bin" },
        ...{ NODE_OPTIONS: "--inspect", NODE_EXTRA_CA_CERTS: "/evil.pem", CAIBIAN_POLICY: "/evil.json" },
        ...{ CAIBIAN_BROWSER: "/evil", SSL_CERT_FILE: "/evil.pem", ELECTRON_RUN_AS_NODE: "1", OPENSSL_CONF: "/evil" },
      },
      "--no-window",
      "a b",
    );
    expect(text.split("\n")[0]).toMatch(/launcher\/launcher\.js --no-window a b$/);
    expect(text).toContain("\nHOME=/home/李 $(id)\n");
    expect(text).toContain("\nXMODIFIERS=@im=fcitx\n");
    expect(text).not.toMatch(/evil|NODE_OPTIONS|ELECTRON|OPENSSL/);
  });

  it("L4: started from a menu, tells in a dialog why it did not start, and ends with the same code", () => {
    mkdirSync(join(home, "opt"), { recursive: true });
    mkdirSync(join(home, "bin"));
    writeFileSync(join(home, "opt/node"), "#!/bin/sh\necho 没有签名的策略 >&2\nexit 7\n", { mode: 0o755 });
    writeFileSync(join(home, "bin/zenity"), `#!/bin/sh\necho "$@" > ${home}/shown\n`, { mode: 0o755 });
    const text = startScript({ version: "1.2.3", launcher: true }).replaceAll("/opt/caibian", `${home}/opt`);
    const env = { PATH: `${home}/bin:/usr/bin:/bin`, DISPLAY: ":0" };
    const { status, stderr } = spawnSync("sh", ["-c", text, "caibian"], { encoding: "utf8", env });
    expect(status).toBe(7);
    expect(stderr).toContain("没有签名的策略");
    expect(readFileSync(join(home, "shown"), "utf8")).toContain("没有签名的策略");
  });

  it("opens no dialog once the program's own window shows the reason, and none is lost where no temporary file can be made", () => {
    mkdirSync(join(home, "opt"), { recursive: true });
    mkdirSync(join(home, "bin"));
    const program = `#!/bin/sh\necho 工作站没有启动 >&2\n[ -z "$SHOWN" ] || echo ${REFUSAL_SHOWN} >&2\nexit 78\n`;
    writeFileSync(join(home, "bin/zenity"), `#!/bin/sh\necho "$@" > ${home}/dialog\n`, { mode: 0o755 });
    const text = startScript({ version: "1.2.3", launcher: true }).replaceAll("/opt/caibian", `${home}/opt`);
    const from = (more: Readonly<Record<string, string>>, shown: string) => {
      writeFileSync(join(home, "opt/node"), program.replace('"$SHOWN"', `"${shown}"`), { mode: 0o755 });
      const env = { PATH: `${home}/bin:/usr/bin:/bin`, DISPLAY: ":0", ...more };
      return spawnSync("sh", ["-c", text, "caibian"], { encoding: "utf8", env });
    };
    expect(from({}, "yes").status).toBe(78);
    expect(existsSync(join(home, "dialog"))).toBe(false);
    const blind = from({ TMPDIR: join(home, "nowhere") }, "");
    expect([blind.status, blind.stderr]).toEqual([78, "工作站没有启动\n"]);
  });

  it("verifies a pack with the installed version's own program", () => {
    expect(start({}, "--verify", "x.cbpack").split("\n")[0]).toMatch(/versions\/1\.2\.3\/node\/verify\.js x\.cbpack$/);
  });
});
