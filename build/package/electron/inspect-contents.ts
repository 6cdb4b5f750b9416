/** Checks of what is in the archive and beside it: only the desk, nothing that a build or a test left. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { buildIdentity, releaseVersion } from "../../../shared/model/build-identity";
import { type Fault, faultsOf, type Packed } from "./inspection";

/** Names that a package must not hold, and what they are. */
const forbiddenNames: readonly (readonly [RegExp, string])[] = [
  [/\.map$/, "a source map"],
  [/\.(?:ts|tsx|mts|cts)$/, "a source"],
  [/(?:^|[./])(?:test|spec)s?(?:[./]|$)|__tests__|\/testing\//, "a test"],
  [/\.(?:p12|pfx|pem|key|sm2|csr)$/, "a key or certificate"],
  [/(?:^|\/)(?:policy|\.env)[^/]*$|(?:^|\/)\.[^/]+$/, "a machine's own setting"],
  [/^(?:platform|e2e|chaos|bench|evaluate|build|out)\//, "no part of the desk"],
];

/** Packages outside the bundle: those with native code. */
const allowedPackages = /^(?:koffi|keytar|autocorrect-node(?:-[a-z0-9-]+)?|@koromix\/koffi-[a-z0-9-]+)$/;

/** Words that stand in a package's code however it was bundled: the platform's, and tools of development. */
const foreignCode: readonly (readonly [string, string])[] = [
  ["FST_ERR_", "fastify"],
  ["pglite", "@electric-sql/pglite"],
  ["SCRAM-SERVER-", "pg"],
  ["kysely_migration", "kysely"],
  ["process_cpu_user_seconds_total", "prom-client"],
  ["__vitest_", "vitest"],
  ["sourceMappingURL=", "a source map"],
];

const secretKey = /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*(?:\\n)?[A-Za-z0-9+/=]{32}/;

export function checkContents({ asar, folder, text, programs }: Packed): Fault[] {
  const names = asar.files.flatMap(({ path }) =>
    forbiddenNames.map(([pattern, what]) => (pattern.test(path) ? `${path} is ${what}` : null)),
  );
  const packages = new Set(
    asar.files.flatMap(({ path }) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  );
  const code = asar.files
    .filter(({ path, offset }) => offset !== undefined && /\.(?:js|cjs|mjs|html|json|css)$/.test(path))
    .map(({ path }) => ({ path, body: text(path) ?? "" }));
  return faultsOf("contents", [
    ...names,
    ...asar.links.map((path) => `${path} is a link`),
    ...[...packages].map((name) => (allowedPackages.test(name) ? null : `package ${name} lies outside the bundle`)),
    ...foreignCode.map(([word, what]) => (programs.includes(word) ? `the programs carry ${what}` : null)),
    ...code.map(({ path, body }) => (secretKey.test(body) ? `${path} holds a private key` : null)),
    ...beside(folder),
  ]);
}

/** In resources/ Electron would also load `app/` or `default_app.asar`. */
function beside(folder: string): string[] {
  const known = new Set([
    "app.asar",
    "app.asar.unpacked",
    "app-update.yml",
    "package-type",
    "apparmor-profile",
    ...papers,
  ]);
  return readdirSync(join(folder, "resources"))
    .filter((name) => !known.has(name))
    .map((name) => `resources/${name} is not known here`);
}

const papers = ["LICENSE", "NOTICE", "LICENSES", "sbom.cdx.json"];

const sbom = z.object({
  bomFormat: z.literal("CycloneDX"),
  components: z.array(z.object({ name: z.string() })).min(1),
});

/** Licences and bill of materials lie readable beside the archive, Electron's own too. */
export function checkPapers({ folder }: Packed): Fault[] {
  const at = (name: string): string => join(folder, "resources", name);
  const electrons = ["LICENSE.electron.txt", "LICENSES.chromium.html"].filter(
    (name) => !existsSync(join(folder, name)),
  );
  return faultsOf("papers", [
    ...papers.map((name) => (existsSync(at(name)) ? null : `resources/${name} is missing`)),
    ...electrons.map((name) => `${name} is missing`),
    existsSync(at("sbom.cdx.json")) && !sbom.safeParse(JSON.parse(readFileSync(at("sbom.cdx.json"), "utf8"))).success
      ? "the bill of materials is not CycloneDX"
      : null,
  ]);
}

const manifest = z.strictObject({
  name: z.string(),
  version: releaseVersion,
  description: z.string(),
  author: z.object({ name: z.string(), email: z.string().endsWith(".invalid") }),
  homepage: z.url().endsWith(".invalid"),
  license: z.literal("Apache-2.0"),
  type: z.literal("module"),
  main: z.literal("node/electron.js"),
  desktopName: z.string(),
});

/** Files without which the program does not work, though it may start. */
const needed = [
  "node/electron.js",
  "node/signer.js",
  "node/pkcs12.js",
  "node/pdf.js",
  "node/search.js",
  "node/verify-window.js",
  "preload/electron.cjs",
  "renderer/index.html",
  "renderer/spelling/official.cbspell",
];

/** What Electron starts and what the program says of itself: locked, with pinned keys. */
export function checkIdentity({ asar, text }: Packed): Fault[] {
  const about = manifest.safeParse(parsed(text("package.json")));
  const identity = buildIdentity.safeParse(parsed(text("node/build.json")));
  const missing = needed.filter((path) => !asar.files.some((file) => file.path === path && file.size > 0));
  const named = missing.map((path) => `${path} is missing`);
  if (!about.success) return faultsOf("identity", [...named, "package.json is not as the packer writes it"]);
  if (!identity.success) return faultsOf("identity", [...named, "build.json is missing or not a build's"]);
  const { locked, policyKeys, releaseKeys, version, edition } = identity.data;
  return faultsOf("identity", [
    ...named,
    locked ? null : "the build is not locked",
    edition === "electron" ? null : "the build is another edition's",
    policyKeys.length > 0 ? null : "no key for policies is pinned",
    releaseKeys.length > 0 ? null : "no key for releases is pinned",
    version === about.data.version ? null : "package.json and build.json name different versions",
  ]);
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    // Not JSON is as good as not there: the schema refuses both.
    return null;
  }
}
