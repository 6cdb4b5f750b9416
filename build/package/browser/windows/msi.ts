/** The MSI package, by wixl (msitools): per machine, for software distribution under SYSTEM. */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { settleMsi } from "../../electron/msi-summary";
import { type MsiText, writeMsiTexts } from "../../electron/msi-text";
import { filesIn } from "../../file-tree";
import { runTool } from "../../tool";
import { type PackParts, unsupported } from "../parts";

/** Answers its name; null where wixl has no such processor. @throws Error without wixl */
export function writeMsi({ options, work, at }: PackParts, tree: string): string | null {
  const { version, target, out } = options;
  if (target.arch !== "x64") {
    console.log(`  ! wixl 不能做 ${target.arch} 的 MSI，请用 NSIS 安装程序。`);
    return null;
  }
  const name = `caibian-browser-${version}-${target.os}-${target.arch}.msi`;
  const source = join(work, "caibian.wxs");
  writeFileSync(source, msiSource(version, tree, relative(work, tree)));
  runTool("wixl", ["--arch", "x64", "--output", join(out, name), source], { cwd: work });
  writeMsiTexts(join(out, name), texts, work);
  settleMsi(join(out, name), at);
  return name;
}

/** `CAIBIAN|…`: the short name and the long one. */
const texts: readonly MsiText[] = [
  { table: "Property", column: "Value", where: ["Property", "ProductName"], text: "采编工作站（浏览器版）" },
  { table: "LaunchCondition", column: "Description", where: ["Condition", "VersionNT64 >= 603"], text: unsupported },
  {
    table: "LaunchCondition",
    column: "Description",
    where: ["Condition", "NOT WIX_DOWNGRADE_DETECTED"],
    text: "已装有更新的版本。",
  },
  { table: "Registry", column: "Value", where: ["Key", "Software\\Classes\\Caibian.Pack"], text: "采编证据包" },
  { table: "Shortcut", column: "Name", where: ["Shortcut", "menu"], text: "CAIBIAN|采编工作站" },
];

/** The same for all versions: by it Windows knows an upgrade. */
const upgradeCode = guidOf("caibian-browser");

/** wixl reads files by names relative to the folder it runs in. */
function msiSource(version: string, tree: string, from: string): string {
  const files = filesIn(tree);
  const components = files.map((path) => `<ComponentRef Id="${idOf("c", path)}"/>`).join("\n");
  return `<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
<Product Id="${guidOf(`product ${version}`)}" Name="Caibian" Language="2052" Version="${version}" Manufacturer="Caibian" UpgradeCode="${upgradeCode}">
<Package InstallerVersion="500" Compressed="yes" InstallScope="perMachine"/>
<Condition Message="unsupported">VersionNT64 &gt;= 603</Condition>
<MajorUpgrade DowngradeErrorMessage="newer"/>
<Media Id="1" Cabinet="caibian.cab" EmbedCab="yes"/>
<Icon Id="caibian.ico" SourceFile="${from}/caibian.ico"/>
<Property Id="ARPPRODUCTICON" Value="caibian.ico"/>
<Property Id="ARPNOMODIFY" Value="1"/>
<Directory Id="TARGETDIR" Name="SourceDir">
<Directory Id="ProgramMenuFolder"/>
<Directory Id="ProgramFiles64Folder">
<Directory Id="INSTALLDIR" Name="Caibian">
${folderSource(files, "", from)}
<Component Id="registry" Guid="${guidOf("registry")}" Win64="yes">
${registryValues}
</Component>
</Directory>
</Directory>
</Directory>
<Feature Id="main" Level="1">
${components}
<ComponentRef Id="registry"/>
</Feature>
</Product>
</Wix>
`;
}

const registryValues = [
  [".cbpack", "Caibian.Pack"],
  ["Caibian.Pack", "pack"],
  ["Caibian.Pack\\shell\\open\\command", "&quot;[INSTALLDIR]caibian.exe&quot; --verify-window &quot;%1&quot;"],
]
  .map(
    ([key, value], at) =>
      `<RegistryValue Root="HKLM" Key="Software\\Classes\\${key}" Type="string" Value="${value}"${at === 0 ? ' KeyPath="yes"' : ""}/>`,
  )
  .join("\n");

/** Folders within folders, a component a file, as Windows counts references. */
function folderSource(files: readonly string[], prefix: string, from: string): string {
  const own = files.filter((path) => path.startsWith(prefix) && !path.slice(prefix.length).includes("/"));
  const below = new Set(
    files
      .filter((path) => path.startsWith(prefix))
      .flatMap((path) => path.slice(prefix.length).split("/").slice(0, -1).slice(0, 1)),
  );
  return [
    ...own.map((path) => componentSource(path, from)),
    ...[...below].sort().map((name) => {
      const path = `${prefix}${name}/`;
      return `<Directory Id="${idOf("d", path)}" Name="${name}">\n${folderSource(files, path, from)}\n</Directory>`;
    }),
  ].join("\n");
}

function componentSource(path: string, from: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const shortcut =
    path === "caibian.exe"
      ? `<Shortcut Id="menu" Directory="ProgramMenuFolder" Name="CAIBIAN" WorkingDirectory="INSTALLDIR" Icon="caibian.ico" Advertise="no"/>`
      : "";
  return `<Component Id="${idOf("c", path)}" Guid="${guidOf(path)}" Win64="yes"><File Id="${idOf("f", path)}" Name="${name}" Source="${from}/${path}" KeyPath="yes">${shortcut}</File></Component>`;
}

/** Identifiers may hold few characters and no more than 72. */
const idOf = (kind: string, path: string): string =>
  `${kind}${createHash("sha256").update(path).digest("hex").slice(0, 24)}`;

/** The same for the same name, as reproducible packages need. */
function guidOf(name: string): string {
  const hex = createHash("sha256").update(`caibian-msi ${name}`).digest("hex").toUpperCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
