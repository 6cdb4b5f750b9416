/* The token's memory: files below SOFTSKF_DIR, or below LIBRARY.state beside the library itself. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "token.h"

struct place root(void) {
  struct place folder;
  const char *named = getenv("SOFTSKF_DIR");
  Dl_info self;
  if (named != NULL) {
    snprintf(folder.path, sizeof folder.path, "%s", named);
  } else if (dladdr((void *)root, &self) != 0) {
    snprintf(folder.path, sizeof folder.path, "%s.state", self.dli_fname);
  } else {
    snprintf(folder.path, sizeof folder.path, "soft-skf.state");
  }
  return folder;
}

struct place below(struct place folder, const char *name) {
  struct place file;
  int length = snprintf(file.path, sizeof file.path, "%.*s/%s", (int)(PATH_BYTES - NAME_MAX_BYTES - 2), folder.path, name);
  if (length < 0 || (size_t)length >= sizeof file.path) file.path[0] = '\0';
  return file;
}

int exists(struct place file) { return access(file.path, F_OK) == 0; }

long read_file(struct place file, void *out, size_t room) {
  FILE *stream = fopen(file.path, "rb");
  if (stream == NULL) return -1;
  size_t length = fread(out, 1, room, stream);
  int more = fgetc(stream) != EOF;
  fclose(stream);
  return more ? -1 : (long)length;
}

/* Another process sees the old file or the new one, never half of it. */
int write_file(struct place file, const void *data, size_t length) {
  char aside[PATH_BYTES + 8];
  snprintf(aside, sizeof aside, "%s.new", file.path);
  FILE *stream = fopen(aside, "wb");
  if (stream == NULL) return 0;
  int whole = fwrite(data, 1, length, stream) == length;
  return fclose(stream) == 0 && whole && rename(aside, file.path) == 0;
}

int make_folder(struct place folder) { return mkdir(folder.path, 0700) == 0 || exists(folder); }

void remove_folder(struct place folder) {
  DIR *open = opendir(folder.path);
  if (open == NULL) return;
  for (struct dirent *entry = readdir(open); entry != NULL; entry = readdir(open)) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    struct place inner = below(folder, entry->d_name);
    if (unlink(inner.path) != 0) remove_folder(inner);
  }
  closedir(open);
  rmdir(folder.path);
}

int valid_name(const char *name) {
  if (name == NULL) return 0;
  size_t length = strnlen(name, NAME_MAX_BYTES + 1);
  return length > 0 && length <= NAME_MAX_BYTES && name[0] != '.' && strchr(name, '/') == NULL;
}

static int visible(const struct dirent *entry) { return entry->d_name[0] != '.'; }

size_t names_in(struct place folder, char *out, size_t room) {
  struct dirent **entries;
  int count = scandir(folder.path, &entries, visible, alphasort);
  size_t used = 0;
  for (int i = 0; i < count; i += 1) {
    size_t length = strlen(entries[i]->d_name) + 1;
    if (used + length <= room) {
      memcpy(out + used, entries[i]->d_name, length);
      used += length;
    }
    free(entries[i]);
  }
  if (count >= 0) free(entries);
  return used;
}

ULONG give(const void *data, size_t length, void *out, ULONG *size) {
  if (size == NULL) return SAR_INVALIDPARAMERR;
  ULONG room = *size;
  *size = (ULONG)length;
  if (out == NULL) return SAR_OK;
  if (room < length) return SAR_BUFFER_TOO_SMALL;
  memcpy(out, data, length);
  return SAR_OK;
}
