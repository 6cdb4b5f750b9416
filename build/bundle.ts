/**
 * Bundles everything that runs: the window's pages, both preloads, and the Node programs.
 * Dependencies of the Node programs stay in node_modules; only our own code is bundled.
 */
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { build, type InlineConfig } from "vite";
import { SPELLING_FILE } from "../shared/proofreading/packs/spelling-pack";
import { makeTemplate } from "./template";

const root = resolve(import.meta.dirname, "..");

const node: InlineConfig = {
  build: {
    ssr: true,
    outDir: "dist/node",
    target: "node20",
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: {
        platform: "platform/index.ts",
        inspection: "platform/effects/inspection-worker.ts",
        pkcs12: "node/pkcs12-worker.ts",
        pdf: "node/pdf-worker.ts",
        search: "main/search/worker.ts",
        desk: "main/browser/index.ts",
        electron: "main/electron/index.ts",
        signer: "main/tokens/host.ts",
        launch: "build/launch.ts",
        verify: "cli/verify.ts",
        pack: "cli/pack.ts",
      },
      output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "chunk-[hash].js" },
    },
  },
};

/** The launcher belongs to the administrator and is one file without anything beside it. */
const launcher: InlineConfig = {
  ssr: { noExternal: true, target: "node" },
  build: {
    ssr: true,
    outDir: "dist/launcher",
    target: "node20",
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: { launcher: "main/launcher/index.ts" },
      output: { format: "es", entryFileNames: "[name].js", codeSplitting: false },
    },
  },
};

/** A preload is one classic script: Electron's sandbox and the browser shell's page both want it so. */
const preload = (entry: string, fileName: string, outDir: string): InlineConfig => ({
  build: {
    outDir,
    target: "chrome120",
    minify: false,
    copyPublicDir: false,
    emptyOutDir: false,
    lib: { entry, formats: ["iife"], name: "preload", fileName: () => fileName },
    rolldownOptions: { external: ["electron"], output: { globals: { electron: "require('electron')" } } },
  },
});

const bundle = (config: InlineConfig) => () => build({ root, configFile: false, logLevel: "warn", ...config });

/** One copy serves the window's worker and the Node programs. Without it everything runs, and every pass says so. */
function copyModel(): void {
  const from = resolve(root, "packs", SPELLING_FILE);
  const to = resolve(root, "dist/renderer", SPELLING_FILE);
  if (!existsSync(from)) {
    console.warn(`  ! 没有拼写模型（packs/${SPELLING_FILE}），校对结果将注明“部分”。`);
    return;
  }
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

const steps: readonly (readonly [string, () => unknown])[] = [
  ["窗口页面", bundle({ root: resolve(root, "renderer"), configFile: resolve(root, "renderer/vite.config.ts") })],
  ["拼写模型", copyModel],
  ["浏览器外壳预加载", bundle(preload("preload/browser.ts", "desk.js", "dist/renderer"))],
  ["Electron 预加载", bundle(preload("preload/electron.ts", "electron.cjs", "dist/preload"))],
  ["后台程序", bundle(node)],
  ["启动器", bundle(launcher)],
  ["空数据库模板", makeTemplate],
];

const started = Date.now();
for (const [name, make] of steps) {
  const at = Date.now();
  await make();
  console.log(`  ✓ ${name}（${((Date.now() - at) / 1000).toFixed(1)} 秒）`);
}
for (const folder of ["node", "launcher"]) {
  writeFileSync(resolve(root, "dist", folder, "package.json"), '{ "type": "module" }\n');
}
console.log(`构建完成，用时 ${((Date.now() - started) / 1000).toFixed(1)} 秒`);
