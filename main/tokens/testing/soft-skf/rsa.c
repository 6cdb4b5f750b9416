/* RSA: the caller brings the DigestInfo, the token pads it (PKCS#1 v1.5) and signs. */
#include <openssl/rsa.h>
#include <string.h>

#include "token.h"

API ULONG SKF_GenRSAKeyPair(HANDLE handle, ULONG bits, RSAPUBLICKEYBLOB *blob) {
  GUARD(SKF_GenRSAKeyPair);
  CONTAINER(container, handle);
  if (!container->application->user) return SAR_USER_NOT_LOGGED_IN;
  if (blob == NULL) return SAR_INVALIDPARAMERR;
  if (bits != 1024 && bits != 2048) return SAR_MODULUSLENERR;
  EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)bits);
  int done = key != NULL && store_key(container->place, 1, key) && rsa_blob_of_public(key, blob);
  EVP_PKEY_free(key);
  return done ? SAR_OK : SAR_FAIL;
}

API ULONG SKF_RSASignData(HANDLE handle, BYTE *data, ULONG length, BYTE *out, ULONG *size) {
  GUARD(SKF_RSASignData);
  CONTAINER(container, handle);
  if (!container->application->user) return SAR_USER_NOT_LOGGED_IN;
  if (data == NULL || size == NULL) return SAR_INVALIDPARAMERR;
  EVP_PKEY *key = load_key(container->place, 1);
  if (key == NULL) return SAR_KEYNOTFOUNTERR;
  BYTE value[256];
  size_t room = sizeof value;
  ULONG answer = SAR_KEYUSAGEERR;
  if (EVP_PKEY_is_a(key, "RSA")) {
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
    int done = EVP_PKEY_sign_init(context) == 1 && EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1 &&
               EVP_PKEY_sign(context, value, &room, data, length) == 1;
    EVP_PKEY_CTX_free(context);
    answer = done ? give(value, room, out, size) : SAR_INDATALENERR;
  }
  EVP_PKEY_free(key);
  return answer;
}
