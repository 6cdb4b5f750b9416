/* What the parts of the token share: its state on disk, its handles, its keys. */
#ifndef SOFT_TOKEN_H
#define SOFT_TOKEN_H

#include <openssl/evp.h>
#include <stddef.h>
#include <time.h>

#include "skf.h"

enum { DEVICES = 2, NAME_MAX_BYTES = 64, PATH_BYTES = 1024, MAX_CONTAINERS = 16 };

/* --- guard.c: one call at a time, in this process and between processes; planted faults act here. --- */
struct guard {
  int lock;
  ULONG refusal;
  /* Signs something else than it was given; puts the numbers to the left of their fields. */
  int garble, left;
};
struct guard enter(const char *call);
void leave(struct guard *guard);
#define GUARD(call)                                                        \
  struct guard guard __attribute__((cleanup(leave))) = enter(#call);       \
  if (guard.refusal != SAR_OK) return guard.refusal

/* --- state.c: everything lies in files below one folder. --- */
struct place {
  char path[PATH_BYTES];
};
struct place root(void);
struct place below(struct place folder, const char *name);
int exists(struct place file);
/* Bytes read, or -1. `out` is not terminated. */
long read_file(struct place file, void *out, size_t room);
int write_file(struct place file, const void *data, size_t length);
int make_folder(struct place folder);
void remove_folder(struct place folder);
int valid_name(const char *name);
/* Names below a folder, sorted, each with its NUL. Returns the length without the closing NUL. */
size_t names_in(struct place folder, char *out, size_t room);
/* Two-call pattern of lists and byte strings. */
ULONG give(const void *data, size_t length, void *out, ULONG *size);

/* --- handle.c: handles are numbers, never pointers: whatever comes in is looked up. --- */
enum kind { KIND_DEVICE = 1, KIND_APPLICATION, KIND_CONTAINER, KIND_KEY, KIND_DIGEST };
struct device {
  int index;
  struct place place;
  /* Which insertion this handle belongs to: a device pulled out and put back is another. */
  struct timespec inserted;
  BYTE challenge[16];
  int challenged, authenticated;
};
struct application {
  struct device *device;
  struct place place;
  int user, admin;
};
struct container {
  struct application *application;
  struct place place;
};
struct session_key {
  struct device *device;
  BYTE key[16];
  ULONG algorithm;
  EVP_CIPHER_CTX *cipher;
  int encrypting;
};
struct digest {
  struct device *device;
  EVP_MD_CTX *context;
};
HANDLE open_handle(enum kind kind, void *object);
void *of_handle(HANDLE handle, enum kind kind);
int close_handle(HANDLE handle, enum kind kind);
/* Closes whatever was opened through `owner`. */
void close_owned(void *owner);
/* SAR_OK while the device of this handle is still the one that was inserted. */
ULONG present(const struct device *device);
struct place device_place(int index);
void device_name(int index, char *name, size_t room);

/* Looks a handle up and makes sure its device is there. */
#define OBJECT(type, kind, variable, handle, device_of)                    \
  struct type *variable = of_handle(handle, kind);                         \
  if (variable == NULL) return SAR_INVALIDHANDLEERR;                       \
  if (present(device_of) != SAR_OK) return present(device_of)
#define DEVICE(variable, handle) OBJECT(device, KIND_DEVICE, variable, handle, variable)
#define APPLICATION(variable, handle) OBJECT(application, KIND_APPLICATION, variable, handle, variable->device)
#define CONTAINER(variable, handle) OBJECT(container, KIND_CONTAINER, variable, handle, variable->application->device)
#define SESSION_KEY(variable, handle) OBJECT(session_key, KIND_KEY, variable, handle, variable->device)
#define DIGEST(variable, handle) OBJECT(digest, KIND_DIGEST, variable, handle, variable->device)

/* --- pin.c --- */
int set_pin(struct place application, ULONG type, const char *pin, ULONG tries);

/* --- keys.c --- */
EVP_PKEY *load_key(struct place container, BOOL sign);
int store_key(struct place container, BOOL sign, EVP_PKEY *key);
int is_sm2(const EVP_PKEY *key);
EVP_PKEY *public_of_blob(const ECCPUBLICKEYBLOB *blob);
EVP_PKEY *pair_of(const ECCPUBLICKEYBLOB *blob, const BYTE secret[32]);
int blob_of_public(const EVP_PKEY *key, ECCPUBLICKEYBLOB *blob);
int rsa_blob_of_public(const EVP_PKEY *key, RSAPUBLICKEYBLOB *blob);
/* SM2 encryption between OpenSSL's DER and the blob of the interface. `blob` must have room for `length` bytes. */
ULONG sm2_encrypt(EVP_PKEY *key, const BYTE *plain, size_t length, ECCCIPHERBLOB *blob);
ULONG sm2_decrypt(EVP_PKEY *key, const ECCCIPHERBLOB *blob, BYTE *plain, size_t *length);

#endif
