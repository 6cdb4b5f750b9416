/** The arguments that electron-builder gives to fpm, the packager it wants from the Internet; `fpm.ts` does its work here. */
export interface FpmRequest {
  readonly kind: "deb" | "rpm";
  readonly output: string;
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly maintainer: string;
  readonly vendor: string;
  readonly license: string;
  /** First line, then more. */
  readonly description: string;
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
  readonly conflicts: readonly string[];
  readonly provides: readonly string[];
  readonly replaces: readonly string[];
  /** Files with the scripts' text. */
  readonly afterInstall: string | null;
  readonly afterRemove: string | null;
  readonly compression: "gzip" | "xz";
  /** What goes in: a file or, with a slash at its end, what a folder holds; and where it is installed. */
  readonly inputs: readonly { readonly from: string; readonly to: string }[];
}

/** Without a value of their own. */
const flags = new Set(["--force", "--debug"]);

/** Known, and of no use to dpkg-deb or rpmbuild as we call them. */
const passedOver = new Set([
  "-s",
  "--url",
  "--category",
  "--deb-priority",
  "--rpm-os",
  "--rpm-summary",
  "--log",
  "--iteration",
]);

const read = new Set([
  ...["-t", "-d", "--package", "--name", "--version", "--architecture", "--maintainer", "--vendor", "--license"],
  ...["--description", "--deb-recommends", "--conflicts", "--provides", "--replaces", "--after-install"],
  ...["--after-remove", "--deb-compression", "--rpm-compression"],
]);

/** @throws Error for an argument that is not known here: a package that lacks what was asked for would look finished */
export function readFpmArguments(args: readonly string[]): FpmRequest {
  const values: [string, string][] = [];
  const inputs: { readonly from: string; readonly to: string }[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const name = args[at] ?? "";
    if (flags.has(name)) continue;
    if (name.startsWith("-")) {
      if (!read.has(name) && !passedOver.has(name)) throw new Error(`fpm's argument ${name} is not known here`);
      at += 1;
      values.push([name, args[at] ?? ""]);
    } else {
      const cut = name.lastIndexOf("=");
      if (cut < 1) throw new Error(`fpm's input ${name} names no place`);
      inputs.push({ from: name.slice(0, cut), to: name.slice(cut + 1) });
    }
  }
  const all = (name: string): string[] => values.flatMap(([key, value]) => (key === name ? [value] : []));
  const one = (name: string): string => all(name).at(-1) ?? "";
  const file = (name: string): string | null => all(name).at(-1) ?? null;
  const kind = one("-t");
  if (kind !== "deb" && kind !== "rpm") throw new Error(`a package of kind ${kind} is not made here`);
  return {
    kind,
    output: one("--package"),
    name: one("--name"),
    version: one("--version"),
    architecture: architectureOf(kind, one("--architecture")),
    maintainer: one("--maintainer"),
    vendor: one("--vendor"),
    license: one("--license"),
    description: one("--description"),
    depends: all("-d"),
    recommends: all("--deb-recommends"),
    conflicts: all("--conflicts"),
    provides: all("--provides"),
    replaces: all("--replaces"),
    afterInstall: file("--after-install"),
    afterRemove: file("--after-remove"),
    compression: /^xz/.test(one(`--${kind}-compression`)) ? "xz" : "gzip",
    inputs,
  };
}

/** electron-builder speaks Debian's names to both; rpm has its own. */
function architectureOf(kind: FpmRequest["kind"], name: string): string {
  const known: Readonly<Record<string, string>> = { amd64: "x86_64", arm64: "aarch64" };
  return kind === "rpm" ? (known[name] ?? name) : name;
}
