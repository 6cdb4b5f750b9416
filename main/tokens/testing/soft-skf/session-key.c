/* Session keys: born here and given out encrypted, or brought in for the encryption pair; SM4 with them. */
#include <openssl/rand.h>
#include <stdlib.h>
#include <string.h>

#include "token.h"

static HANDLE opened(struct device *device, ULONG algorithm, const BYTE key[16]) {
  struct session_key *session = calloc(1, sizeof *session);
  session->device = device;
  session->algorithm = algorithm;
  memcpy(session->key, key, 16);
  return open_handle(KIND_KEY, session);
}

static int known(ULONG algorithm) { return algorithm == SGD_SM4_ECB || algorithm == SGD_SM4_CBC; }

/* A fresh key, given out encrypted for the public key in `blob`. */
API ULONG SKF_ECCExportSessionKey(HANDLE handle, ULONG algorithm, ECCPUBLICKEYBLOB *blob, ECCCIPHERBLOB *out, HANDLE *key) {
  GUARD(SKF_ECCExportSessionKey);
  CONTAINER(container, handle);
  if (blob == NULL || out == NULL || key == NULL) return SAR_INVALIDPARAMERR;
  if (!known(algorithm)) return SAR_NOTSUPPORTYETERR;
  EVP_PKEY *reader = public_of_blob(blob);
  if (reader == NULL) return SAR_INDATAERR;
  BYTE value[16];
  ULONG answer = RAND_bytes(value, sizeof value) == 1 ? sm2_encrypt(reader, value, sizeof value, out) : SAR_GENRANDERR;
  EVP_PKEY_free(reader);
  if (answer == SAR_OK) *key = opened(container->application->device, algorithm, value);
  OPENSSL_cleanse(value, sizeof value);
  return answer;
}

API ULONG SKF_ImportSessionKey(HANDLE handle, ULONG algorithm, BYTE *wrapped, ULONG length, HANDLE *key) {
  GUARD(SKF_ImportSessionKey);
  CONTAINER(container, handle);
  if (!container->application->user) return SAR_USER_NOT_LOGGED_IN;
  if (wrapped == NULL || key == NULL) return SAR_INVALIDPARAMERR;
  if (!known(algorithm)) return SAR_NOTSUPPORTYETERR;
  const ECCCIPHERBLOB *blob = (const ECCCIPHERBLOB *)wrapped;
  size_t head = offsetof(ECCCIPHERBLOB, Cipher);
  if (length <= head || blob->CipherLen > length - head) return SAR_INDATALENERR;
  EVP_PKEY *own = load_key(container->place, 0);
  if (own == NULL) return SAR_KEYNOTFOUNTERR;
  BYTE value[256];
  size_t size = sizeof value;
  ULONG answer = is_sm2(own) ? sm2_decrypt(own, blob, value, &size) : SAR_NOTSUPPORTYETERR;
  EVP_PKEY_free(own);
  if (answer == SAR_OK && size != 16) answer = SAR_INDATALENERR;
  if (answer == SAR_OK) *key = opened(container->application->device, algorithm, value);
  OPENSSL_cleanse(value, sizeof value);
  return answer;
}

API ULONG SKF_SetSymmKey(HANDLE handle, BYTE *value, ULONG algorithm, HANDLE *key) {
  GUARD(SKF_SetSymmKey);
  DEVICE(device, handle);
  if (value == NULL || key == NULL) return SAR_INVALIDPARAMERR;
  if (!known(algorithm)) return SAR_NOTSUPPORTYETERR;
  *key = opened(device, algorithm, value);
  return *key == NULL ? SAR_FAIL : SAR_OK;
}

