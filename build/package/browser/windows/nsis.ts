/** The NSIS installer: per machine, silent with /S, folder with /D=; leaves people's data and the policy in place. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { sizeOf } from "../../file-tree";
import { runTool } from "../../tool";
import { type PackParts, unsupported } from "../parts";

/** Answers its name. @throws Error without makensis */
export function writeNsis({ options, work }: PackParts, tree: string): string {
  const { version, target, out, compression } = options;
  const name = `caibian-browser-${version}-${target.os}-${target.arch}-setup.exe`;
  const script = join(work, "caibian.nsi");
  const kilobytes = Math.ceil(sizeOf(tree) / 1_024);
  const compressor = compression === "xz" ? "/SOLID lzma" : "zlib";
  writeFileSync(script, nsisScript({ version, tree, file: join(out, name), kilobytes, compressor }));
  runTool("makensis", ["-V2", "-WX", script]);
  return name;
}

interface Script {
  readonly version: string;
  readonly tree: string;
  readonly file: string;
  readonly kilobytes: number;
  readonly compressor: string;
}

const uninstallKey = "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Caibian";

const ownFiles = ["node.exe", "caibian.exe", "caibian.ico", "LICENSE.node.txt", "admin.zh-CN.md", "uninstall.exe"];

function nsisScript({ version, tree, file, kilobytes, compressor }: Script): string {
  return `Unicode true
SetCompressor ${compressor}
Name "采编工作站"
OutFile "${file}"
Icon "${tree}/caibian.ico"
UninstallIcon "${tree}/caibian.ico"
InstallDir "$PROGRAMFILES64\\Caibian"
RequestExecutionLevel admin
ShowInstDetails nevershow
VIProductVersion "${version}.0"
VIAddVersionKey "ProductName" "采编工作站"
VIAddVersionKey "FileDescription" "采编工作站（浏览器版）安装程序"
VIAddVersionKey "FileVersion" "${version}"
VIAddVersionKey "LegalCopyright" "Apache-2.0"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "x64.nsh"
Page directory
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

Function .onInit
  SetShellVarContext all
  SetRegView 64
  \${IfNot} \${AtLeastWin10}
  \${OrIfNot} \${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "${unsupported}" /SD IDOK
    SetErrorLevel 3
    Quit
  \${EndIf}
FunctionEnd

Section
  ; 上一版留着：新版两次启动不成时，自动退回它。更早的删去。
  ReadRegStr $R0 HKLM "${uninstallKey}" "DisplayVersion"
  FindFirst $0 $1 "$INSTDIR\\versions\\*.*"
  loop:
    StrCmp $1 "" done
    \${If} $1 != "."
    \${AndIf} $1 != ".."
    \${AndIf} $1 != $R0
      RMDir /r "$INSTDIR\\versions\\$1"
    \${EndIf}
    FindNext $0 $1
    Goto loop
  done:
  FindClose $0
  RMDir /r "$INSTDIR\\launcher"
  SetOutPath "$INSTDIR"
  File /r "${tree}/*"
  ; 策略文件夹只许管理员写：ProgramData 缺省人人可以新建文件。
  CreateDirectory "$APPDATA\\Caibian"
  nsExec::Exec 'icacls "$APPDATA\\Caibian" /inheritance:r /grant *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX'
  Pop $0
  CreateShortCut "$SMPROGRAMS\\采编工作站.lnk" "$INSTDIR\\caibian.exe" "" "$INSTDIR\\caibian.ico"
  WriteUninstaller "$INSTDIR\\uninstall.exe"
  WriteRegStr HKLM "${uninstallKey}" "DisplayName" "采编工作站（浏览器版）"
  WriteRegStr HKLM "${uninstallKey}" "DisplayVersion" "${version}"
  WriteRegStr HKLM "${uninstallKey}" "Publisher" "Caibian"
  WriteRegStr HKLM "${uninstallKey}" "DisplayIcon" "$INSTDIR\\caibian.ico"
  WriteRegStr HKLM "${uninstallKey}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${uninstallKey}" "UninstallString" '"$INSTDIR\\uninstall.exe"'
  WriteRegStr HKLM "${uninstallKey}" "QuietUninstallString" '"$INSTDIR\\uninstall.exe" /S'
  WriteRegDWORD HKLM "${uninstallKey}" "EstimatedSize" ${kilobytes}
  WriteRegDWORD HKLM "${uninstallKey}" "NoModify" 1
  WriteRegDWORD HKLM "${uninstallKey}" "NoRepair" 1
  WriteRegStr HKLM "Software\\Classes\\.cbpack" "" "Caibian.Pack"
  WriteRegStr HKLM "Software\\Classes\\Caibian.Pack" "" "采编证据包"
  WriteRegStr HKLM "Software\\Classes\\Caibian.Pack\\DefaultIcon" "" "$INSTDIR\\caibian.ico"
  WriteRegStr HKLM "Software\\Classes\\Caibian.Pack\\shell\\open\\command" "" '"$INSTDIR\\caibian.exe" --verify-window "%1"'
SectionEnd

Section "Uninstall"
  SetShellVarContext all
  SetRegView 64
  Delete "$SMPROGRAMS\\采编工作站.lnk"
  ; 只删自己的：安装文件夹可能选在别的文件旁边。
  RMDir /r "$INSTDIR\\versions"
  RMDir /r "$INSTDIR\\launcher"
${ownFiles.map((name) => `  Delete "$INSTDIR\\${name}"`).join("\n")}
  RMDir "$INSTDIR"
  DeleteRegKey HKLM "${uninstallKey}"
  DeleteRegKey HKLM "Software\\Classes\\.cbpack"
  DeleteRegKey HKLM "Software\\Classes\\Caibian.Pack"
SectionEnd
`;
}
