/** The RPM package, by rpmbuild, from the same tree. */
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesIn } from "../file-tree";
import { runTool } from "../tool";
import { rpmScripts } from "./install-scripts";
import { type PackParts, packageName, summary, unsupported } from "./parts";

const rpmArch = { x64: "x86_64", arm64: "aarch64" } as const;

/** Answers its name. @throws Error without rpmbuild */
export function writeRpm({ options, work }: PackParts, tree: string): string {
  const { version, target, out } = options;
  const top = join(work, "rpm");
  rmSync(top, { recursive: true, force: true });
  mkdirSync(top, { recursive: true });
  const spec = join(top, "caibian.spec");
  writeFileSync(spec, specFile(options, tree));
  const defines = [
    `_topdir ${top}`,
    "_buildhost caibian",
    "source_date_epoch_from_changelog 0",
    "use_source_date_epoch_as_buildtime 1",
    "clamp_mtime_to_source_date_epoch 1",
  ];
  runTool("rpmbuild", [
    "-bb",
    "--target",
    `${rpmArch[target.arch]}-linux`,
    ...defines.flatMap((define) => ["--define", define]),
    spec,
  ]);
  const folder = join(top, "RPMS", rpmArch[target.arch]);
  const name = `${packageName}-${version}-1.${rpmArch[target.arch]}.rpm`;
  if (!readdirSync(folder).includes(name)) throw new Error(`rpmbuild 没有做出 ${name}`);
  renameSync(join(folder, name), join(out, name));
  return name;
}

/** Nothing is stripped, compressed anew or searched for dependencies: what lies in the tree is what was released. */
function specFile({ version, target, compression }: PackParts["options"], tree: string): string {
  const scripts = Object.entries(rpmScripts(version)).map(([name, text]) => `%${name}\n${text}`);
  return `%global debug_package %{nil}
%global __os_install_post %{nil}
%global _build_id_links none
%global _binary_payload ${compression === "xz" ? "w6.xzdio" : "w6.gzdio"}
AutoReqProv: no
Name: ${packageName}
Version: ${version}
Release: 1
Summary: ${summary}
License: Apache-2.0
Group: Applications/Publishing
ExclusiveArch: ${rpmArch[target.arch]}
Requires: glibc >= 2.28
Requires: libstdc++
Provides: caibian = ${version}
Conflicts: caibian-electron

%description
离线可用，界面在系统自带的 Chromium 内核浏览器中显示；策略在 /etc/caibian。
${unsupported}

%install
mkdir -p %{buildroot}
cp -a ${tree}/. %{buildroot}/

${scripts.join("\n")}
%files
%defattr(-,root,root,-)
%dir /etc/caibian
%dir /opt/caibian
%dir /opt/caibian/versions
/opt/caibian/versions/${version}
${ownFiles(tree).join("\n")}
`;
}

/** Everything outside the version's folder, by name: no folder of the system becomes ours. */
const ownFiles = (tree: string): string[] =>
  filesIn(tree)
    .filter((path) => !path.startsWith("opt/caibian/versions/"))
    .map((path) => `/${path}`);
