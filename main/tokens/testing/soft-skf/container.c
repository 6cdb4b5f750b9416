/* Containers: a signing pair, an encryption pair, and a certificate for each. */
#include <stdlib.h>
#include <string.h>

#include "token.h"

enum { LARGEST_CERTIFICATE = 8192 };

static struct place containers(const struct application *application) { return below(application->place, "containers"); }

static HANDLE opened(struct application *application, struct place place) {
  struct container *container = calloc(1, sizeof *container);
  container->application = application;
  container->place = place;
  return open_handle(KIND_CONTAINER, container);
}

static size_t count(struct place folder) {
  char names[(NAME_MAX_BYTES + 1) * MAX_CONTAINERS];
  size_t used = names_in(folder, names, sizeof names), found = 0;
  for (size_t i = 0; i < used; i += 1) found += names[i] == '\0';
  return found;
}

API ULONG SKF_CreateContainer(HANDLE handle, char *name, HANDLE *out) {
  GUARD(SKF_CreateContainer);
  APPLICATION(application, handle);
  if (!valid_name(name)) return SAR_NAMELENERR;
  if (out == NULL) return SAR_INVALIDPARAMERR;
  if (!application->user) return SAR_USER_NOT_LOGGED_IN;
  if (count(containers(application)) >= MAX_CONTAINERS) return SAR_REACH_MAX_CONTAINER_COUNT;
  struct place place = below(containers(application), name);
  if (exists(place)) return SAR_INVALIDPARAMERR;
  if (!make_folder(place)) return SAR_FILEERR;
  *out = opened(application, place);
  return *out == NULL ? SAR_FAIL : SAR_OK;
}

API ULONG SKF_EnumContainer(HANDLE handle, char *list, ULONG *size) {
  GUARD(SKF_EnumContainer);
  APPLICATION(application, handle);
  char names[(NAME_MAX_BYTES + 1) * MAX_CONTAINERS + 1];
  size_t used = names_in(containers(application), names, sizeof names - 1);
  names[used] = '\0';
  return give(names, used + 1, list, size);
}

API ULONG SKF_OpenContainer(HANDLE handle, char *name, HANDLE *out) {
  GUARD(SKF_OpenContainer);
  APPLICATION(application, handle);
  if (!valid_name(name)) return SAR_NAMELENERR;
  if (out == NULL || !exists(below(containers(application), name))) return SAR_INVALIDPARAMERR;
  *out = opened(application, below(containers(application), name));
  return *out == NULL ? SAR_FAIL : SAR_OK;
}

API ULONG SKF_CloseContainer(HANDLE handle) {
  GUARD(SKF_CloseContainer);
  return close_handle(handle, KIND_CONTAINER) ? SAR_OK : SAR_INVALIDHANDLEERR;
}

API ULONG SKF_DeleteContainer(HANDLE handle, char *name) {
  GUARD(SKF_DeleteContainer);
  APPLICATION(application, handle);
  if (!application->user) return SAR_USER_NOT_LOGGED_IN;
  if (!valid_name(name) || !exists(below(containers(application), name))) return SAR_INVALIDPARAMERR;
  remove_folder(below(containers(application), name));
  return SAR_OK;
}

/* 0 while it is empty, 1 with RSA keys, 2 with SM2 keys. */
API ULONG SKF_GetContainerType(HANDLE handle, ULONG *type) {
  GUARD(SKF_GetContainerType);
  CONTAINER(container, handle);
  if (type == NULL) return SAR_INVALIDPARAMERR;
  EVP_PKEY *key = load_key(container->place, 1);
  *type = key == NULL ? 0 : is_sm2(key) ? 2 : 1;
  EVP_PKEY_free(key);
  return SAR_OK;
}

static struct place certificate(const struct container *container, BOOL sign) {
  return below(container->place, sign ? "sign.cer" : "exchange.cer");
}

API ULONG SKF_ImportCertificate(HANDLE handle, BOOL sign, BYTE *data, ULONG length) {
  GUARD(SKF_ImportCertificate);
  CONTAINER(container, handle);
  if (!container->application->user) return SAR_USER_NOT_LOGGED_IN;
  if (data == NULL || length == 0 || length > LARGEST_CERTIFICATE) return SAR_INDATALENERR;
  return write_file(certificate(container, sign), data, length) ? SAR_OK : SAR_FILEERR;
}

API ULONG SKF_ExportCertificate(HANDLE handle, BOOL sign, BYTE *out, ULONG *size) {
  GUARD(SKF_ExportCertificate);
  CONTAINER(container, handle);
  BYTE data[LARGEST_CERTIFICATE];
  long length = read_file(certificate(container, sign), data, sizeof data);
  return length < 0 ? SAR_CERTNOTFOUNTERR : give(data, (size_t)length, out, size);
}

API ULONG SKF_ExportPublicKey(HANDLE handle, BOOL sign, BYTE *out, ULONG *size) {
  GUARD(SKF_ExportPublicKey);
  CONTAINER(container, handle);
  EVP_PKEY *key = load_key(container->place, sign);
  if (key == NULL) return SAR_KEYNOTFOUNTERR;
  ECCPUBLICKEYBLOB ecc;
  RSAPUBLICKEYBLOB rsa;
  int sm2 = is_sm2(key);
  int done = sm2 ? blob_of_public(key, &ecc) : rsa_blob_of_public(key, &rsa);
  EVP_PKEY_free(key);
  if (!done) return SAR_KEYUSAGEERR;
  return sm2 ? give(&ecc, sizeof ecc, out, size) : give(&rsa, sizeof rsa, out, size);
}
