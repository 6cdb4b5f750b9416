import { describe, expect, it } from "vitest";
import { checkLayers, importsOf, sourceFiles, violationsIn } from "./layers";

const root = new URL("..", import.meta.url).pathname;

describe("the import table", () => {
  it("holds for every source file of the project", () => {
    expect(checkLayers(root)).toEqual([]);
  });

  it("looks at every top-level source folder", () => {
    const seen = new Set(sourceFiles(root).map((file) => file.split("/")[0]));
    for (const folder of ["shared", "node", "main", "preload", "renderer", "platform", "cli", "build", "e2e"]) {
      expect(seen, folder).toContain(folder);
    }
  });

  it.each([
    ["shared/model/x.ts", 'import { readFileSync } from "node:fs";'],
    ["shared/model/x.ts", 'import type { BrowserWindow } from "electron";'],
    ["shared/model/x.ts", 'import { createDesk } from "../../main/desk";'],
    ["renderer/store/x.ts", 'import { useState } from "react";'],
    ["renderer/screens/x.tsx", 'import { ipcRenderer } from "electron";'],
    ["renderer/screens/x.tsx", 'import Dexie from "dexie";'],
    ["renderer/screens/x.tsx", 'import { join } from "node:path";'],
    ["renderer/screens/x.tsx", 'import type { Journal } from "../../main/journal/journal";'],
    ["renderer/editor/x.tsx", 'import { Database } from "../store/database";'],
    ["main/vault/x.ts", 'import { app } from "electron";'],
    ["main/vault/x.ts", 'export { serve } from "../../platform/app";'],
    ["main/vault/x.ts", 'const x = await import("fastify");'],
    ["platform/x.ts", 'import { createDesk } from "../main/desk";'],
    ["preload/x.ts", 'import { readFileSync } from "node:fs";'],
    ["cli/x.ts", 'import { build } from "../platform/app";'],
  ])("refuses in %s the planted %s", (file, source) => {
    expect(violationsIn(file, source)).toHaveLength(1);
  });

  it("reads every import form and skips comments", () => {
    const source = `
      import "a"; import b from "b"; import { c,
        d } from "c"; export * from "d"; import type { E } from "e"; const f = import("f");
      // import "no"
      /* import "no" */
      new Worker(new URL("./g.ts", import.meta.url));`;
    expect(importsOf(source)).toEqual(["a", "b", "c", "d", "e", "f", "./g.ts"]);
  });
});
