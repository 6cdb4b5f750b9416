/**
 * Updates (docs/updates.md): what an update check costs when nothing is new, and a thousand terminals that ask one platform.
 * `npm run bench -- updates 200` takes fewer terminals.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { httpFeed } from "../main/update/feed-source";
import { newDocumentKey, signDocument } from "../node/document-key";
import { utf8 } from "../shared/bytes";
import { deskHeader } from "../shared/http/desk-version";
import { figureLine, quantile } from "./figure";
import { type Poll, poll, pollAll } from "./platform/polling";
import { serve } from "./platform/serving";

const TERMINALS = 1_000;
const CHECKS = 200;
/** Their hours spread over a minute; and, as after a power cut in the whole house, over ten seconds. */
const spreads = [60_000, 10_000];
const key = newDocumentKey({ keyId: "bench", algorithm: "ed25519" });

export async function updates([wanted = String(TERMINALS)]: readonly string[] = []): Promise<void> {
  const terminals = Number.parseInt(wanted, 10);
  const folder = mkdtempSync(join(tmpdir(), "caibian-updates-bench-"));
  writeFeed(join(folder, "feed", "browser"));
  const port = await freePort();
  const feeds = { folder: join(folder, "feed"), keys: [key.key] };
  const platform = await serve("platform", { folder, port, audience: "", updates: feeds });
  try {
    const feed = `http://127.0.0.1:${port}/updates/browser`;
    const etag = await check(feed);
    const url = new URL(`${feed}/release.json`);
    const headers = { "if-none-match": etag, [deskHeader]: "browser/1.0.0" };
    const one = (): Promise<Poll> => poll(url, headers);
    const { status, bytes } = await one();
    console.log(`  nothing new: status ${status}, ${bytes} bytes both ways`);
    for (const within of spreads) report(terminals, within, await pollAll({ terminals, within }, one));
  } finally {
    await platform.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As the workstation asks, with its own client. Answers the mark it asks with from then on. */
async function check(feed: string): Promise<string> {
  const source = httpFeed(feed, fetch);
  const first = await source.document("release.json");
  if (first === null || first === "unchanged" || first.mark === null) throw new Error("the feed has no release");
  const times: number[] = [];
  for (let n = 0; n < CHECKS; n += 1) {
    const at = performance.now();
    const found = await source.document("release.json", first.mark);
    times.push(performance.now() - at);
    if (found !== "unchanged") throw new Error("the feed changed under the measurement");
  }
  console.log(figureLine("update check, nothing new", times));
  return first.mark;
}

function report(terminals: number, within: number, polls: readonly Poll[]): void {
  const times = polls.map(({ ms }) => ms);
  const unchanged = polls.filter(({ status }) => status === 304).length;
  const [half, high] = [quantile(times, 0.5).toFixed(1), quantile(times, 0.99).toFixed(1)];
  const name = `${terminals} terminals within ${within / 1_000} s`;
  console.log(`  ${name}: ${half} ms, p99 ${high} ms, ${unchanged} answered 304`);
}

/** A release as large as real ones are: all targets of one edition. */
function writeFeed(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const kinds = ["deb", "rpm", "nsis", "msi"] as const;
  const artifacts = kinds.flatMap((kind) =>
    ["x64", "arm64"].map((arch) => ({
      os: kind === "deb" || kind === "rpm" ? "linux" : "windows",
      arch,
      kind,
      file: `caibian-browser-1.0.0-${arch}.${kind}`,
      size: 60_000_000,
      sha256: `sha-256:${"a".repeat(64)}`,
      sha512: `${"A".repeat(86)}==`,
    })),
  );
  const at = new Date().toISOString();
  const release = {
    ...{ format: "caibian-release", product: "caibian", edition: "browser", version: "1.0.0", serial: 1, issuedAt: at },
    ...{ minimumVersion: "1.0.0", rings: { pilot: at, early: at, general: at }, artifacts, notes: ["修正若干问题"] },
    ...{ data: { writes: 2, opens: 1 }, keys: 0 },
  };
  const bytes = utf8(JSON.stringify(release));
  writeFileSync(join(folder, "release.json"), bytes);
  writeFileSync(join(folder, "release.json.sig"), JSON.stringify(signDocument(bytes, "release", [key])));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
