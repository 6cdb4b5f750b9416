/*
 * The interface of GM/T 0016 as far as this token has it. Two things differ between vendors and are chosen when it is
 * compiled: SOFTSKF_ULONG (4 or 8 bytes) and SOFTSKF_UNPACKED (structures with natural alignment).
 */
#ifndef SOFT_SKF_H
#define SOFT_SKF_H

#include <stdint.h>

#if defined(SOFTSKF_ULONG) && SOFTSKF_ULONG == 8
typedef uint64_t ULONG;
#else
typedef uint32_t ULONG;
#endif
typedef int32_t BOOL;
typedef uint8_t BYTE;
typedef void *HANDLE;

#define API __attribute__((visibility("default")))

#ifndef SOFTSKF_UNPACKED
#pragma pack(push, 1)
#endif

typedef struct {
  BYTE major, minor;
} VERSION;

typedef struct {
  VERSION Version;
  char Manufacturer[64];
  char Issuer[64];
  char Label[32];
  char SerialNumber[32];
  VERSION HWVersion;
  VERSION FirmwareVersion;
  ULONG AlgSymCap;
  ULONG AlgAsymCap;
  ULONG AlgHashCap;
  ULONG DevAuthAlgId;
  ULONG TotalSpace;
  ULONG FreeSpace;
  ULONG MaxECCBufferSize;
  ULONG MaxBufferSize;
  BYTE Reserved[64];
} DEVINFO;

typedef struct {
  ULONG AlgID;
  ULONG BitLen;
  BYTE Modulus[256];
  BYTE PublicExponent[4];
} RSAPUBLICKEYBLOB;

typedef struct {
  ULONG BitLen;
  BYTE XCoordinate[64];
  BYTE YCoordinate[64];
} ECCPUBLICKEYBLOB;

typedef struct {
  BYTE XCoordinate[64];
  BYTE YCoordinate[64];
  BYTE HASH[32];
  ULONG CipherLen;
  BYTE Cipher[1];
} ECCCIPHERBLOB;

typedef struct {
  BYTE r[64];
  BYTE s[64];
} ECCSIGNATUREBLOB;

typedef struct {
  BYTE IV[32];
  ULONG IVLen;
  ULONG PaddingType;
  ULONG FeedBitLen;
} BLOCKCIPHERPARAM;

typedef struct {
  ULONG Version;
  ULONG ulSymmAlgID;
  ULONG ulBits;
  BYTE cbEncryptedPriKey[64];
  ECCPUBLICKEYBLOB PubKey;
  ECCCIPHERBLOB ECCCipherBlob;
} ENVELOPEDKEYBLOB;

#ifndef SOFTSKF_UNPACKED
#pragma pack(pop)
#endif

enum {
  SAR_OK = 0,
  SAR_FAIL = 0x0A000001,
  SAR_NOTSUPPORTYETERR = 0x0A000003,
  SAR_FILEERR = 0x0A000004,
  SAR_INVALIDHANDLEERR = 0x0A000005,
  SAR_INVALIDPARAMERR = 0x0A000006,
  SAR_NAMELENERR = 0x0A000009,
  SAR_KEYUSAGEERR = 0x0A00000A,
  SAR_MODULUSLENERR = 0x0A00000B,
  SAR_NOTINITIALIZEERR = 0x0A00000C,
  SAR_OBJERR = 0x0A00000D,
  SAR_INDATALENERR = 0x0A000010,
  SAR_INDATAERR = 0x0A000011,
  SAR_GENRANDERR = 0x0A000012,
  SAR_HASHERR = 0x0A000014,
  SAR_RSADECERR = 0x0A000019,
  SAR_KEYNOTFOUNTERR = 0x0A00001B,
  SAR_CERTNOTFOUNTERR = 0x0A00001C,
  SAR_DECRYPTPADERR = 0x0A00001E,
  SAR_BUFFER_TOO_SMALL = 0x0A000020,
  SAR_NOT_EVENTERR = 0x0A000022,
  SAR_DEVICE_REMOVED = 0x0A000023,
  SAR_PIN_INCORRECT = 0x0A000024,
  SAR_PIN_LOCKED = 0x0A000025,
  SAR_PIN_INVALID = 0x0A000026,
  SAR_PIN_LEN_RANGE = 0x0A000027,
  SAR_USER_TYPE_INVALID = 0x0A00002A,
  SAR_APPLICATION_NAME_INVALID = 0x0A00002B,
  SAR_APPLICATION_EXISTS = 0x0A00002C,
  SAR_USER_NOT_LOGGED_IN = 0x0A00002D,
  SAR_APPLICATION_NOT_EXISTS = 0x0A00002E,
  SAR_REACH_MAX_CONTAINER_COUNT = 0x0A000032
};

enum { ADMIN_TYPE = 0, USER_TYPE = 1 };

enum {
  SGD_SM4_ECB = 0x00000401,
  SGD_SM4_CBC = 0x00000402,
  SGD_RSA = 0x00010000,
  SGD_SM2_1 = 0x00020100,
  SGD_SM2_3 = 0x00020400,
  SGD_SM3 = 1,
  SGD_SHA1 = 2,
  SGD_SHA256 = 4
};

#endif
