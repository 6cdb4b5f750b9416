/* Devices: two of them, each a folder; the file `present` stands for being plugged in. */
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "token.h"

/* Vendors on Chinese systems name devices in GBK: here 密钥 and 测试密钥. */
#ifdef SOFTSKF_GBK
#define DEVICE_NAME "\xC3\xDC\xD4\xBF"
#define DEVICE_LABEL "\xB2\xE2\xCA\xD4\xC3\xDC\xD4\xBF"
#else
#define DEVICE_NAME "SOFTSKF"
#define DEVICE_LABEL "TEST-KEY"
#endif

static const BYTE factory_key[16] = "1234567812345678";

struct place device_place(int index) {
  char name[16];
  snprintf(name, sizeof name, "device%d", index);
  return below(root(), name);
}

void device_name(int index, char *name, size_t room) { snprintf(name, room, DEVICE_NAME "%d", index); }

static int index_of(const char *name) {
  char known[32];
  for (int i = 0; name != NULL && i < DEVICES; i += 1) {
    device_name(i, known, sizeof known);
    if (strcmp(name, known) == 0 && exists(device_place(i))) return i;
  }
  return -1;
}

API ULONG SKF_EnumDev(BOOL only_present, char *list, ULONG *size) {
  GUARD(SKF_EnumDev);
  char names[DEVICES * 32 + 1];
  size_t used = 0;
  for (int i = 0; i < DEVICES; i += 1) {
    struct place device = device_place(i);
    if (!exists(device) || (only_present && !exists(below(device, "present")))) continue;
    device_name(i, names + used, 32);
    used += strlen(names + used) + 1;
  }
  names[used] = '\0';
  return give(names, used + 1, list, size);
}

API ULONG SKF_GetDevState(char *name, ULONG *state) {
  GUARD(SKF_GetDevState);
  int index = index_of(name);
  if (index < 0 || state == NULL) return SAR_INVALIDPARAMERR;
  *state = exists(below(device_place(index), "present")) ? 1 : 0;
  return SAR_OK;
}

API ULONG SKF_ConnectDev(char *name, HANDLE *out) {
  GUARD(SKF_ConnectDev);
  int index = index_of(name);
  struct stat plugged;
  if (index < 0 || out == NULL) return SAR_INVALIDPARAMERR;
  if (stat(below(device_place(index), "present").path, &plugged) != 0) return SAR_DEVICE_REMOVED;
  struct device *device = calloc(1, sizeof *device);
  device->index = index;
  device->place = device_place(index);
  device->inserted = plugged.st_mtim;
  *out = open_handle(KIND_DEVICE, device);
  return *out == NULL ? SAR_FAIL : SAR_OK;
}

API ULONG SKF_DisConnectDev(HANDLE handle) {
  GUARD(SKF_DisConnectDev);
  return close_handle(handle, KIND_DEVICE) ? SAR_OK : SAR_INVALIDHANDLEERR;
}

/* What a file of the device says, or the default. `room` bytes, not necessarily terminated, as fields of DEVINFO are. */
static void text(struct place device, const char *file, const char *otherwise, char *out, size_t room) {
  memset(out, 0, room);
  if (read_file(below(device, file), out, room) > 0) return;
  memset(out, 0, room);
  memcpy(out, otherwise, strnlen(otherwise, room));
}

API ULONG SKF_GetDevInfo(HANDLE handle, DEVINFO *info) {
  GUARD(SKF_GetDevInfo);
  DEVICE(device, handle);
  if (info == NULL) return SAR_INVALIDPARAMERR;
  char serial[32];
  snprintf(serial, sizeof serial, "SOFT%04d", device->index + 1);
  memset(info, 0, sizeof *info);
  info->Version = (VERSION){1, 0};
  info->HWVersion = info->FirmwareVersion = (VERSION){1, 2};
  text(device->place, "manufacturer", "SoftSKF", info->Manufacturer, sizeof info->Manufacturer);
  text(device->place, "issuer", "Test CA", info->Issuer, sizeof info->Issuer);
  text(device->place, "label", DEVICE_LABEL, info->Label, sizeof info->Label);
  text(device->place, "serial", serial, info->SerialNumber, sizeof info->SerialNumber);
  info->AlgSymCap = SGD_SM4_ECB | SGD_SM4_CBC;
  info->AlgAsymCap = SGD_RSA | SGD_SM2_1 | SGD_SM2_3;
  info->AlgHashCap = SGD_SM3 | SGD_SHA1 | SGD_SHA256;
  info->DevAuthAlgId = SGD_SM4_ECB;
  info->TotalSpace = 65536;
  info->FreeSpace = 32768;
  info->MaxECCBufferSize = 1024;
  info->MaxBufferSize = 4096;
  return SAR_OK;
}

API ULONG SKF_SetLabel(HANDLE handle, char *label) {
  GUARD(SKF_SetLabel);
  DEVICE(device, handle);
  if (label == NULL || strnlen(label, 33) > 32) return SAR_NAMELENERR;
  return write_file(below(device->place, "label"), label, strlen(label)) ? SAR_OK : SAR_FILEERR;
}

API ULONG SKF_GenRandom(HANDLE handle, BYTE *out, ULONG length) {
  GUARD(SKF_GenRandom);
  DEVICE(device, handle);
  if (out == NULL || length == 0 || length > 4096) return SAR_INVALIDPARAMERR;
  if (RAND_bytes(out, (int)length) != 1) return SAR_GENRANDERR;
  memset(device->challenge, 0, sizeof device->challenge);
  memcpy(device->challenge, out, length < 8 ? length : 8);
  device->challenged = length == 8;
  return SAR_OK;
}

/* The caller encrypts the last random number of eight bytes, filled up with zeros, with the device's key. */
API ULONG SKF_DevAuth(HANDLE handle, BYTE *answer, ULONG length) {
  GUARD(SKF_DevAuth);
  DEVICE(device, handle);
  if (answer == NULL || length != 16) return SAR_INDATALENERR;
  if (!device->challenged) return SAR_NOTINITIALIZEERR;
  BYTE key[16], expected[32];
  if (read_file(below(device->place, "auth-key"), key, sizeof key) != sizeof key) memcpy(key, factory_key, sizeof key);
  EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
  int used = 0;
  int right = EVP_EncryptInit_ex(cipher, EVP_sm4_ecb(), NULL, key, NULL) == 1 &&
              EVP_EncryptUpdate(cipher, expected, &used, device->challenge, 16) == 1 && used == 16 &&
              CRYPTO_memcmp(expected, answer, 16) == 0;
  EVP_CIPHER_CTX_free(cipher);
  device->challenged = 0;
  device->authenticated = right;
  return right ? SAR_OK : SAR_FAIL;
}

API ULONG SKF_ChangeDevAuthKey(HANDLE handle, BYTE *key, ULONG length) {
  GUARD(SKF_ChangeDevAuthKey);
  DEVICE(device, handle);
  if (key == NULL || length != 16) return SAR_INDATALENERR;
  if (!device->authenticated) return SAR_USER_NOT_LOGGED_IN;
  return write_file(below(device->place, "auth-key"), key, length) ? SAR_OK : SAR_FILEERR;
}