static ULONG begin(HANDLE handle, const BLOCKCIPHERPARAM *param, int encrypting) {
  SESSION_KEY(session, handle);
  const EVP_CIPHER *cipher = session->algorithm == SGD_SM4_ECB ? EVP_sm4_ecb() : EVP_sm4_cbc();
  if (session->algorithm == SGD_SM4_CBC && param->IVLen != 16) return SAR_INVALIDPARAMERR;
  if (param->PaddingType > 1) return SAR_NOTSUPPORTYETERR;
  EVP_CIPHER_CTX_free(session->cipher);
  session->cipher = EVP_CIPHER_CTX_new();
  session->encrypting = encrypting;
  int ready = EVP_CipherInit_ex(session->cipher, cipher, NULL, session->key, param->IV, encrypting) == 1 &&
              EVP_CIPHER_CTX_set_padding(session->cipher, (int)param->PaddingType) == 1;
  return ready ? SAR_OK : SAR_FAIL;
}

API ULONG SKF_EncryptInit(HANDLE handle, BLOCKCIPHERPARAM param) {
  GUARD(SKF_EncryptInit);
  return begin(handle, &param, 1);
}

API ULONG SKF_DecryptInit(HANDLE handle, BLOCKCIPHERPARAM param) {
  GUARD(SKF_DecryptInit);
  return begin(handle, &param, 0);
}

enum step { UPDATE = 1, FINAL = 2 };

static ULONG run(HANDLE handle, int encrypting, int steps, const BYTE *in, ULONG length, BYTE *out, ULONG *size) {
  SESSION_KEY(session, handle);
  if (session->cipher == NULL || session->encrypting != encrypting) return SAR_NOTINITIALIZEERR;
  if (size == NULL) return SAR_INVALIDPARAMERR;
  ULONG room = *size;
  *size = length + 16;
  if (out == NULL) return SAR_OK;
  if (room < length + ((steps & FINAL) != 0 && encrypting ? 16 - length % 16 : 0)) return SAR_BUFFER_TOO_SMALL;
  BYTE *value = malloc(length + 32);
  int used = 0, more = 0;
  int done = ((steps & UPDATE) == 0 || EVP_CipherUpdate(session->cipher, value, &used, in, (int)length) == 1) &&
             ((steps & FINAL) == 0 || EVP_CipherFinal_ex(session->cipher, value + used, &more) == 1);
  ULONG answer = done ? SAR_OK : encrypting ? SAR_INDATALENERR : SAR_DECRYPTPADERR;
  if (done && room < (ULONG)(used + more)) answer = SAR_BUFFER_TOO_SMALL;
  *size = (ULONG)(used + more);
  if (answer == SAR_OK) memcpy(out, value, *size);
  OPENSSL_cleanse(value, length + 32);
  free(value);
  if ((steps & FINAL) != 0) {
    EVP_CIPHER_CTX_free(session->cipher);
    session->cipher = NULL;
  }
  return answer;
}

API ULONG SKF_Encrypt(HANDLE key, BYTE *in, ULONG length, BYTE *out, ULONG *size) {
  GUARD(SKF_Encrypt);
  return run(key, 1, UPDATE | FINAL, in, length, out, size);
}

API ULONG SKF_EncryptUpdate(HANDLE key, BYTE *in, ULONG length, BYTE *out, ULONG *size) {
  GUARD(SKF_EncryptUpdate);
  return run(key, 1, UPDATE, in, length, out, size);
}

API ULONG SKF_EncryptFinal(HANDLE key, BYTE *out, ULONG *size) {
  GUARD(SKF_EncryptFinal);
  return run(key, 1, FINAL, NULL, 0, out, size);
}

API ULONG SKF_Decrypt(HANDLE key, BYTE *in, ULONG length, BYTE *out, ULONG *size) {
  GUARD(SKF_Decrypt);
  return run(key, 0, UPDATE | FINAL, in, length, out, size);
}

API ULONG SKF_DecryptUpdate(HANDLE key, BYTE *in, ULONG length, BYTE *out, ULONG *size) {
  GUARD(SKF_DecryptUpdate);
  return run(key, 0, UPDATE, in, length, out, size);
}

API ULONG SKF_DecryptFinal(HANDLE key, BYTE *out, ULONG *size) {
  GUARD(SKF_DecryptFinal);
  return run(key, 0, FINAL, NULL, 0, out, size);
}
