import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { writeFileAtomic } from "./atomic-file";
import { dataFolder, demoAnchorsFile } from "./folders";
import { withFolder } from "./testing/openssl";

describe("dataFolder", () => {
  it("follows each system's custom and yields to CAIBIAN_DATA", () => {
    expect(dataFolder({ HOME: "/home/a" }, "linux")).toBe("/home/a/.local/share/caibian");
    expect(dataFolder({ HOME: "/home/a", XDG_DATA_HOME: "/data" }, "linux")).toBe("/data/caibian");
    expect(dataFolder({ HOME: "/home/a", XDG_DATA_HOME: "data" }, "linux")).toBe("/home/a/.local/share/caibian");
    expect(dataFolder({ HOME: "/Users/a" }, "darwin")).toBe("/Users/a/Library/Application Support/caibian");
    expect(dataFolder({ LOCALAPPDATA: "C:\\L" }, "win32")).toBe("C:\\L\\Caibian");
    expect(dataFolder({ HOME: "/home/a", CAIBIAN_DATA: "/elsewhere" }, "win32")).toBe("/elsewhere");
    expect(() => dataFolder({}, "linux")).toThrow("HOME");
  });

  it("keeps the anchors of a site under the demo folder", () => {
    expect(demoAnchorsFile("/d", "luan")).toBe(path.join("/d", "demo", "anchors", "luan.json"));
  });
});

describe("writeFileAtomic", () => {
  it("replaces the file as a whole, readable by its owner only, and leaves nothing else behind", async () => {
    await withFolder(async (folder) => {
      const file = path.join(folder, "new", "a.json");
      await writeFileAtomic(file, "一");
      await writeFileAtomic(file, "二");
      expect(readFileSync(file, "utf8")).toBe("二");
      expect(readdirSync(path.dirname(file))).toEqual(["a.json"]);
      if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
    });
  });

  it("keeps the old file and removes its own when it cannot take the place", async () => {
    await withFolder(async (folder) => {
      const taken = path.join(folder, "taken");
      await writeFileAtomic(path.join(taken, "inner"), "x");
      await expect(writeFileAtomic(taken, "y")).rejects.toThrow();
      expect(existsSync(path.join(taken, "inner"))).toBe(true);
      expect(readdirSync(folder)).toEqual(["taken"]);
    });
  });
});
