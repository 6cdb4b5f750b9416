/**
 * A stand-in for fpm with the tools of the system, dpkg-deb and rpmbuild, so that electron-builder makes its packages without a
 * network. Modes, owners and times are plain: the same tree makes the same bytes.
 */
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { filesIn, settle, sizeOf } from "../file-tree";
import { runTool } from "../tool";
import { type FpmRequest, readFpmArguments } from "./fpm-arguments";

/** Makes the package that the arguments ask for. @throws Error without dpkg-deb or rpmbuild */
export function runFpm(args: readonly string[], at: Date): void {
  const request = readFpmArguments(args);
  const work = mkdtempSync(join(tmpdir(), "caibian-fpm-"));
  try {
    const tree = join(work, "tree");
    mkdirSync(tree);
    const programs = layOut(request, tree);
    settle(tree, programs, at);
    if (request.kind === "deb") makeDeb(request, tree, { at, programs });
    else makeRpm(request, tree, work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Copies the inputs to their places; answers what may be run. */
function layOut({ inputs }: FpmRequest, tree: string): string[] {
  for (const { from, to } of inputs) {
    const place = join(tree, to);
    mkdirSync(from.endsWith("/") ? place : dirname(place), { recursive: true });
    cpSync(from.replace(/\/$/, ""), place, { recursive: true });
  }
  return filesIn(tree).filter((path) => (statSync(join(tree, path)).mode & 0o100) !== 0);
}

interface Settled {
  readonly at: Date;
  readonly programs: readonly string[];
}

function makeDeb(request: FpmRequest, tree: string, { at, programs }: Settled): void {
  const control = join(tree, "DEBIAN");
  const sums = filesIn(tree).map((path) => `${md5(join(tree, path))}  ${path}\n`);
  const kilobytes = Math.ceil(sizeOf(tree) / 1_024);
  mkdirSync(control);
  writeFileSync(join(control, "md5sums"), sums.join(""));
  writeFileSync(join(control, "control"), controlFile(request, kilobytes));
  const scripts = [
    ["postinst", request.afterInstall],
    ["postrm", request.afterRemove],
  ] as const;
  const written = scripts.flatMap(([name, file]) => {
    if (file === null) return [];
    cpSync(file, join(control, name));
    return [`DEBIAN/${name}`];
  });
  settle(tree, [...programs, ...written], at);
  const args = ["--root-owner-group", `-Z${request.compression}`, "--threads-max=1", "--build", tree, request.output];
  runTool("dpkg-deb", args, { at });
}

function controlFile(request: FpmRequest, kilobytes: number): string {
  const list = (field: string, names: readonly string[]): string =>
    names.length === 0 ? "" : `${field}: ${names.join(", ")}\n`;
  const [first = "", ...more] = request.description.split("\n").map((line) => line.trim());
  return [
    `Package: ${request.name}\nVersion: ${request.version}\nArchitecture: ${request.architecture}\n`,
    `Maintainer: ${request.maintainer}\nSection: editors\nPriority: optional\nInstalled-Size: ${kilobytes}\n`,
    list("Depends", request.depends),
    list("Recommends", request.recommends),
    list("Provides", request.provides),
    list("Conflicts", request.conflicts),
    list("Replaces", request.replaces),
    `Description: ${first}\n`,
    ...more.map((line) => ` ${line === "" ? "." : line}\n`),
  ].join("");
}

function makeRpm(request: FpmRequest, tree: string, work: string): void {
  const spec = join(work, "package.spec");
  writeFileSync(spec, specFile(request, tree));
  const defines = [
    `_topdir ${join(work, "rpm")}`,
    "_buildhost caibian",
    "source_date_epoch_from_changelog 0",
    "use_source_date_epoch_as_buildtime 1",
    "clamp_mtime_to_source_date_epoch 1",
  ];
  const target = ["--target", `${request.architecture}-linux`];
  runTool("rpmbuild", ["-bb", ...target, ...defines.flatMap((define) => ["--define", define]), spec]);
  const folder = join(work, "rpm", "RPMS", request.architecture);
  const [made] = readdirSync(folder);
  if (made === undefined) throw new Error("rpmbuild made no package");
  cpSync(join(folder, made), `${request.output}.part`);
  renameSync(`${request.output}.part`, request.output);
  chmodSync(request.output, 0o644);
}

/** Nothing is stripped, compressed anew or searched for dependencies: what lies in the tree is what was inspected. */
function specFile(request: FpmRequest, tree: string): string {
  const [summary = "", ...more] = request.description.split("\n").map((line) => line.trim());
  const list = (field: string, names: readonly string[]): string => names.map((name) => `${field}: ${name}\n`).join("");
  const script = (name: string, file: string | null): string =>
    file === null ? "" : `%${name}\n${readFileSync(file, "utf8").replaceAll("%", "%%")}\n`;
  return `%global debug_package %{nil}
%global __os_install_post %{nil}
%global _build_id_links none
%global _binary_payload ${request.compression === "xz" ? "w6.xzdio" : "w6.gzdio"}
AutoReqProv: no
Name: ${request.name}
Version: ${request.version}
Release: 1
Summary: ${summary}
License: ${request.license}
Vendor: ${request.vendor}
Packager: ${request.maintainer}
ExclusiveArch: ${request.architecture}
${list("Requires", request.depends)}${list("Conflicts", request.conflicts)}${list("Provides", request.provides)}
%description
${[summary, ...more].join("\n")}

%install
mkdir -p %{buildroot}
cp -a ${tree}/. %{buildroot}/

${script("post", request.afterInstall)}${script("postun", request.afterRemove)}
%files
%defattr(-,root,root,-)
${ownFolders(tree).join("\n")}
${filesIn(tree)
  .map((path) => `"/${path}"`)
  .join("\n")}
`;
}

/** Folders below /opt are ours; those of the system are not. */
const ownFolders = (tree: string): string[] =>
  [...new Set(filesIn(tree).flatMap((path) => parents(path)))]
    .filter((path) => /^opt\/[^/]+/.test(path))
    .sort()
    .map((path) => `%dir "/${path}"`);

const parents = (path: string): string[] =>
  path
    .split("/")
    .slice(0, -1)
    .map((_, at, parts) => parts.slice(0, at + 1).join("/"));

const md5 = (file: string): string => createHash("md5").update(readFileSync(file)).digest("hex");
