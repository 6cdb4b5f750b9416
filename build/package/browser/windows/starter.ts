/**
 * `caibian.exe`: starts Node without a console window and without the variables that loosen it. Made by makensis, because a
 * script would need an interpreter that locked machines forbid.
 */
import { nodeFlags } from "../start-script";

export interface Starter {
  readonly version: string;
  readonly launcher: boolean;
  readonly icon: string;
  readonly into: string;
}

/** Windows keeps an environment of its own for every program: what would loosen ours is taken out by name. */
const cleared = [
  ...["NODE_OPTIONS", "NODE_PATH", "NODE_EXTRA_CA_CERTS", "NODE_TLS_REJECT_UNAUTHORIZED", "NODE_V8_COVERAGE"],
  ...["NODE_REPL_EXTERNAL_MODULE", "NODE_DEBUG", "SSLKEYLOGFILE", "OPENSSL_CONF", "OPENSSL_MODULES"],
  ...["SSL_CERT_FILE", "SSL_CERT_DIR", "CAIBIAN_POLICY", "CAIBIAN_BROWSER"],
];

export function starterScript({ version, launcher, icon, into }: Starter): string {
  const own = `$EXEDIR\\versions\\${version}\\node`;
  const clear = cleared.map((name) => `  System::Call 'kernel32::SetEnvironmentVariable(t "${name}", p 0)'`);
  return `Unicode true
Name "采编工作站"
OutFile "${into}"
Icon "${icon}"
RequestExecutionLevel user
SilentInstall silent
AutoCloseWindow true
SetCompressor zlib
!include "FileFunc.nsh"
Section
${clear.join("\n")}
  \${GetParameters} $0
  StrCpy $1 "${launcher ? "$EXEDIR\\launcher\\launcher.js" : `${own}\\desk.js`}"
  StrCpy $2 $0 15
  StrCmp $2 "--verify-window" 0 start
  StrCpy $0 $0 "" 15
  StrCpy $1 "${own}\\verify-window.js"
start:
  nsExec::Exec '"$EXEDIR\\node.exe" ${nodeFlags} "$1" $0'
  Pop $0
  SetErrorLevel $0
SectionEnd
`;
}
