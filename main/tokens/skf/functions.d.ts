/** The functions of GM/T 0016 that the driver calls, and without which it cannot work. */
import type { SkfLibrary } from "./library";
export declare const functions: {
  readonly SKF_EnumDev: readonly ["bool", "bytes", "bytes"];
  readonly SKF_ConnectDev: readonly ["bytes", "bytes"];
  readonly SKF_DisConnectDev: readonly ["handle"];
  readonly SKF_GetDevInfo: readonly ["handle", "bytes"];
  readonly SKF_EnumApplication: readonly ["handle", "bytes", "bytes"];
  readonly SKF_OpenApplication: readonly ["handle", "bytes", "bytes"];
  readonly SKF_CloseApplication: readonly ["handle"];
  readonly SKF_GetPINInfo: readonly ["handle", "ulong", "bytes", "bytes", "bytes"];
  readonly SKF_VerifyPIN: readonly ["handle", "ulong", "bytes", "bytes"];
  readonly SKF_ClearSecureState: readonly ["handle"];
  readonly SKF_EnumContainer: readonly ["handle", "bytes", "bytes"];
  readonly SKF_OpenContainer: readonly ["handle", "bytes", "bytes"];
  readonly SKF_CloseContainer: readonly ["handle"];
  readonly SKF_ExportCertificate: readonly ["handle", "bool", "bytes", "bytes"];
  readonly SKF_ExportPublicKey: readonly ["handle", "bool", "bytes", "bytes"];
  readonly SKF_ECCSignData: readonly ["handle", "bytes", "ulong", "bytes"];
  readonly SKF_RSASignData: readonly ["handle", "bytes", "ulong", "bytes", "bytes"];
};
export type Skf = SkfLibrary<typeof functions>;
/** A key may be for one algorithm only, old libraries do not tell the PIN's tries. */
export declare const required: readonly [
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
];
