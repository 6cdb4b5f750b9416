/**
 * Windows installers of the Electron edition by the tools of a Linux machine. electron-builder's own NSIS script needs plug-ins
 * and its MSI needs WiX 4 under wine, both from the Internet; these recipes need makensis and wixl of the distribution.
 * Per machine and silent, under SYSTEM too: `setup.exe /S`, `msiexec /i … /qn`.
 */
import { createHash } from "node:crypto";
import { copyFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { unsupported } from "../browser/parts";
import { filesIn, settle, sizeOf } from "../file-tree";
import type { PackageKind, PackageOptions } from "../options";
import { runTool } from "../tool";
import { settleMsi } from "./msi-summary";
import { type MsiText, writeMsiTexts } from "./msi-text";

export interface InstallerParts {
  readonly options: PackageOptions;
  /** The packed and inspected application. */
  readonly packed: string;
  /** Folder of recipes. */
  readonly work: string;
  /** Where the installers go. */
  readonly output: string;
  readonly at: Date;
}

/** Answers the files made, and says which could not be. @throws Error without makensis or wixl */
export function makeWindowsInstallers(parts: InstallerParts): readonly string[] {
  const { options, packed, at } = parts;
  copyFileSync(join(options.root, "build/package/icons/caibian.ico"), join(packed, "caibian.ico"));
  settle(packed, [], at);
  const wanted = (kind: PackageKind): boolean => options.kinds.length === 0 || options.kinds.includes(kind);
  const made = wanted("nsis") ? [makeNsis(parts)] : [];
  if (!wanted("msi")) return made;
  if (options.target.arch === "x64") return [...made, makeMsi(parts)];
  console.log(`  ! wixl 不能做 ${options.target.arch} 的 MSI，请用 NSIS 安装程序。`);
  return made;
}

const fileName = ({ version, target }: PackageOptions, end: string): string =>
  `caibian-electron-${version}-${target.os}-${target.arch}${end}`;

function makeNsis({ options, packed, work, output }: InstallerParts): string {
  const file = join(output, fileName(options, "-setup.exe"));
  const script = join(work, "caibian-electron.nsi");
  writeFileSync(script, nsisScript(options, packed, file));
  runTool("makensis", ["-V2", "-WX", script]);
  return basename(file);
}

const uninstallKey = "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\CaibianElectron";

/** The processor of the machine must be the package's: an x64 program on arm64 would run, ten times as slow. */
const processorTest = { x64: "IsNativeAMD64", arm64: "IsNativeARM64" } as const;

function nsisScript({ version, target, compression }: PackageOptions, packed: string, file: string): string {
  return `Unicode true
SetCompressor ${compression === "xz" ? "/SOLID lzma" : "zlib"}
Name "采编工作站"
OutFile "${file}"
Icon "${packed}/caibian.ico"
UninstallIcon "${packed}/caibian.ico"
InstallDir "$PROGRAMFILES64\\Caibian Electron"
RequestExecutionLevel admin
ShowInstDetails nevershow
VIProductVersion "${version}.0"
VIAddVersionKey "ProductName" "采编工作站"
VIAddVersionKey "FileDescription" "采编工作站（Electron 版）安装程序"
VIAddVersionKey "FileVersion" "${version}"
VIAddVersionKey "LegalCopyright" "Apache-2.0"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "x64.nsh"
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

Function .onInit
  SetShellVarContext all
  SetRegView 64
  \${IfNot} \${AtLeastWin10}
  \${OrIfNot} \${${processorTest[target.arch]}}
    MessageBox MB_OK|MB_ICONSTOP "${unsupported}" /SD IDOK
    SetErrorLevel 3
    Quit
  \${EndIf}
FunctionEnd

Section
  ; 运行中的程序占着文件：静默安装时不打断编辑，退出并告知。
  ClearErrors
  IfFileExists "$INSTDIR\\caibian.exe" 0 free
  FileOpen $0 "$INSTDIR\\caibian.exe" a
  IfErrors busy
  FileClose $0
  Goto free
  busy:
    MessageBox MB_OK|MB_ICONSTOP "采编工作站正在运行，请退出后再安装。" /SD IDOK
    SetErrorLevel 5
    Abort
  free:
  RMDir /r "$INSTDIR\\resources"
  SetOutPath "$INSTDIR"
  File /r "${packed}/*"
  CreateShortCut "$SMPROGRAMS\\采编工作站.lnk" "$INSTDIR\\caibian.exe" "" "$INSTDIR\\caibian.ico"
  WriteUninstaller "$INSTDIR\\uninstall.exe"
${uninstallValues(version, Math.ceil(sizeOf(packed) / 1_024))}
${classValues.map(([key, value]) => `  WriteRegStr HKLM "Software\\Classes\\${key}" "" '${value.replace("[INSTALLDIR]", "$INSTDIR\\")}'`).join("\n")}
SectionEnd

Section "Uninstall"
  SetShellVarContext all
  SetRegView 64
  Delete "$SMPROGRAMS\\采编工作站.lnk"
  RMDir /r "$INSTDIR"
  DeleteRegKey HKLM "${uninstallKey}"
  DeleteRegKey HKLM "Software\\Classes\\.cbpack"
  DeleteRegKey HKLM "Software\\Classes\\Caibian.Pack"
SectionEnd
`;
}

const uninstallValues = (version: string, kilobytes: number): string =>
  [
    `Str "DisplayName" "采编工作站（Electron 版）"`,
    `Str "DisplayVersion" "${version}"`,
    `Str "Publisher" "Caibian"`,
    `Str "DisplayIcon" "$INSTDIR\\caibian.ico"`,
    `Str "InstallLocation" "$INSTDIR"`,
    `Str "UninstallString" '"$INSTDIR\\uninstall.exe"'`,
    `Str "QuietUninstallString" '"$INSTDIR\\uninstall.exe" /S'`,
    `DWORD "EstimatedSize" ${kilobytes}`,
    `DWORD "NoModify" 1`,
    `DWORD "NoRepair" 1`,
  ]
    .map((line) => `  WriteReg${line.replace(" ", ` HKLM "${uninstallKey}" `)}`)
    .join("\n");

/** Evidence packs open with the program, which shows the verdict (`main/electron/evidence.ts`). */
const classValues: readonly (readonly [string, string])[] = [
  [".cbpack", "Caibian.Pack"],
  ["Caibian.Pack", "采编证据包"],
  ["Caibian.Pack\\DefaultIcon", "[INSTALLDIR]caibian.ico"],
  ["Caibian.Pack\\shell\\open\\command", '"[INSTALLDIR]caibian.exe" "%1"'],
];

function makeMsi({ options, packed, work, output, at }: InstallerParts): string {
  const file = join(output, fileName(options, ".msi"));
  const source = join(work, "caibian-electron.wxs");
  writeFileSync(source, msiSource(options.version, packed));
  // wixl finds files below its own folder only, by relative names.
  runTool("wixl", ["--arch", "x64", "--output", file, source], { cwd: packed });
  writeMsiTexts(file, msiTexts, work);
  settleMsi(file, at);
  return basename(file);
}

/** Windows 10 answers 603 to an installer without a manifest, as 8.1 does; the build number tells them apart. */
const systemTest = "VersionNT64 >= 603 AND WINDOWSBUILD >= 10240";

const msiTexts: readonly MsiText[] = [
  { table: "Property", column: "Value", where: ["Property", "ProductName"], text: "采编工作站（Electron 版）" },
  { table: "LaunchCondition", column: "Description", where: ["Condition", systemTest], text: unsupported },
  {
    table: "LaunchCondition",
    column: "Description",
    where: ["Condition", "NOT WIX_DOWNGRADE_DETECTED"],
    text: "已装有更新的版本。",
  },
  { table: "Registry", column: "Value", where: ["Key", "Software\\Classes\\Caibian.Pack"], text: "采编证据包" },
  { table: "Shortcut", column: "Name", where: ["Shortcut", "menu"], text: "CAIBIAN|采编工作站" },
];

function msiSource(version: string, packed: string): string {
  const files = filesIn(packed);
  const registry = classValues.map(([key, value], at) => {
    const text = value.replaceAll('"', "&quot;").replace("采编证据包", "Caibian evidence pack");
    const path = at === 0 ? ' KeyPath="yes"' : "";
    return `<RegistryValue Root="HKLM" Key="Software\\Classes\\${key}" Type="string" Value="${text}"${path}/>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
<Product Id="${guidOf(`product ${version}`)}" Name="Caibian Electron" Language="2052" Version="${version}" Manufacturer="Caibian" UpgradeCode="${guidOf("upgrade")}">
<Package InstallerVersion="500" Compressed="yes" InstallScope="perMachine" Languages="2052" Description="Caibian Electron"/>
<Property Id="WINDOWSBUILD"><RegistrySearch Id="build" Root="HKLM" Key="SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion" Name="CurrentBuildNumber" Type="raw"/></Property>
<Condition Message="Not supported">${systemTest.replaceAll(">", "&gt;")}</Condition>
<MajorUpgrade DowngradeErrorMessage="A newer version is installed"/>
<Media Id="1" Cabinet="caibian.cab" EmbedCab="yes"/>
<Icon Id="caibian.ico" SourceFile="caibian.ico"/>
<Property Id="ARPPRODUCTICON" Value="caibian.ico"/>
<Property Id="ARPNOMODIFY" Value="1"/>
<Directory Id="TARGETDIR" Name="SourceDir">
<Directory Id="ProgramMenuFolder"/>
<Directory Id="ProgramFiles64Folder">
<Directory Id="INSTALLDIR" Name="Caibian Electron">
${folderSource(files, "")}
<Component Id="registry" Guid="${guidOf("registry")}" Win64="yes">
${registry.join("\n")}
</Component>
</Directory>
</Directory>
</Directory>
<Feature Id="main" Level="1">
${files.map((path) => `<ComponentRef Id="${idOf("c", path)}"/>`).join("\n")}
<ComponentRef Id="registry"/>
</Feature>
</Product>
</Wix>
`;
}

/** Folders within folders, a component a file, as Windows counts references. */
function folderSource(files: readonly string[], prefix: string): string {
  const below = files.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  const folders = [...new Set(below.filter((path) => path.includes("/")).map((path) => path.split("/")[0] ?? ""))];
  return [
    ...below.filter((path) => !path.includes("/")).map((name) => componentSource(`${prefix}${name}`)),
    ...folders.sort().map((name) => {
      const inside = folderSource(files, `${prefix}${name}/`);
      return `<Directory Id="${idOf("d", `${prefix}${name}/`)}" Name="${name}">\n${inside}\n</Directory>`;
    }),
  ].join("\n");
}

function componentSource(path: string): string {
  const shortcut =
    path === "caibian.exe"
      ? `<Shortcut Id="menu" Directory="ProgramMenuFolder" Name="CAIBIAN" WorkingDirectory="INSTALLDIR" Icon="caibian.ico" Advertise="no"/>`
      : "";
  const file = `<File Id="${idOf("f", path)}" Name="${basename(path)}" Source="${path}" KeyPath="yes">${shortcut}</File>`;
  return `<Component Id="${idOf("c", path)}" Guid="${guidOf(path)}" Win64="yes">${file}</Component>`;
}

/** Identifiers may hold few characters and no more than 72. */
const idOf = (kind: string, path: string): string => `${kind}${digest(path).slice(0, 24)}`;

/** The same for the same name, as reproducible packages need. */
function guidOf(name: string): string {
  const hex = digest(`caibian-electron-msi ${name}`).toUpperCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
