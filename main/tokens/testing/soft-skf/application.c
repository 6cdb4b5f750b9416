/* Applications: each has its own two PINs and its own containers. */
#include <stdlib.h>
#include <string.h>

#include "token.h"

static struct place application_place(const struct device *device, const char *name) {
  return below(below(device->place, "applications"), name);
}

static HANDLE opened(struct device *device, struct place place) {
  struct application *application = calloc(1, sizeof *application);
  application->device = device;
  application->place = place;
  return open_handle(KIND_APPLICATION, application);
}

API ULONG SKF_CreateApplication(HANDLE handle, char *name, char *admin_pin, ULONG admin_tries, char *user_pin,
                                ULONG user_tries, ULONG file_rights, HANDLE *out) {
  GUARD(SKF_CreateApplication);
  (void)file_rights;
  DEVICE(device, handle);
  if (!device->authenticated) return SAR_USER_NOT_LOGGED_IN;
  if (!valid_name(name)) return SAR_APPLICATION_NAME_INVALID;
  if (out == NULL || admin_tries == 0 || user_tries == 0) return SAR_INVALIDPARAMERR;
  struct place place = application_place(device, name);
  if (exists(place)) return SAR_APPLICATION_EXISTS;
  int made = make_folder(below(device->place, "applications")) && make_folder(place) &&
             make_folder(below(place, "containers"));
  if (!made) return SAR_FILEERR;
  if (!set_pin(place, ADMIN_TYPE, admin_pin, admin_tries) || !set_pin(place, USER_TYPE, user_pin, user_tries)) {
    remove_folder(place);
    return SAR_PIN_LEN_RANGE;
  }
  *out = opened(device, place);
  return *out == NULL ? SAR_FAIL : SAR_OK;
}

API ULONG SKF_EnumApplication(HANDLE handle, char *list, ULONG *size) {
  GUARD(SKF_EnumApplication);
  DEVICE(device, handle);
  char names[1024];
  size_t used = names_in(below(device->place, "applications"), names, sizeof names - 1);
  names[used] = '\0';
  return give(names, used + 1, list, size);
}

API ULONG SKF_DeleteApplication(HANDLE handle, char *name) {
  GUARD(SKF_DeleteApplication);
  DEVICE(device, handle);
  if (!device->authenticated) return SAR_USER_NOT_LOGGED_IN;
  if (!valid_name(name) || !exists(application_place(device, name))) return SAR_APPLICATION_NOT_EXISTS;
  remove_folder(application_place(device, name));
  return SAR_OK;
}

API ULONG SKF_OpenApplication(HANDLE handle, char *name, HANDLE *out) {
  GUARD(SKF_OpenApplication);
  DEVICE(device, handle);
  if (out == NULL) return SAR_INVALIDPARAMERR;
  if (!valid_name(name) || !exists(application_place(device, name))) return SAR_APPLICATION_NOT_EXISTS;
  *out = opened(device, application_place(device, name));
  return *out == NULL ? SAR_FAIL : SAR_OK;
}

API ULONG SKF_CloseApplication(HANDLE handle) {
  GUARD(SKF_CloseApplication);
  return close_handle(handle, KIND_APPLICATION) ? SAR_OK : SAR_INVALIDHANDLEERR;
}
