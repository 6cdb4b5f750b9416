/**
 * No Internet endpoint stands in the build (L12): every host in an address or in a string of its own is on this list, with the
 * reason why it can be no endpoint. The platform's and the feed's hosts come from the signed policy and from nowhere else.
 */

interface Allowed {
  readonly host: RegExp;
  readonly why: string;
}

/** Wherever they stand. */
const everywhere: readonly Allowed[] = [
  { host: /^(?:127\.0\.0\.1|localhost|\[::1\]|::1|0\.0\.0\.0)$/, why: "this machine" },
  { host: /(?:^|\.)(?:invalid|example|test|localhost)$/, why: "reserved, never resolves (RFC 2606)" },
  { host: /(?:^|\.)example\.(?:com|net|org)$/, why: "reserved for documents (RFC 2606)" },
  { host: /(?:^|\.)example\.gov\.cn$/, why: "the demo cities' names" },
  { host: /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/, why: "reserved for documents (RFC 5737)" },
  {
    host: /^(?:www\.w3\.org|json-schema\.org|www\.freedesktop\.org|purl\.org|purl\.oclc\.org|ns\.adobe\.com)$/,
    why: "a namespace",
  },
  { host: /^schemas\.(?:openxmlformats\.org|microsoft\.com|zwobble\.org)$/, why: "a namespace" },
  { host: /^(?:www\.xfa\.org|www\.ibm\.com|www\.aiim\.org|cipa\.jp|relaxng\.org)$/, why: "a namespace or a DOCTYPE" },
];

/** Links in the text of an error that a library raises; printed, never asked for. */
const errorLinks: readonly Allowed[] = [
  {
    host: /^(?:react\.dev|lexical\.dev|bit\.ly|tinyurl\.com|fb\.me)$/,
    why: "React, Lexical and Dexie explain errors there",
  },
  { host: /^(?:stuk\.github\.io|github\.com|nodejs\.org|semver\.org)$/, why: "libraries explain errors there" },
  {
    host: /^(?:ajv\.js\.org|fastify\.dev|fastify\.io|www\.fastify\.io|getpino\.io|zod\.dev)$/,
    why: "libraries explain errors there",
  },
];

/** Code that would talk to the Internet and is never reached: who proves it. */
export interface Dormant {
  readonly file: RegExp;
  readonly host: RegExp;
  readonly why: string;
}

export const dormant: readonly Dormant[] = [
  {
    file: /(?:^|\/)(?:electron|chunk-[\w-]+)\.js$|node_modules\/electron-updater\/out\/providerFactory\.js$/,
    host: /^s3\.amazonaws\.com$/,
    why: "compared with the feed's address by electron-updater, never asked for",
  },
  {
    file: /\.[cm]?js$/,
    host: /^foo\.bar$/,
    why: "pdf.js: a base for relative names in a PDF",
  },
  { file: /\.[cm]?js$/, host: /^iterm\.app$/, why: "the name of a terminal program" },
];

const tops = "com|org|net|io|cn|dev|app|cloud|co|ai|edu|gov|info|me|sh|xyz|top|cc|tv|ru|jp|uk|de|hk|tw|us";
const full = /\b(?:https?|wss?|ftp):\/\/([^\s"'`<>()\\/?#,;|⟦⟧、。，；：（）《》“”]*)/gi;
const bare = new RegExp(`["'\`]((?:[a-z0-9-]+\\.)+(?:${tops}))(?::\\d+)?(?:/[^"'\`\\s]*)?["'\`]`, "gi");

/** Hosts that a text names, without user and port; those put together at run time are left out. */
export function hostsIn(text: string): readonly string[] {
  const found = [...text.matchAll(full), ...text.matchAll(bare)].map(([, host = ""]) => hostOf(host));
  return [...new Set(found)].filter((host) => host !== "" && !host.includes("$") && !host.includes("{"));
}

function hostOf(authority: string): string {
  const host = authority.split("@").at(-1) ?? "";
  return host.replace(/:\d*$/, "").replace(/\.$/, "").toLowerCase();
}

/** Whether a host may stand in a file. `words`: hosts that proofreading looks for in manuscripts, as its sources have them. */
export function allowsHost(
  host: string,
  { file, words }: { readonly file: string; readonly words: ReadonlySet<string> },
): boolean {
  // What is no name and no address resolves nowhere: `oa`, `[${value}]`, a pattern.
  if (!/^(?:\[[0-9a-f:]+\]|[a-z0-9-]+(?:\.[a-z0-9-]+)+|localhost)$/.test(host)) return true;
  if ([...everywhere, ...errorLinks].some((allowed) => allowed.host.test(host))) return true;
  if (dormant.some((each) => each.file.test(file) && each.host.test(host))) return true;
  return words.has(host);
}

/** For our own sources: no link of a library's errors, no word of a rule. */
export const allowsInSources = (host: string): boolean =>
  !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(host) || everywhere.some((allowed) => allowed.host.test(host));
