/**
 * Software bill of materials (CycloneDX 1.5) of what a package really carries: npm's own view of the lock file, cut down to
 * the packages whose code went in, with Node's runtime beside them. No address of a registry, no time but the sources'.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { z } from "zod";
import type { LockedPackage } from "./locked-packages";

const component = z.looseObject({ "bom-ref": z.string(), name: z.string(), version: z.string() });
const dependency = z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).default([]) });
const npmView = z.looseObject({
  components: z.array(component),
  dependencies: z.array(dependency),
  metadata: z.looseObject({ component: component }),
});

export interface SbomParts {
  readonly root: string;
  readonly version: string;
  /** Paths in the lock file. */
  readonly packages: ReadonlySet<string>;
  readonly locked: ReadonlyMap<string, LockedPackage>;
  readonly at: Date;
  /** Null for a part that has no runtime of its own. */
  readonly runtime: { readonly version: string; readonly sha256: string } | null;
}

/** The document as text, the same for the same parts. @throws Error when a package is in and npm does not know it */
export function sbomDocument(parts: SbomParts): string {
  const view = npmView.parse(JSON.parse(askNpm(parts.root)));
  const wanted = new Set([...parts.packages].map((path) => nameAndVersion(path, parts.locked)));
  const kept = view.components.filter(({ "bom-ref": ref }) => wanted.has(ref)).sort(byRef);
  const missing = [...wanted].filter((ref) => !kept.some(({ "bom-ref": known }) => known === ref));
  if (missing.length > 0) throw new Error(`npm sbom 没有列出：${missing.join("、")}`);
  const self = `caibian@${parts.version}`;
  const components = [...kept.map(plain), ...(parts.runtime === null ? [] : [runtimeComponent(parts.runtime)])];
  const body = {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: {
      timestamp: parts.at.toISOString(),
      lifecycles: [{ phase: "build" }],
      component: {
        "bom-ref": self,
        type: "application",
        name: "caibian",
        version: parts.version,
        licenses: [{ license: { id: "Apache-2.0" } }],
      },
    },
    components,
    dependencies: [
      { ref: self, dependsOn: components.map((each) => each["bom-ref"]).filter((ref) => isString(ref)) },
      ...view.dependencies
        .filter(({ ref }) => wanted.has(ref))
        .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => wanted.has(each)).sort() }))
        .sort((a, b) => (a.ref < b.ref ? -1 : 1)),
    ],
  };
  return `${JSON.stringify({ $schema: "http://cyclonedx.org/schema/bom-1.5.schema.json", ...body, serialNumber: serialOf(JSON.stringify(body)) }, null, 2)}\n`;
}

const isString = (value: unknown): value is string => typeof value === "string";

function askNpm(root: string): string {
  const { status, stdout, stderr } = spawnSync(
    "npm",
    // Without them npm leaves out what a tool for development uses too; what did not go in is cut below.
    ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only", "--include", "dev"],
    { cwd: root, encoding: "utf8", maxBuffer: 64 * 1_024 * 1_024, shell: process.platform === "win32" },
  );
  if (status !== 0) throw new Error(`npm sbom 没有成功：${stderr}`);
  return stdout;
}

/** As npm names a component; an alias goes by its own name. */
function nameAndVersion(path: string, locked: SbomParts["locked"]): string {
  const entry = locked.get(path);
  if (entry === undefined) throw new Error(`package-lock.json 没有 ${path}`);
  return `${entry.name ?? path.replace(/^.*node_modules\//, "")}@${entry.version}`;
}

const byRef = (a: z.infer<typeof component>, b: z.infer<typeof component>): number =>
  a["bom-ref"] < b["bom-ref"] ? -1 : 1;

/** Where npm downloaded it from is no property of the package. */
function plain({
  externalReferences: _from,
  properties: _npm,
  ...rest
}: z.infer<typeof component>): Record<string, unknown> {
  return { ...rest, scope: "required" };
}

function runtimeComponent({
  version,
  sha256,
}: {
  readonly version: string;
  readonly sha256: string;
}): Record<string, unknown> {
  return {
    "bom-ref": `node@${version}`,
    type: "platform",
    name: "node",
    version,
    purl: `pkg:generic/node@${version}`,
    hashes: [{ alg: "SHA-256", content: sha256 }],
    licenses: [{ license: { id: "MIT" } }],
  };
}

/** A name-based UUID (RFC 9562, version 8) over the document. */
function serialOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
