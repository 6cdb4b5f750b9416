/* SM2: pairs made on the key or brought in under envelope, signatures over e = SM3(ZA || M) that the caller computes. */
#include <openssl/ec.h>
#include <openssl/bn.h>
#include <string.h>

#include "token.h"

API ULONG SKF_GenECCKeyPair(HANDLE handle, ULONG algorithm, ECCPUBLICKEYBLOB *blob) {
  GUARD(SKF_GenECCKeyPair);
  CONTAINER(container, handle);
  if (!container->application->user) return SAR_USER_NOT_LOGGED_IN;
  if (blob == NULL) return SAR_INVALIDPARAMERR;
  if (algorithm != SGD_SM2_1) return SAR_NOTSUPPORTYETERR;
  EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "SM2");
  int done = key != NULL && store_key(container->place, 1, key) && blob_of_public(key, blob);
  EVP_PKEY_free(key);
  return done ? SAR_OK : SAR_FAIL;
}

/* The authority made the encryption pair: its secret is encrypted with a session key, that one with our signing key. */
API ULONG SKF_ImportECCKeyPair(HANDLE handle, ENVELOPEDKEYBLOB *envelope) {
  GUARD(SKF_ImportECCKeyPair);
  CONTAINER(container, handle);
  if (!container->application->user) return SAR_USER_NOT_LOGGED_IN;
  if (envelope == NULL || envelope->Version != 1 || envelope->ulBits != 256) return SAR_INVALIDPARAMERR;
  if (envelope->ulSymmAlgID != SGD_SM4_ECB) return SAR_NOTSUPPORTYETERR;
  EVP_PKEY *own = load_key(container->place, 1);
  if (own == NULL || !is_sm2(own)) {
    EVP_PKEY_free(own);
    return SAR_KEYNOTFOUNTERR;
  }
  BYTE session[256], secret[80];
  size_t length = sizeof session;
  ULONG answer = sm2_decrypt(own, &envelope->ECCCipherBlob, session, &length);
  EVP_PKEY_free(own);
  if (answer != SAR_OK) return answer;
  if (length != 16) return SAR_INDATALENERR;
  EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
  int used = 0;
  int opened = EVP_DecryptInit_ex(cipher, EVP_sm4_ecb(), NULL, session, NULL) == 1 &&
               EVP_CIPHER_CTX_set_padding(cipher, 0) == 1 &&
               EVP_DecryptUpdate(cipher, secret, &used, envelope->cbEncryptedPriKey, 64) == 1 && used == 64;
  EVP_CIPHER_CTX_free(cipher);
  EVP_PKEY *pair = opened ? pair_of(&envelope->PubKey, secret + 32) : NULL;
  OPENSSL_cleanse(session, sizeof session);
  OPENSSL_cleanse(secret, sizeof secret);
  if (pair == NULL) return SAR_INDATAERR;
  int stored = store_key(container->place, 0, pair);
  EVP_PKEY_free(pair);
  return stored ? SAR_OK : SAR_FILEERR;
}

/* Not of the standard: puts a signing key (PKCS#8) onto the token, so that a demo city can issue to it. */
API ULONG SOFTSKF_ImportSigningKey(HANDLE handle, BYTE *pkcs8, ULONG length) {
  GUARD(SOFTSKF_ImportSigningKey);
  CONTAINER(container, handle);
  if (!container->application->user) return SAR_USER_NOT_LOGGED_IN;
  const BYTE *at = pkcs8;
  EVP_PKEY *key = pkcs8 == NULL ? NULL : d2i_AutoPrivateKey(NULL, &at, (long)length);
  if (key == NULL) return SAR_INDATAERR;
  int stored = store_key(container->place, 1, key);
  EVP_PKEY_free(key);
  return stored ? SAR_OK : SAR_FILEERR;
}

static int split(const BYTE *der, size_t size, size_t offset, ECCSIGNATUREBLOB *out) {
  ECDSA_SIG *signature = d2i_ECDSA_SIG(NULL, &der, (long)size);
  memset(out, 0, sizeof *out);
  int done = signature != NULL && BN_bn2binpad(ECDSA_SIG_get0_r(signature), out->r + offset, 32) == 32 &&
             BN_bn2binpad(ECDSA_SIG_get0_s(signature), out->s + offset, 32) == 32;
  ECDSA_SIG_free(signature);
  return done;
}

API ULONG SKF_ECCSignData(HANDLE handle, BYTE *digest, ULONG length, ECCSIGNATUREBLOB *out) {
  GUARD(SKF_ECCSignData);
  CONTAINER(container, handle);
  if (!container->application->user) return SAR_USER_NOT_LOGGED_IN;
  if (digest == NULL || out == NULL) return SAR_INVALIDPARAMERR;
  if (length != 32) return SAR_INDATALENERR;
  EVP_PKEY *key = load_key(container->place, 1);
  if (key == NULL) return SAR_KEYNOTFOUNTERR;
  if (!is_sm2(key)) {
    EVP_PKEY_free(key);
    return SAR_KEYUSAGEERR;
  }
  BYTE der[80], value[32];
  size_t size = sizeof der;
  memcpy(value, digest, sizeof value);
  if (guard.garble) value[0] ^= 1;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
  int done = EVP_PKEY_sign_init(context) == 1 && EVP_PKEY_sign(context, der, &size, value, sizeof value) == 1;
  EVP_PKEY_CTX_free(context);
  EVP_PKEY_free(key);
  return done && split(der, size, guard.left ? 0 : 32, out) ? SAR_OK : SAR_FAIL;
}

API ULONG SKF_ECCVerify(HANDLE handle, ECCPUBLICKEYBLOB *blob, BYTE *digest, ULONG length, ECCSIGNATUREBLOB *given) {
  GUARD(SKF_ECCVerify);
  DEVICE(device, handle);
  if (blob == NULL || digest == NULL || given == NULL) return SAR_INVALIDPARAMERR;
  if (length != 32) return SAR_INDATALENERR;
  EVP_PKEY *key = public_of_blob(blob);
  if (key == NULL) return SAR_INDATAERR;
  BYTE der[80], *at = der;
  ECDSA_SIG *signature = ECDSA_SIG_new();
  ECDSA_SIG_set0(signature, BN_bin2bn(given->r + 32, 32, NULL), BN_bin2bn(given->s + 32, 32, NULL));
  int size = i2d_ECDSA_SIG(signature, &at);
  ECDSA_SIG_free(signature);
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
  int right = EVP_PKEY_verify_init(context) == 1 && EVP_PKEY_verify(context, der, (size_t)size, digest, length) == 1;
  EVP_PKEY_CTX_free(context);
  EVP_PKEY_free(key);
  return right ? SAR_OK : SAR_FAIL;
}
