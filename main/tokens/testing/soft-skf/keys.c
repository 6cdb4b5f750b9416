/* Keys on disk as PEM, and between OpenSSL and the blobs of the interface: numbers right-aligned in their fields. */
#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <string.h>

#include "token.h"

static struct place key_file(struct place container, BOOL sign) {
  return below(container, sign ? "sign.pem" : "exchange.pem");
}

EVP_PKEY *load_key(struct place container, BOOL sign) {
  FILE *stream = fopen(key_file(container, sign).path, "r");
  if (stream == NULL) return NULL;
  EVP_PKEY *key = PEM_read_PrivateKey(stream, NULL, NULL, NULL);
  fclose(stream);
  return key;
}

int store_key(struct place container, BOOL sign, EVP_PKEY *key) {
  BIO *memory = BIO_new(BIO_s_mem());
  char *text = NULL;
  int written = PEM_write_bio_PKCS8PrivateKey(memory, key, NULL, NULL, 0, NULL, NULL);
  long length = BIO_get_mem_data(memory, &text);
  int stored = written == 1 && write_file(key_file(container, sign), text, (size_t)length);
  BIO_free(memory);
  return stored;
}

int is_sm2(const EVP_PKEY *key) { return EVP_PKEY_is_a(key, "SM2"); }

static EVP_PKEY *make(OSSL_PARAM *params, int selection) {
  EVP_PKEY *key = NULL;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "SM2", NULL);
  if (EVP_PKEY_fromdata_init(context) != 1 || EVP_PKEY_fromdata(context, &key, selection, params) != 1) key = NULL;
  EVP_PKEY_CTX_free(context);
  OSSL_PARAM_free(params);
  return key;
}

static void point_of(const ECCPUBLICKEYBLOB *blob, BYTE point[65]) {
  point[0] = 4;
  memcpy(point + 1, blob->XCoordinate + 32, 32);
  memcpy(point + 33, blob->YCoordinate + 32, 32);
}

EVP_PKEY *public_of_blob(const ECCPUBLICKEYBLOB *blob) {
  BYTE point[65];
  if (blob->BitLen != 256) return NULL;
  point_of(blob, point);
  OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
  OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 0);
  OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point);
  OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(builder);
  OSSL_PARAM_BLD_free(builder);
  return make(params, EVP_PKEY_PUBLIC_KEY);
}

EVP_PKEY *pair_of(const ECCPUBLICKEYBLOB *blob, const BYTE secret[32]) {
  BYTE point[65];
  if (blob->BitLen != 256) return NULL;
  point_of(blob, point);
  BIGNUM *number = BN_bin2bn(secret, 32, NULL);
  OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
  OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 0);
  OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_PRIV_KEY, number);
  OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point);
  OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(builder);
  OSSL_PARAM_BLD_free(builder);
  BN_clear_free(number);
  EVP_PKEY *key = make(params, EVP_PKEY_KEYPAIR);
  EVP_PKEY_CTX *context = key == NULL ? NULL : EVP_PKEY_CTX_new(key, NULL);
  int paired = context != NULL && EVP_PKEY_pairwise_check(context) == 1;
  EVP_PKEY_CTX_free(context);
  if (paired) return key;
  EVP_PKEY_free(key);
  return NULL;
}

int blob_of_public(const EVP_PKEY *key, ECCPUBLICKEYBLOB *blob) {
  BYTE point[65];
  size_t length = 0;
  if (EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point, &length) != 1) return 0;
  if (length != sizeof point) return 0;
  memset(blob, 0, sizeof *blob);
  blob->BitLen = 256;
  memcpy(blob->XCoordinate + 32, point + 1, 32);
  memcpy(blob->YCoordinate + 32, point + 33, 32);
  return 1;
}

int rsa_blob_of_public(const EVP_PKEY *key, RSAPUBLICKEYBLOB *blob) {
  BIGNUM *modulus = NULL, *exponent = NULL;
  memset(blob, 0, sizeof *blob);
  blob->AlgID = SGD_RSA;
  blob->BitLen = (ULONG)EVP_PKEY_get_bits(key);
  int done = EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &modulus) == 1 &&
             EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &exponent) == 1 &&
             BN_bn2binpad(modulus, blob->Modulus, sizeof blob->Modulus) > 0 &&
             BN_bn2binpad(exponent, blob->PublicExponent, sizeof blob->PublicExponent) > 0;
  BN_free(modulus);
  BN_free(exponent);
  return done;
}

