/* Waiting for a device to come or go. Some vendors have no such call: SOFTSKF_NO_EVENTS. */
#include <string.h>
#include <unistd.h>

#include "token.h"

#ifdef SOFTSKF_NO_EVENTS

API ULONG SKF_WaitForDevEvent(char *name, ULONG *size, ULONG *event) {
  (void)name, (void)size, (void)event;
  return SAR_NOTSUPPORTYETERR;
}

API ULONG SKF_CancelWaitForDevEvent(void) { return SAR_NOTSUPPORTYETERR; }

#else

static volatile int waiting, cancelled;

static unsigned plugged(void) {
  unsigned set = 0;
  for (int i = 0; i < DEVICES; i += 1) set |= exists(below(device_place(i), "present")) ? 1u << i : 0;
  return set;
}

static ULONG report(int index, int inserted, char *name, ULONG *size, ULONG *event) {
  char found[32];
  device_name(index, found, sizeof found);
  *event = inserted ? 1 : 2;
  return give(found, strlen(found) + 1, name, size);
}

/* Not guarded: it blocks while other calls go on. */
API ULONG SKF_WaitForDevEvent(char *name, ULONG *size, ULONG *event) {
  if (name == NULL || size == NULL || event == NULL) return SAR_INVALIDPARAMERR;
  unsigned before = plugged();
  waiting = 1;
  for (cancelled = 0; !cancelled; usleep(20000)) {
    unsigned changed = before ^ plugged();
    for (int i = 0; i < DEVICES; i += 1) {
      if ((changed & 1u << i) == 0) continue;
      waiting = 0;
      return report(i, (before & 1u << i) == 0, name, size, event);
    }
  }
  waiting = 0;
  return SAR_NOT_EVENTERR;
}

API ULONG SKF_CancelWaitForDevEvent(void) {
  if (!waiting) return SAR_NOT_EVENTERR;
  cancelled = 1;
  return SAR_OK;
}

#endif
