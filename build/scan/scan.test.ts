import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { build } from "vite";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { lineOf } from "./finding";
import { withoutForeignProviders } from "./foreign-providers";
import { scanBuild } from "./scan";
import { addressesInSources, foreignHosts, proofreadingHosts } from "./sources";

const root = resolve(import.meta.dirname, "..", "..");
const words = proofreadingHosts(root);
const base = mkdtempSync(join(tmpdir(), "caibian-scan-"));
let folder = "";
let turn = 0;

beforeEach(() => {
  turn += 1;
  folder = join(base, String(turn));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

function put(file: string, text: string): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
const scan = (shipped = true) => scanBuild({ folder, words, shipped }).map(lineOf);

describe("addresses in a build", () => {
  it.each([
    ["an endpoint", 'fetch("https://api.telemetry-collector.com/v1")', "api.telemetry-collector.com"],
    ["a socket", "new WebSocket(`wss://push.vendor.cn/x`)", "push.vendor.cn"],
    ["a host alone", 'request({ host: "updates.vendor.io", port: 443 })', "updates.vendor.io"],
    ["a platform's address", 'const url = "https://cms.luan-internal.gov.cn:8443/api"', "cms.luan-internal.gov.cn"],
    ["an address by number", 'fetch("http://8.8.8.8/x")', "8.8.8.8"],
    ["an address with a user", 'fetch("https://www.w3.org@evil-host.com/")', "evil-host.com"],
    ["an address behind a namespace", 'fetch("https://www.w3.org.evil-host.com/")', "www.w3.org.evil-host.com"],
  ])("L12: %s is found", (_, code, host) => {
    put("node/desk.js", code);
    expect(scan()).toEqual([`node/desk.js: address: ${host}`]);
  });

  it.each([
    ["this machine", 'fetch("http://127.0.0.1:17809/x"); new URL("http://[::1]:1/")'],
    ["a namespace", 'createElementNS("http://www.w3.org/2000/svg", "svg")'],
    ["a reserved name", 'new URL(back, "http://here.invalid")'],
    ["an address made at run time", "fetch(`https://$".concat("{host}:$", "{port}/v1`)")],
    ["what a rule looks for in manuscripts", 'hosts: ["weixin.qq.com"]'],
    ["a property that looks like one", "event.target.name"],
  ])("L12: %s is none", (_, code) => {
    put("renderer/assets/index.js", code);
    expect(scan()).toEqual([]);
  });

  it("L12: links in a library's comments are not asked for, those in its code would be", () => {
    put(
      "node_modules/lib/index.js",
      '// see https://docs.vendor.com/a\n/* https://blog.vendor.com */\nget("https://cdn.vendor.com/x")',
    );
    expect(scan()).toEqual(["node_modules/lib/index.js: address: cdn.vendor.com"]);
  });

  it("BD-4: no source of ours outside the rules names a host that could be asked", () => {
    expect(addressesInSources(root)).toEqual([]);
    expect(foreignHosts("main/x.ts", 'const a = "https://www.gov.cn/x";\n  // https://docs.vendor.com')).toEqual([
      "main/x.ts: www.gov.cn",
    ]);
  });

  it("L12: electron-updater is bundled with its generic provider alone", { timeout: 120_000 }, async () => {
    put("entry.ts", 'import updater from "electron-updater"; console.log(updater.autoUpdater);');
    const bundled = async (into: string, fenced: boolean) => {
      await build({
        ...{ root, configFile: false, logLevel: "silent", plugins: fenced ? [withoutForeignProviders()] : [] },
        ssr: { noExternal: true, external: ["electron"], target: "node" },
        resolve: { alias: { "electron-updater": join(root, "node_modules", "electron-updater", "out", "main.js") } },
        build: {
          ...{ ssr: true, outDir: into, emptyOutDir: true, minify: true },
          rolldownOptions: { input: { electron: join(folder, "entry.ts") }, output: { entryFileNames: "[name].js" } },
        },
      });
      const hosts = scanBuild({ folder: into, words, shipped: true }).map(({ what }) => what);
      const text = readdirSync(into, { encoding: "utf8" }).map((name) => readFileSync(join(into, name), "utf8"));
      return { hosts, generic: text.join().includes("latest") };
    };
    const open = await bundled(join(folder, "open"), false);
    expect(open.hosts).toEqual(expect.arrayContaining(["api.github.com", "gitlab.com", "api.keygen.sh"]));
    expect(await bundled(join(folder, "fenced"), true)).toEqual({ hosts: [], generic: true });
  });
});

describe("code made of text, secrets and what nobody ships", () => {
  it.each([
    ["eval", 'const x = eval("1")'],
    ["a function made of text", 'const x = new Function("return 1")'],
    ["the same without new", 'const x = Function("return 1")()'],
  ])("L5: %s in the page is found; the same in a Node program is Node's affair", (_, code) => {
    put("renderer/assets/index.js", code);
    put("node/desk.js", code);
    expect(scan()).toEqual(["renderer/assets/index.js: dynamic-code: text as code"]);
  });

  it("L5: zod's question whether it might compile is known by its exact form", () => {
    put("renderer/assets/zod.js", "try{return Function(``),!0}catch{return!1}");
    expect(scan()).toEqual([]);
    put("renderer/assets/zod.js", "try{return Function(`a`),!0}catch{return!1}");
    expect(scan()).toHaveLength(1);
  });

  it("L5: a script, a handler and a style in a page are found", () => {
    put("renderer/index.html", '<script>go()</script><p onclick="go()" style="color:red">x</p>');
    expect(scan()).toHaveLength(3);
    put("renderer/index.html", '<script type="module" src="./a.js"></script><link rel="stylesheet" href="./a.css">');
    expect(scan()).toEqual([]);
  });

  it("finds source maps, sources and tests in what is shipped, and lets a build folder have its maps", () => {
    put("node/desk.js", "export {};\n//# sourceMappingURL=desk.js.map");
    put("node/desk.js.map", "{}");
    put("node/desk.ts", "export {}");
    put("node_modules/lib/test/a.js", "1");
    put("node_modules/lib/a.test.js", "1");
    expect(
      scan()
        .map((line) => line.split(": ")[1])
        .sort(),
    ).toEqual(["source", "source-map", "source-map", "test", "test"]);
    expect(scan(false)).toEqual([]);
  });

  it.each([
    ["a private key", `const k = "-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQ"`],
    ["a signing key", '{"format":"caibian-signing-key","key":{}}'],
    ["a cloud key", 'const id = "AKIAABCDEFGHIJKLMNOP"'],
    ["a database's password", 'const db = "postgres://caibian:geheim@db/x"'],
  ])("finds %s, and does not print it", (name, text) => {
    put("node/desk.js", text);
    const lines = scan(false);
    expect(lines).toContain(`node/desk.js: secret: ${name}`);
    expect(lines.join()).not.toMatch(/MIIE|AKIA|geheim/);
  });

  it("finds a file of keys by its name, also in a build folder", () => {
    put("demo/editor.p12", "x");
    put("a.js", "1");
    expect(scan(false)).toEqual(["demo/editor.p12: secret: a file of keys or passwords"]);
  });

  it("refuses to look at nothing", () => {
    mkdirSync(folder, { recursive: true });
    expect(() => scan()).toThrow(/nothing to scan/);
  });
});
