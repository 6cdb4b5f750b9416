/** The functions of GM/T 0016 that the driver calls, and without which it cannot work. */
import type { Functions, SkfLibrary } from "./library";

export const functions = {
  SKF_EnumDev: ["bool", "bytes", "bytes"],
  SKF_ConnectDev: ["bytes", "bytes"],
  SKF_DisConnectDev: ["handle"],
  SKF_GetDevInfo: ["handle", "bytes"],
  SKF_EnumApplication: ["handle", "bytes", "bytes"],
  SKF_OpenApplication: ["handle", "bytes", "bytes"],
  SKF_CloseApplication: ["handle"],
  SKF_GetPINInfo: ["handle", "ulong", "bytes", "bytes", "bytes"],
  SKF_VerifyPIN: ["handle", "ulong", "bytes", "bytes"],
  SKF_ClearSecureState: ["handle"],
  SKF_EnumContainer: ["handle", "bytes", "bytes"],
  SKF_OpenContainer: ["handle", "bytes", "bytes"],
  SKF_CloseContainer: ["handle"],
  SKF_ExportCertificate: ["handle", "bool", "bytes", "bytes"],
  SKF_ExportPublicKey: ["handle", "bool", "bytes", "bytes"],
  SKF_ECCSignData: ["handle", "bytes", "ulong", "bytes"],
  SKF_RSASignData: ["handle", "bytes", "ulong", "bytes", "bytes"],
  SKF_ImportSessionKey: ["handle", "ulong", "bytes", "ulong", "bytes"],
  SKF_DecryptInit: ["handle", "cipher"],
  SKF_Decrypt: ["handle", "bytes", "ulong", "bytes", "bytes"],
  SKF_CloseHandle: ["handle"],
} as const satisfies Functions;

export type Skf = SkfLibrary<typeof functions>;

/** A key may be for one algorithm only, old libraries do not tell the PIN's tries. */
export const required = [
  "SKF_EnumDev",
  "SKF_ConnectDev",
  "SKF_DisConnectDev",
  "SKF_GetDevInfo",
  "SKF_EnumApplication",
  "SKF_OpenApplication",
  "SKF_CloseApplication",
  "SKF_VerifyPIN",
  "SKF_EnumContainer",
  "SKF_OpenContainer",
  "SKF_CloseContainer",
  "SKF_ExportCertificate",
] as const satisfies readonly (keyof typeof functions)[];
