/** The numbers of PKCS#11 v2.40 that we use, under the names of the standard. */

/** Place of each function in CK_FUNCTION_LIST. */
export const functionIndex = {
  C_Initialize: 0,
  C_Finalize: 1,
  C_GetInfo: 2,
  C_GetSlotList: 4,
  C_GetTokenInfo: 6,
  C_OpenSession: 12,
  C_CloseSession: 13,
  C_CloseAllSessions: 14,
  C_Login: 18,
  C_Logout: 19,
  C_GetAttributeValue: 24,
  C_FindObjectsInit: 26,
  C_FindObjects: 27,
  C_FindObjectsFinal: 28,
  C_SignInit: 42,
  C_Sign: 43,
} as const;

export const CKF = {
  TOKEN_INITIALIZED: 0x400,
  PROTECTED_AUTHENTICATION_PATH: 0x100,
  USER_PIN_COUNT_LOW: 0x1_0000,
  USER_PIN_FINAL_TRY: 0x2_0000,
  USER_PIN_LOCKED: 0x4_0000,
  SERIAL_SESSION: 4,
} as const;

export const CKU_USER = 1;

export const CKO = { CERTIFICATE: 1, PUBLIC_KEY: 2, PRIVATE_KEY: 3 } as const;

export const CKA = { CLASS: 0, VALUE: 0x11, CERTIFICATE_TYPE: 0x80, ID: 0x102 } as const;

export const CKC_X_509 = 0;

export const CKM = { RSA_PKCS: 1, ECDSA: 0x1041 } as const;
