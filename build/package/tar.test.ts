import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTarGz, type TarFile, writeTarGz } from "./tar";

const at = new Date("2026-01-02T03:04:05Z");
const part = fc.stringMatching(/^[a-z0-9@_+-][a-z0-9@_.+-]{0,40}$/);
const files = fc.uniqueArray(
  fc.record({
    path: fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/")),
    mode: fc.constantFrom(0o644, 0o755),
    bytes: fc.uint8Array({ maxLength: 1_500 }),
  }),
  { maxLength: 8, selector: ({ path }) => path },
);
const plain = (list: readonly TarFile[]) =>
  list.map((file) => ({ ...file, bytes: Buffer.from(file.bytes).toString("hex") }));

describe("the archive of an update artifact", () => {
  it("gives back every file as it was put in, and the same bytes for the same files", () => {
    fc.assert(
      fc.property(files, (list) => {
        const archive = writeTarGz(list, at);
        expect(plain(readTarGz(archive))).toEqual(plain(list));
        expect(writeTarGz(list, at).equals(archive)).toBe(true);
      }),
    );
  });

  it("is read by the system's own tar, long paths too", () => {
    const folder = mkdtempSync(join(tmpdir(), "caibian-tar-"));
    const path = `${"folder/".repeat(18)}file.js`;
    writeFileSync(join(folder, "a.tar.gz"), writeTarGz([{ path, mode: 0o644, bytes: Buffer.from("x") }], at));
    const { stdout } = spawnSync("tar", ["-tvzf", join(folder, "a.tar.gz")], { encoding: "utf8", env: { TZ: "UTC" } });
    rmSync(folder, { recursive: true });
    expect(stdout).toContain(`-rw-r--r-- root/root         1 2026-01-02 03:04 ${path}`);
  });

  it("refuses a path that no reader would get back whole", () => {
    expect(() => writeTarGz([{ path: "a".repeat(101), mode: 0o644, bytes: new Uint8Array() }], at)).toThrow("路径太长");
  });
});