/* SM2Cipher (GM/T 0009) is SEQUENCE { x INTEGER, y INTEGER, hash OCTET STRING, cipher OCTET STRING }. */
static int number_into(const ASN1_TYPE *value, BYTE field[64]) {
  if (value->type != V_ASN1_INTEGER) return 0;
  BIGNUM *number = ASN1_INTEGER_to_BN(value->value.integer, NULL);
  memset(field, 0, 64);
  int fits = number != NULL && BN_bn2binpad(number, field + 32, 32) == 32;
  BN_free(number);
  return fits;
}

static int octets_into(const ASN1_TYPE *value, BYTE *out, size_t length) {
  if (value->type != V_ASN1_OCTET_STRING || (size_t)ASN1_STRING_length(value->value.octet_string) != length) return 0;
  memcpy(out, ASN1_STRING_get0_data(value->value.octet_string), length);
  return 1;
}

ULONG sm2_encrypt(EVP_PKEY *key, const BYTE *plain, size_t length, ECCCIPHERBLOB *blob) {
  BYTE der[512];
  const BYTE *at = der;
  size_t size = sizeof der;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
  int made = EVP_PKEY_encrypt_init(context) == 1 && EVP_PKEY_encrypt(context, der, &size, plain, length) == 1;
  EVP_PKEY_CTX_free(context);
  ASN1_SEQUENCE_ANY *parts = made ? d2i_ASN1_SEQUENCE_ANY(NULL, &at, (long)size) : NULL;
  int read = parts != NULL && sk_ASN1_TYPE_num(parts) == 4 && number_into(sk_ASN1_TYPE_value(parts, 0), blob->XCoordinate) &&
             number_into(sk_ASN1_TYPE_value(parts, 1), blob->YCoordinate) &&
             octets_into(sk_ASN1_TYPE_value(parts, 2), blob->HASH, sizeof blob->HASH) &&
             octets_into(sk_ASN1_TYPE_value(parts, 3), blob->Cipher, length);
  sk_ASN1_TYPE_pop_free(parts, ASN1_TYPE_free);
  blob->CipherLen = (ULONG)length;
  return read ? SAR_OK : SAR_FAIL;
}

static ASN1_TYPE *number_of(const BYTE field[64]) {
  ASN1_TYPE *value = ASN1_TYPE_new();
  BIGNUM *number = BN_bin2bn(field + 32, 32, NULL);
  ASN1_TYPE_set(value, V_ASN1_INTEGER, BN_to_ASN1_INTEGER(number, NULL));
  BN_free(number);
  return value;
}

static ASN1_TYPE *octets_of(const BYTE *bytes, size_t length) {
  ASN1_TYPE *value = ASN1_TYPE_new();
  ASN1_OCTET_STRING *octets = ASN1_OCTET_STRING_new();
  ASN1_OCTET_STRING_set(octets, bytes, (int)length);
  ASN1_TYPE_set(value, V_ASN1_OCTET_STRING, octets);
  return value;
}

ULONG sm2_decrypt(EVP_PKEY *key, const ECCCIPHERBLOB *blob, BYTE *plain, size_t *length) {
  if (blob->CipherLen == 0 || blob->CipherLen > 256) return SAR_INDATALENERR;
  ASN1_SEQUENCE_ANY *parts = sk_ASN1_TYPE_new_null();
  sk_ASN1_TYPE_push(parts, number_of(blob->XCoordinate));
  sk_ASN1_TYPE_push(parts, number_of(blob->YCoordinate));
  sk_ASN1_TYPE_push(parts, octets_of(blob->HASH, sizeof blob->HASH));
  sk_ASN1_TYPE_push(parts, octets_of(blob->Cipher, blob->CipherLen));
  BYTE *der = NULL;
  int size = i2d_ASN1_SEQUENCE_ANY(parts, &der);
  sk_ASN1_TYPE_pop_free(parts, ASN1_TYPE_free);
  if (size <= 0) return SAR_FAIL;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
  int opened = EVP_PKEY_decrypt_init(context) == 1 && EVP_PKEY_decrypt(context, plain, length, der, (size_t)size) == 1;
  EVP_PKEY_CTX_free(context);
  OPENSSL_free(der);
  return opened ? SAR_OK : SAR_INDATAERR;
}
