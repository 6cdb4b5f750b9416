/** A version's folder of a few files, and a stand-in for Node, so that the writers of packages are tested in seconds. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { newDocumentKey } from "../../../node/document-key";
import type { PackParts } from "../browser/parts";
import { writeFileList } from "../file-tree";
import { nodeRuntime } from "../node-runtime";
import type { Target } from "../options";

export interface FakeParts extends PackParts {
  readonly close: () => void;
}

export const project = resolve(import.meta.dirname, "..", "..", "..");

export function fakeParts(target: Target, version = "1.2.3"): FakeParts {
  const folder = mkdtempSync(join(tmpdir(), "caibian-package-"));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const program = target.os === "win" ? "node.exe" : "bin/node";
  write(`node-v20.20.2-${target.os}-${target.arch}/${program}`, "stand-in for Node");
  write(`node-v20.20.2-${target.os}-${target.arch}/LICENSE`, "Node's licence");
  write("payload/node/desk.js", "desk();");
  write("payload/node/node_modules/@koromix/koffi/koffi.node", "native");
  write("payload/renderer/index.html", "<!doctype html>");
  writeFileList(join(folder, "payload"), version);
  mkdirSync(join(folder, "out"));
  mkdirSync(join(folder, "work"));
  const node = join(folder, `node-v20.20.2-${target.os}-${target.arch}`);
  const { key } = newDocumentKey({ keyId: "test", algorithm: "ed25519" });
  return {
    options: {
      ...{ edition: "browser", target, version, policyKeys: [key], releaseKeys: [key], dryRun: false, node },
      ...{ root: project, out: join(folder, "out"), kinds: [], compression: "gzip" },
    },
    runtime: nodeRuntime(target, node),
    at: new Date("2026-01-02T03:04:06Z"),
    work: join(folder, "work"),
    payload: join(folder, "payload"),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
