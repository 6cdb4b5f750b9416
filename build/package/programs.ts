/**
 * Bundles what a package carries: programs and pages with all their dependencies in them, small and without comments, so that
 * a start reads few files. Packages with native code stay outside (`native-packages.ts`). Says which packages went in.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { build, type InlineConfig, type Plugin } from "vite";
import { withoutForeignProviders } from "../scan/foreign-providers";
import { nativePackages } from "./native-packages";

export interface ProgramParts {
  readonly root: string;
  /** Folder that is filled. */
  readonly into: string;
  /** Told each package by its path in the lock file (`node_modules/zod`). */
  readonly seen: (packagePath: string) => void;
}

const packageOf = /node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/g;

/** Tells the packages whose code is really in a chunk, after what nobody calls was dropped. */
function witness(seen: ProgramParts["seen"]): Plugin {
  return {
    name: "caibian-witness",
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== "chunk") continue;
        for (const moduleId of output.moduleIds) {
          const at = moduleId.indexOf("node_modules/");
          const path = at < 0 ? null : moduleId.slice(at).match(packageOf);
          if (path !== null) seen(path.join("/"));
        }
      }
    },
  };
}

const run = (root: string, config: InlineConfig): Promise<unknown> =>
  build({ root, configFile: false, logLevel: "error", ...config });

/** `entries`: name of the program → its source file. */
export async function bundlePrograms(parts: ProgramParts, entries: Readonly<Record<string, string>>): Promise<void> {
  const { root, into, seen } = parts;
  await run(root, {
    plugins: [withoutForeignProviders(), witness(seen)],
    ssr: { noExternal: true, external: [...nativePackages, "electron"], target: "node" },
    build: {
      ssr: true,
      outDir: into,
      emptyOutDir: false,
      target: "node20",
      minify: true,
      sourcemap: false,
      rolldownOptions: {
        input: { ...entries },
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "chunk-[hash].js" },
      },
    },
  });
}

/** The window, and the spelling model beside it. */
export async function bundlePages({ root, into, seen }: ProgramParts): Promise<void> {
  await run(join(root, "renderer"), {
    configFile: join(root, "renderer", "vite.config.ts"),
    plugins: [witness(seen)],
    worker: { format: "es", plugins: () => [witness(seen)] },
    build: { outDir: into, emptyOutDir: false, sourcemap: false },
  });
}

/** A preload is one classic script. */
export async function bundlePreload(
  { root, into, seen }: ProgramParts,
  { entry, fileName }: { readonly entry: string; readonly fileName: string },
): Promise<void> {
  await run(root, {
    plugins: [witness(seen)],
    build: {
      outDir: into,
      target: "chrome120",
      minify: true,
      copyPublicDir: false,
      emptyOutDir: false,
      lib: { entry, formats: ["iife"], name: "preload", fileName: () => fileName },
      rolldownOptions: { external: ["electron"], output: { globals: { electron: "require('electron')" } } },
    },
  });
}

/** A program of one file that needs nothing beside it: what root's launcher has to be. Null where there is no such source. */
export async function bundleAlone(parts: ProgramParts, entry: string): Promise<boolean> {
  const { root, into, seen } = parts;
  if (!existsSync(join(root, entry))) return false;
  await run(root, {
    plugins: [witness(seen)],
    ssr: { noExternal: true, target: "node" },
    build: {
      ssr: true,
      outDir: into,
      emptyOutDir: false,
      target: "node20",
      minify: true,
      sourcemap: false,
      rolldownOptions: {
        input: { launcher: entry },
        output: { format: "es", entryFileNames: "[name].js", codeSplitting: false },
      },
    },
  });
  return true;
}
