/* Digests on the token. With a public key and an identity SM3 begins with ZA (GM/T 0003.2 clause 5.5). */
#include <stdlib.h>
#include <string.h>

#include "token.h"

/* a, b, Gx, Gy of the SM2 curve (GM/T 0003.5). */
static const BYTE curve[128] = {
    0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFC, 0x28, 0xE9, 0xFA, 0x9E, 0x9D, 0x9F,
    0x5E, 0x34, 0x4D, 0x5A, 0x9E, 0x4B, 0xCF, 0x65, 0x09, 0xA7, 0xF3, 0x97, 0x89, 0xF5, 0x15, 0xAB, 0x8F, 0x92, 0xDD,
    0xBC, 0xBD, 0x41, 0x4D, 0x94, 0x0E, 0x93, 0x32, 0xC4, 0xAE, 0x2C, 0x1F, 0x19, 0x81, 0x19, 0x5F, 0x99, 0x04, 0x46,
    0x6A, 0x39, 0xC9, 0x94, 0x8F, 0xE3, 0x0B, 0xBF, 0xF2, 0x66, 0x0B, 0xE1, 0x71, 0x5A, 0x45, 0x89, 0x33, 0x4C, 0x74,
    0xC7, 0xBC, 0x37, 0x36, 0xA2, 0xF4, 0xF6, 0x77, 0x9C, 0x59, 0xBD, 0xCE, 0xE3, 0x6B, 0x69, 0x21, 0x53, 0xD0, 0xA9,
    0x87, 0x7C, 0xC6, 0x2A, 0x47, 0x40, 0x02, 0xDF, 0x32, 0xE5, 0x21, 0x39, 0xF0, 0xA0,
};

static int begin_with_identity(EVP_MD_CTX *context, const ECCPUBLICKEYBLOB *key, const BYTE *id, ULONG length) {
  BYTE head[2] = {(BYTE)(length * 8 >> 8), (BYTE)(length * 8)}, value[32];
  return EVP_DigestInit_ex(context, EVP_sm3(), NULL) && EVP_DigestUpdate(context, head, 2) &&
         EVP_DigestUpdate(context, id, length) && EVP_DigestUpdate(context, curve, sizeof curve) &&
         EVP_DigestUpdate(context, key->XCoordinate + 32, 32) && EVP_DigestUpdate(context, key->YCoordinate + 32, 32) &&
         EVP_DigestFinal_ex(context, value, NULL) && EVP_DigestInit_ex(context, EVP_sm3(), NULL) &&
         EVP_DigestUpdate(context, value, sizeof value);
}

API ULONG SKF_DigestInit(HANDLE handle, ULONG algorithm, ECCPUBLICKEYBLOB *key, BYTE *id, ULONG length, HANDLE *out) {
  GUARD(SKF_DigestInit);
  DEVICE(device, handle);
  const EVP_MD *kind = algorithm == SGD_SM3      ? EVP_sm3()
                       : algorithm == SGD_SHA1   ? EVP_sha1()
                       : algorithm == SGD_SHA256 ? EVP_sha256()
                                                 : NULL;
  if (kind == NULL) return SAR_NOTSUPPORTYETERR;
  if (out == NULL || length > 8191) return SAR_INVALIDPARAMERR;
  int personal = algorithm == SGD_SM3 && key != NULL && id != NULL && length > 0;
  struct digest *digest = calloc(1, sizeof *digest);
  digest->device = device;
  digest->context = EVP_MD_CTX_new();
  int begun = personal ? begin_with_identity(digest->context, key, id, length)
                       : EVP_DigestInit_ex(digest->context, kind, NULL);
  *out = begun ? open_handle(KIND_DIGEST, digest) : NULL;
  if (*out != NULL) return SAR_OK;
  EVP_MD_CTX_free(digest->context);
  free(digest);
  return SAR_HASHERR;
}

API ULONG SKF_DigestUpdate(HANDLE handle, BYTE *data, ULONG length) {
  GUARD(SKF_DigestUpdate);
  DIGEST(digest, handle);
  return EVP_DigestUpdate(digest->context, data, length) == 1 ? SAR_OK : SAR_HASHERR;
}

static ULONG finish(struct digest *digest, BYTE *out, ULONG *size) {
  ULONG need = (ULONG)EVP_MD_CTX_get_size(digest->context);
  if (size == NULL) return SAR_INVALIDPARAMERR;
  ULONG room = *size;
  *size = need;
  if (out == NULL) return SAR_OK;
  if (room < need) return SAR_BUFFER_TOO_SMALL;
  return EVP_DigestFinal_ex(digest->context, out, NULL) == 1 ? SAR_OK : SAR_HASHERR;
}

API ULONG SKF_DigestFinal(HANDLE handle, BYTE *out, ULONG *size) {
  GUARD(SKF_DigestFinal);
  DIGEST(digest, handle);
  return finish(digest, out, size);
}

/* Asked for the length first, it has not yet taken the data. */
API ULONG SKF_Digest(HANDLE handle, BYTE *data, ULONG length, BYTE *out, ULONG *size) {
  GUARD(SKF_Digest);
  DIGEST(digest, handle);
  if (out != NULL && size != NULL && *size >= (ULONG)EVP_MD_CTX_get_size(digest->context) &&
      EVP_DigestUpdate(digest->context, data, length) != 1) {
    return SAR_HASHERR;
  }
  return finish(digest, out, size);
}
