/** The managed policy (L4): from the change of the file on a real disk to the moment it holds, and what deciding costs. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeFileSystem } from "../main/journal/filesystem";
import { fileSource } from "../main/policy/file-source";
import { WatchedPolicy } from "../main/policy/managed-policy";
import { PolicyBook } from "../main/policy/policy-book";
import { systemTimers } from "../main/timers";
import { writeFileAtomic } from "../node/atomic-file";
import { newDocumentKey, signDocument } from "../node/document-key";
import { utf8 } from "../shared/bytes";
import { combine } from "../shared/policy/combine";
import { flatten } from "../shared/policy/values";
import { figureLine } from "./figure";

const CHANGES = 20;
const key = newDocumentKey({ keyId: "bench", algorithm: "sm2-sm3" });

export async function policy(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "caibian-policy-bench-"));
  const path = join(folder, "policy.json");
  try {
    await put(path, 1);
    const source = fileSource({ fs: nodeFileSystem, timers: systemTimers, level: "machine", path });
    const identity = { locked: true, policyKeys: [key.key] };
    const book = await PolicyBook.open({
      fs: nodeFileSystem,
      folder: join(folder, "state"),
      identity,
      sources: [source],
    });
    const managed = new WatchedPolicy({ book, timers: systemTimers });
    managed.start((error) => console.error(error));
    const times: number[] = [];
    for (let serial = 2; serial < CHANGES + 2; serial += 1) times.push(await untilHeld(managed, path, serial));
    managed.stop();
    console.log(figureLine("signed file changed to in effect", times));
    console.log(figureLine("deciding over three levels", decisions()));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const documentOf = (serial: number) => ({
  level: "machine",
  serial,
  issuedAt: "2026-11-20T00:00:00.000Z",
  platformUrl: "https://59.203.1.5",
  anchorsFiles: ["luan.json"],
  keyFolders: [],
  demo: false,
  extranet: ["59.203.0.0/16"],
  retentionMonths: 6 + serial,
});

/** The signature first: a policy that lies there before it would have to be looked at twice. */
async function put(path: string, serial: number): Promise<void> {
  const text = JSON.stringify(documentOf(serial));
  await writeFileAtomic(`${path}.sig`, JSON.stringify(signDocument(utf8(text), "policy", [key])));
  await writeFileAtomic(path, text);
}

async function untilHeld(managed: WatchedPolicy, path: string, serial: number): Promise<number> {
  // At any moment of the watch's round.
  await new Promise((done) => setTimeout(done, Math.random() * 2_000));
  const held = new Promise<number>((done) => {
    const stop = managed.listen(({ policy: now }) => {
      if (now.retentionMonths !== 6 + serial) return;
      stop();
      done(performance.now());
    });
  });
  await put(path, serial);
  const changed = performance.now();
  return (await held) - changed;
}

function decisions(): number[] {
  const { level: _, serial: __, issuedAt: ___, ...values } = documentOf(1);
  const documents = [
    { level: "machine" as const, place: "", values: flatten(values) },
    { level: "unit" as const, place: "", values: flatten({ idleLockMinutes: 3, retentionMonths: 12 }) },
    { level: "user" as const, place: "", values: flatten({ idleLockMinutes: 2 }) },
  ];
  return Array.from({ length: 200 }, () => {
    const from = performance.now();
    combine(documents);
    return performance.now() - from;
  });
}
