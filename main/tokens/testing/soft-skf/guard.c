/*
 * One call at a time, as on a real key. Faults are planted by name of the call, one a line, in SOFTSKF_FAULTS when it is
 * compiled or in the file `faults` of the state folder:
 *   crash SKF_ECCSignData      slow SKF_VerifyPIN 1500      hang SKF_EnumDev      noise SKF_EnumDev
 *   fail SKF_ConnectDev 0A000023                            remove SKF_ECCSignData (all devices are pulled out first)
 *   garble SKF_ECCSignData (a wrong signature)              left SKF_ECCSignData (numbers aligned the wrong way)
 */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "token.h"

#ifndef SOFTSKF_FAULTS
#define SOFTSKF_FAULTS ""
#endif

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static void pull_out_all(void) {
  for (int i = 0; i < DEVICES; i += 1) unlink(below(device_place(i), "present").path);
}

static ULONG act(struct guard *guard, const char *verb, const char *argument, const char *call) {
  if (strcmp(verb, "crash") == 0) raise(SIGSEGV);
  if (strcmp(verb, "hang") == 0) for (;;) pause();
  if (strcmp(verb, "slow") == 0) usleep((useconds_t)atoi(argument) * 1000);
  if (strcmp(verb, "noise") == 0) dprintf(1, "SKF trace: %s\n", call);
  if (strcmp(verb, "remove") == 0) pull_out_all();
  if (strcmp(verb, "garble") == 0) guard->garble = 1;
  if (strcmp(verb, "left") == 0) guard->left = 1;
  if (strcmp(verb, "fail") == 0) return (ULONG)strtoul(argument, NULL, 16);
  return SAR_OK;
}

static void plant(struct guard *guard, const char *call) {
  char text[2048] = SOFTSKF_FAULTS "\n";
  size_t used = strlen(text);
  long more = read_file(below(root(), "faults"), text + used, sizeof text - used - 1);
  text[used + (more > 0 ? (size_t)more : 0)] = '\0';
  char *rest = NULL;
  for (char *line = strtok_r(text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
    char verb[16], name[64], argument[32] = "";
    if (sscanf(line, "%15s %63s %31s", verb, name, argument) < 2 || strcmp(name, call) != 0) continue;
    ULONG answer = act(guard, verb, argument, call);
    if (answer != SAR_OK) guard->refusal = answer;
  }
}

struct guard enter(const char *call) {
  pthread_mutex_lock(&turn);
  struct guard guard = {.refusal = SAR_OK};
  plant(&guard, call);
  guard.lock = open(below(root(), "lock").path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (guard.lock >= 0) flock(guard.lock, LOCK_EX);
  return guard;
}

void leave(struct guard *guard) {
  if (guard->lock >= 0) close(guard->lock);
  pthread_mutex_unlock(&turn);
}
