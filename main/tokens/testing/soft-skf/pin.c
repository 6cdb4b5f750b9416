/* PINs: kept as SM3 values, with the greatest and the remaining number of tries, in `pin-0` (admin) and `pin-1` (user). */
#include <stdio.h>
#include <string.h>

#include "token.h"

enum { SHORTEST = 6, LONGEST = 16 };

struct pin {
  char value[65];
  unsigned most, left;
};

static struct place pin_file(struct place application, ULONG type) {
  return below(application, type == ADMIN_TYPE ? "pin-0" : "pin-1");
}

static int acceptable(const char *pin) {
  size_t length = pin == NULL ? 0 : strnlen(pin, LONGEST + 1);
  return length >= SHORTEST && length <= LONGEST;
}

static void hash_of(const char *pin, char hex[65]) {
  BYTE value[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  EVP_Digest(pin, strlen(pin), value, &length, EVP_sm3(), NULL);
  for (unsigned i = 0; i < 32; i += 1) snprintf(hex + 2 * i, 3, "%02x", value[i]);
}

static int load_pin(struct place application, ULONG type, struct pin *pin) {
  char text[128];
  long length = read_file(pin_file(application, type), text, sizeof text - 1);
  if (length < 0) return 0;
  text[length] = '\0';
  return sscanf(text, "%64s %u %u", pin->value, &pin->most, &pin->left) == 3;
}

static int save_pin(struct place application, ULONG type, const struct pin *pin) {
  char text[128];
  int length = snprintf(text, sizeof text, "%s %u %u\n", pin->value, pin->most, pin->left);
  return write_file(pin_file(application, type), text, (size_t)length);
}

int set_pin(struct place application, ULONG type, const char *value, ULONG tries) {
  if (!acceptable(value)) return 0;
  struct pin pin = {.most = (unsigned)tries, .left = (unsigned)tries};
  hash_of(value, pin.value);
  return save_pin(application, type, &pin);
}

/* A try is counted before the comparison: pulling the key out in between must not win one. */
static ULONG try_pin(struct place application, ULONG type, const char *value, ULONG *left) {
  struct pin pin;
  char hex[65];
  if (left == NULL) return SAR_INVALIDPARAMERR;
  if (type != ADMIN_TYPE && type != USER_TYPE) return SAR_USER_TYPE_INVALID;
  if (!load_pin(application, type, &pin)) return SAR_FILEERR;
  *left = pin.left;
  if (!acceptable(value)) return SAR_PIN_LEN_RANGE;
  if (pin.left == 0) return SAR_PIN_LOCKED;
  pin.left -= 1;
  if (!save_pin(application, type, &pin)) return SAR_FILEERR;
  hash_of(value, hex);
  if (CRYPTO_memcmp(hex, pin.value, 64) != 0) {
    *left = pin.left;
    return pin.left == 0 ? SAR_PIN_LOCKED : SAR_PIN_INCORRECT;
  }
  *left = pin.left = pin.most;
  return save_pin(application, type, &pin) ? SAR_OK : SAR_FILEERR;
}

API ULONG SKF_VerifyPIN(HANDLE handle, ULONG type, char *pin, ULONG *left) {
  GUARD(SKF_VerifyPIN);
  APPLICATION(application, handle);
  ULONG answer = try_pin(application->place, type, pin, left);
  int right = answer == SAR_OK;
  if (type == ADMIN_TYPE) application->admin = right;
  if (type == USER_TYPE) application->user = right;
  return answer;
}

API ULONG SKF_GetPINInfo(HANDLE handle, ULONG type, ULONG *most, ULONG *left, BOOL *is_default) {
  GUARD(SKF_GetPINInfo);
  APPLICATION(application, handle);
  struct pin pin;
  if (most == NULL || left == NULL || is_default == NULL) return SAR_INVALIDPARAMERR;
  if (type != ADMIN_TYPE && type != USER_TYPE) return SAR_USER_TYPE_INVALID;
  if (!load_pin(application->place, type, &pin)) return SAR_FILEERR;
  *most = pin.most;
  *left = pin.left;
  *is_default = 0;
  return SAR_OK;
}

API ULONG SKF_ChangePIN(HANDLE handle, ULONG type, char *old_pin, char *new_pin, ULONG *left) {
  GUARD(SKF_ChangePIN);
  APPLICATION(application, handle);
  if (!acceptable(new_pin)) return SAR_PIN_LEN_RANGE;
  ULONG answer = try_pin(application->place, type, old_pin, left);
  if (answer != SAR_OK) return answer;
  return set_pin(application->place, type, new_pin, *left) ? SAR_OK : SAR_FILEERR;
}

/* The administrator gives the user a new PIN and all tries; a wrong one costs the administrator a try. */
API ULONG SKF_UnblockPIN(HANDLE handle, char *admin_pin, char *new_pin, ULONG *left) {
  GUARD(SKF_UnblockPIN);
  APPLICATION(application, handle);
  struct pin user;
  if (!acceptable(new_pin)) return SAR_PIN_LEN_RANGE;
  if (!load_pin(application->place, USER_TYPE, &user)) return SAR_FILEERR;
  ULONG answer = try_pin(application->place, ADMIN_TYPE, admin_pin, left);
  if (answer != SAR_OK) return answer;
  return set_pin(application->place, USER_TYPE, new_pin, user.most) ? SAR_OK : SAR_FILEERR;
}

API ULONG SKF_ClearSecureState(HANDLE handle) {
  GUARD(SKF_ClearSecureState);
  APPLICATION(application, handle);
  application->user = application->admin = 0;
  return SAR_OK;
}
