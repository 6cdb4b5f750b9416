import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { nodeDocumentCheck } from "../../node/document-check";
import { hashesOf } from "../../node/file-hashes";
import { publicHalves } from "../../node/sealed-key";
import { readFeed } from "../../shared/update/read-feed";
import { releaseCommand } from "./command";
import { type PublishStep, publishSteps } from "./publish-step";
import { writeOpenKey } from "./testing/open-key";
import { writePayload } from "./testing/package-folder";

const root = mkdtempSync(join(tmpdir(), "caibian-feed-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const [feed, packages, key] = [join(root, "feed"), join(root, "package"), join(root, "own.key")];
let now = new Date("2026-11-22T02:00:00.000Z");

async function release(...args: readonly string[]): Promise<void> {
  now = new Date(now.getTime() + 60_000);
  const lines: string[] = [];
  const around = { print: (line: string) => void lines.push(line), askSecret: async () => "", clock: () => now };
  expect([await releaseCommand(args, around), ...lines.filter((line) => line.startsWith("✗"))]).toEqual([0]);
}

const publish = (version: string): Promise<void> => {
  writePayload(packages, { version });
  return release("--from", packages, "--to", feed, "--key", key, "--version", version, "--keep", "20");
};

describe("L7: a feed that is read while it is written", () => {
  it("holds at every moment: document first, signature second, then the very artifact it names", async () => {
    mkdirSync(packages);
    writeOpenKey(key, { keyId: "own", algorithm: "ed25519" });
    const keys = [...publicHalves(await readFile(`${key}.pub.json`, "utf8"))];
    await publish("1.0.0");
    const seen = new Set<string>();
    let isDone = false;
    const reader = async (): Promise<void> => {
      while (!isDone) {
        const document = await readFile(join(feed, "release.json"));
        const signature = await readFile(join(feed, "release.json.sig"), "utf8");
        const documents = { release: { document, signature }, rollback: null };
        const read = readFeed(documents, { serial: 0, keys }, { check: nodeDocumentCheck, now });
        for (const { file, sha256 } of read.release.artifacts)
          expect(await hashesOf(join(feed, file))).toMatchObject({ sha256 });
        seen.add(read.release.version);
      }
    };
    const readers = Promise.all([reader(), reader(), reader()]);
    for (let minor = 1; minor <= 12; minor += 1) await publish(`1.${minor}.0`);
    isDone = true;
    await readers;
    // Readers that met one version alone would have proved nothing.
    expect(seen.size).toBeGreaterThan(3);
  });

  it.each(publishSteps.filter((step) => step !== "keys-written" && step !== "order-written"))(
    "holds when the publisher was ended after %s, and the same publication then goes through",
    async (last) => {
      const [own, place] = [join(root, `${last}.key`), join(root, last)];
      writeOpenKey(own, { keyId: "own", algorithm: "ed25519" });
      const keys = [...publicHalves(await readFile(`${own}.pub.json`, "utf8"))];
      const run = (version: string, end: PublishStep | null): Promise<number> => {
        writePayload(packages, { version });
        now = new Date(now.getTime() + 60_000);
        const args = ["--from", packages, "--to", place, "--key", own, "--version", version];
        const step = (done: PublishStep): void => {
          if (done === end) throw new Error("ended here");
        };
        return releaseCommand(args, { print: () => undefined, askSecret: async () => "", clock: () => now, step });
      };
      const offered = async (): Promise<string> => {
        const document = await readFile(join(place, "release.json"));
        const signature = await readFile(join(place, "release.json.sig"), "utf8");
        const read = readFeed(
          { release: { document, signature }, rollback: null },
          { serial: 0, keys },
          { check: nodeDocumentCheck, now },
        );
        for (const { file, sha256 } of read.release.artifacts)
          expect(await hashesOf(join(place, file))).toMatchObject({ sha256 });
        return read.release.version;
      };
      expect(await run("2.0.0", null)).toBe(0);
      expect(await run("2.1.0", last)).not.toBe(0);
      const isOut = ["release-written", "order-removed", "old-removed"].includes(last);
      expect(await offered()).toBe(isOut ? "2.1.0" : "2.0.0");
      expect(await run("2.1.0", null)).toBe(0);
      expect(await offered()).toBe("2.1.0");
      expect(readdirSync(place).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    },
  );

  it("that was left in the middle by a run before is cleared up by the next", async () => {
    const left = `.caibian-browser-1.13.0-linux-x64.tar.gz.0.tmp`;
    writeFileSync(join(feed, left), "half a file");
    await publish("1.13.0");
    expect(readdirSync(feed)).not.toContain(left);
  });
});
