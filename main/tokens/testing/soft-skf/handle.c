/* A table of what is open. A handle is slot and generation: one that was closed stays invalid when its slot is used again. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "token.h"

enum { SLOTS = 256 };

static struct {
  void *object;
  enum kind kind;
  uintptr_t generation;
} slots[SLOTS];

HANDLE open_handle(enum kind kind, void *object) {
  for (uintptr_t i = 0; i < SLOTS; i += 1) {
    if (slots[i].object != NULL) continue;
    slots[i].object = object;
    slots[i].kind = kind;
    slots[i].generation += 1;
    return (HANDLE)((slots[i].generation << 8) | i);
  }
  return NULL;
}

void *of_handle(HANDLE handle, enum kind kind) {
  uintptr_t value = (uintptr_t)handle, i = value & 0xFF;
  int known = slots[i].object != NULL && slots[i].generation == value >> 8 && slots[i].kind == kind;
  return known ? slots[i].object : NULL;
}

static void *owner_of(uintptr_t i) {
  switch (slots[i].kind) {
    case KIND_APPLICATION:
      return ((struct application *)slots[i].object)->device;
    case KIND_CONTAINER:
      return ((struct container *)slots[i].object)->application;
    case KIND_KEY:
      return ((struct session_key *)slots[i].object)->device;
    case KIND_DIGEST:
      return ((struct digest *)slots[i].object)->device;
    default:
      return NULL;
  }
}

static void release(uintptr_t i) {
  void *object = slots[i].object;
  close_owned(object);
  if (slots[i].kind == KIND_KEY) {
    EVP_CIPHER_CTX_free(((struct session_key *)object)->cipher);
    memset(object, 0, sizeof(struct session_key));
  }
  if (slots[i].kind == KIND_DIGEST) EVP_MD_CTX_free(((struct digest *)object)->context);
  slots[i].object = NULL;
  free(object);
}

int close_handle(HANDLE handle, enum kind kind) {
  if (of_handle(handle, kind) == NULL) return 0;
  release((uintptr_t)handle & 0xFF);
  return 1;
}

void close_owned(void *owner) {
  for (uintptr_t i = 0; i < SLOTS; i += 1) {
    if (slots[i].object != NULL && owner_of(i) == owner) release(i);
  }
}

ULONG present(const struct device *device) {
  struct stat now;
  if (stat(below(device->place, "present").path, &now) != 0) return SAR_DEVICE_REMOVED;
  int same = now.st_mtim.tv_sec == device->inserted.tv_sec && now.st_mtim.tv_nsec == device->inserted.tv_nsec;
  return same ? SAR_OK : SAR_DEVICE_REMOVED;
}

API ULONG SKF_CloseHandle(HANDLE handle) {
  GUARD(SKF_CloseHandle);
  int closed = close_handle(handle, KIND_KEY) || close_handle(handle, KIND_DIGEST);
  return closed ? SAR_OK : SAR_INVALIDHANDLEERR;
}
