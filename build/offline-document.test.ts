import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { offlineCommands } from "../shared/offline/commands";

const root = join(import.meta.dirname, "..", "renderer");
const screens = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".tsx"))
  .map((name) => ({ name, source: readFileSync(join(root, name), "utf8") }));

describe("D6: commands of the window", () => {
  it("every command that a control names has a row in the matrix", () => {
    const used = screens.flatMap(({ source }) =>
      [...source.matchAll(/(?:command=|useCommand\()"([\w.]+)"/g)].map(([, id]) => id ?? ""),
    );
    expect(used.length).toBeGreaterThan(10);
    expect(used.filter((id) => !(id in offlineCommands))).toEqual([]);
  });

  it("no control is switched off for want of network or sign-in without the matrix explaining it", () => {
    const silent = screens.flatMap(({ name, source }) =>
      [...source.matchAll(/\bdisabled=\{([^}]*)\}/g)]
        .filter(([, condition = ""]) => /online|offline|reachable|signedIn|session\.state/i.test(condition))
        .map(([text]) => `${name}: ${text}`),
    );
    expect(screens.length).toBeGreaterThan(50);
    expect(silent).toEqual([]);
  });

  it("no control of a command the matrix gives to the platform is drawn as a plain button", () => {
    const ids = ["sync-now", "lexicon-refresh", "lexicon-upload", "ask-indexNumber", "evidence", "show-page", "import"];
    for (const id of ids) {
      const owners = screens.filter(({ source }) => source.includes(`data-testid="${id}"`));
      expect(owners.length, id).toBe(1);
      const before = owners[0]?.source.split(`data-testid="${id}"`)[0] ?? "";
      expect(before.lastIndexOf("<CommandButton"), id).toBeGreaterThan(before.lastIndexOf("<Button"));
    }
  });
});
