/*
 * A PKCS#11 library that stands before a real one and goes wrong on demand, for tests.
 *
 * FAULT_PKCS11_MODULE names the real library, FAULT_PKCS11_FOLDER a folder with a file `control`, read anew at every
 * call, one order a line:
 *
 *   round N                         counting of calls begins anew when N changes
 *   absent LABEL                    the token with this label is not plugged in
 *   remove FUNCTION N LABEL         it is pulled at the N-th call of FUNCTION, and stays away (file `removed.LABEL`)
 *   slow FUNCTION MILLISECONDS      every call of FUNCTION takes so long
 *   fail FUNCTION N VALUE           the N-th call answers VALUE (decimal)
 *   crash FUNCTION N                the N-th call ends the process as a fault in native code does
 *   hang FUNCTION N                 the N-th call never returns
 *   noise                           every call prints to standard output and standard error
 *   pad LABEL PIN                   the token has a PIN pad, on which PIN is typed; the word `cancel` cancels there
 *
 * A token allows TRIES wrong PINs; what is left stands in `tries.LABEL`, and deleting that file unblocks it.
 *
 * The few definitions of PKCS#11 v2.40 that are needed are written out below.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef unsigned long ULONG;
typedef unsigned char BYTE;

enum { OK = 0, GENERAL_ERROR = 5, DEVICE_REMOVED = 0x32, FUNCTION_CANCELED = 0x50, PIN_INCORRECT = 0xA0,
       PIN_LOCKED = 0xA4, TOKEN_NOT_PRESENT = 0xE0, BUFFER_TOO_SMALL = 0x150 };
enum { PIN_PAD = 0x100, COUNT_LOW = 0x10000, FINAL_TRY = 0x20000, LOCKED = 0x40000 };
enum { TRIES = 6, SLOTS = 64, TEXT = 600 };

/* Places in CK_FUNCTION_LIST. */
enum { INITIALIZE = 0, GET_FUNCTION_LIST = 3, GET_SLOT_LIST = 4, GET_TOKEN_INFO = 6, OPEN_SESSION = 12,
       CLOSE_SESSION = 13, CLOSE_ALL_SESSIONS = 14, GET_SESSION_INFO = 15, LOGIN = 18, LOGOUT = 19,
       GET_ATTRIBUTE_VALUE = 24, FIND_OBJECTS_INIT = 26, FIND_OBJECTS = 27, SIGN_INIT = 42, SIGN = 43, FUNCTIONS = 68 };

typedef struct { BYTE version[2]; void *function[FUNCTIONS]; } FUNCTION_LIST;
typedef struct { BYTE label[32], manufacturer[32], model[16], serial[16]; ULONG flags, numbers[10]; BYTE rest[20]; } TOKEN_INFO;
typedef struct { ULONG slot, state, flags, error; } SESSION_INFO;

static FUNCTION_LIST *real, ours;

#define REAL(place, ...) ((ULONG(*)(__VA_ARGS__))real->function[place])

/* --- the control file ------------------------------------------------------------------------------------------- */

static const char *folder(void) { const char *named = getenv("FAULT_PKCS11_FOLDER"); return named ? named : "."; }

static FILE *file_of(const char *name, const char *label, const char *mode) {
  char path[TEXT];
  snprintf(path, sizeof path, "%s/%s%s%s", folder(), name, label ? "." : "", label ? label : "");
  return fopen(path, mode);
}

typedef struct { char verb[32], first[64], second[64], third[64]; } ORDER;
typedef void (*VISIT)(const ORDER *order, void *about);

static void each_order(VISIT visit, void *about) {
  char line[TEXT];
  FILE *file = file_of("control", NULL, "r");
  if (!file) return;
  while (fgets(line, sizeof line, file)) {
    ORDER order = {"", "", "", ""};
    if (sscanf(line, "%31s %63s %63s %63s", order.verb, order.first, order.second, order.third) >= 1) visit(&order, about);
  }
  fclose(file);
}

typedef struct { const char *verb, *first; ORDER found; int yes; } QUESTION;

static void match(const ORDER *order, void *about) {
  QUESTION *question = about;
  if (question->yes || strcmp(order->verb, question->verb)) return;
  if (question->first && strcmp(order->first, question->first)) return;
  question->found = *order;
  question->yes = 1;
}

static int ordered(const char *verb, const char *first, ORDER *found) {
  QUESTION question = {verb, first, {"", "", "", ""}, 0};
  each_order(match, &question);
  if (question.yes && found) *found = question.found;
  return question.yes;
}

/* --- presence and tries ------------------------------------------------------------------------------------------ */

static void label_of(ULONG slot, char *label) {
  TOKEN_INFO info;
  label[0] = 0;
  if (REAL(GET_TOKEN_INFO, ULONG, TOKEN_INFO *)(slot, &info) != OK) return;
  memcpy(label, info.label, sizeof info.label);
  label[sizeof info.label] = 0;
  for (int at = sizeof info.label - 1; at >= 0 && label[at] == ' '; at--) label[at] = 0;
}

static int pulled(const char *label) {
  FILE *file = file_of("removed", label, "r");
  if (file) fclose(file);
  return file != NULL;
}

/* A token that is away has lost its sessions: when it comes back, they are not valid again. */
static int absent(ULONG slot) {
  char label[33];
  label_of(slot, label);
  int away = label[0] && (ordered("absent", label, NULL) || pulled(label));
  if (away) REAL(CLOSE_ALL_SESSIONS, ULONG)(slot);
  return away;
}

static ULONG all_slots(ULONG *slots) {
  ULONG count = SLOTS;
  return REAL(GET_SLOT_LIST, BYTE, ULONG *, ULONG *)(1, slots, &count) == OK ? count : 0;
}

static int any_absent(void) {
  ULONG slots[SLOTS], count = all_slots(slots);
  int away = 0;
  for (ULONG at = 0; at < count; at++) away |= absent(slots[at]);
  return away;
}

static int tries_left(const char *label) {
  int left = TRIES;
  FILE *file = file_of("tries", label, "r");
  if (!file) return TRIES;
  if (fscanf(file, "%d", &left) != 1) left = TRIES;
  fclose(file);
  return left;
}

static void set_tries(const char *label, int left) {
  FILE *file = file_of("tries", label, "w");
  if (!file) return;
  fprintf(file, "%d", left);
  fclose(file);
}

/* --- faults ------------------------------------------------------------------------------------------------------ */

typedef struct { const char *name; ULONG calls; ULONG answer; } CALL;

static void act(const ORDER *order, void *about) {
  CALL *call = about;
  if (!strcmp(order->verb, "noise")) {
    printf("vendor library: %s called\n", call->name);
    fprintf(stderr, "vendor library: %s called\n", call->name);
    fflush(stdout);
    return;
  }
  if (strcmp(order->first, call->name)) return;
  ULONG number = strtoul(order->second, NULL, 10);
  if (!strcmp(order->verb, "slow")) usleep((useconds_t)number * 1000);
  if (number != call->calls) return;
  if (!strcmp(order->verb, "fail")) call->answer = strtoul(order->third, NULL, 10);
  if (!strcmp(order->verb, "crash")) raise(SIGSEGV);
  if (!strcmp(order->verb, "hang")) for (;;) pause();
  if (!strcmp(order->verb, "remove")) {
    FILE *file = file_of("removed", order->third, "w");
    if (file) fclose(file);
  }
}

/* Counts the call and does what is ordered for it. */
static ULONG fault(const char *name, int place) {
  static ULONG calls[FUNCTIONS];
  static char round[64] = "";
  ORDER now = {"", "", "", ""};
  if (ordered("round", NULL, &now) && strcmp(now.first, round)) {
    strcpy(round, now.first);
    memset(calls, 0, sizeof calls);
  }
  CALL call = {name, ++calls[place], OK};
  each_order(act, &call);
  return call.answer;
}

static ULONG slot_of(ULONG session, ULONG *slot) {
  SESSION_INFO info;
  ULONG answer = REAL(GET_SESSION_INFO, ULONG, SESSION_INFO *)(session, &info);
  *slot = info.slot;
  return answer;
}

/* Before a call on a session: faults, then whether its token is still there. */
static ULONG before(const char *name, int place, ULONG session) {
  ULONG slot, answer = fault(name, place);
  if (answer != OK) return answer;
  if (slot_of(session, &slot) != OK) return any_absent() ? DEVICE_REMOVED : OK;
  return absent(slot) ? DEVICE_REMOVED : OK;
}

/* --- the functions ------------------------------------------------------------------------------------------------ */

static ULONG initialize(void *arguments) {
  ULONG answer = fault("C_Initialize", INITIALIZE);
  return answer != OK ? answer : REAL(INITIALIZE, void *)(arguments);
}

static ULONG get_slot_list(BYTE present, ULONG *slots, ULONG *count) {
  ULONG known[SLOTS], total, kept = 0, answer = fault("C_GetSlotList", GET_SLOT_LIST);
  if (answer != OK) return answer;
  total = all_slots(known);
  for (ULONG at = 0; at < total; at++) {
    if (present && absent(known[at])) continue;
    if (slots && kept >= *count) return BUFFER_TOO_SMALL;
    if (slots) slots[kept] = known[at];
    kept++;
  }
  *count = kept;
  return OK;
}

static ULONG get_token_info(ULONG slot, TOKEN_INFO *info) {
  char label[33];
  ULONG answer = fault("C_GetTokenInfo", GET_TOKEN_INFO);
  if (answer != OK) return answer;
  if (absent(slot)) return TOKEN_NOT_PRESENT;
  answer = REAL(GET_TOKEN_INFO, ULONG, TOKEN_INFO *)(slot, info);
  if (answer != OK) return answer;
  label_of(slot, label);
  int left = tries_left(label);
  info->flags &= ~(ULONG)(COUNT_LOW | FINAL_TRY | LOCKED);
  if (left > 0 && left < TRIES) info->flags |= COUNT_LOW;
  if (left == 1) info->flags |= FINAL_TRY;
  if (left == 0) info->flags |= LOCKED;
  if (ordered("pad", label, NULL)) info->flags |= PIN_PAD;
  return OK;
}

static ULONG open_session(ULONG slot, ULONG flags, void *about, void *notify, ULONG *session) {
  ULONG answer = fault("C_OpenSession", OPEN_SESSION);
  if (answer != OK) return answer;
  if (absent(slot)) return TOKEN_NOT_PRESENT;
  return REAL(OPEN_SESSION, ULONG, ULONG, void *, void *, ULONG *)(slot, flags, about, notify, session);
}

static ULONG judged(const char *label, ULONG answer) {
  int left = tries_left(label);
  if (answer == OK) set_tries(label, TRIES);
  if (answer != PIN_INCORRECT) return answer;
  set_tries(label, left - 1);
  return left == 1 ? PIN_LOCKED : PIN_INCORRECT;
}

static ULONG login(ULONG session, ULONG user, BYTE *pin, ULONG length) {
  char label[33];
  ORDER pad;
  ULONG slot, answer = before("C_Login", LOGIN, session);
  if (answer != OK) return answer;
  if (slot_of(session, &slot) != OK) return DEVICE_REMOVED;
  label_of(slot, label);
  if (tries_left(label) == 0) return PIN_LOCKED;
  if (ordered("pad", label, &pad)) {
    if (pin || !strcmp(pad.second, "cancel")) return FUNCTION_CANCELED;
    pin = (BYTE *)pad.second;
    length = strlen(pad.second);
  }
  return judged(label, REAL(LOGIN, ULONG, ULONG, BYTE *, ULONG)(session, user, pin, length));
}

#define ON_SESSION(own, name, place, types, names)                                 \
  static ULONG own types {                                                          \
    ULONG answer = before(name, place, session);                                    \
    return answer != OK ? answer : ((ULONG(*) types)real->function[place]) names;   \
  }

ON_SESSION(logout, "C_Logout", LOGOUT, (ULONG session), (session))
ON_SESSION(close_session, "C_CloseSession", CLOSE_SESSION, (ULONG session), (session))
ON_SESSION(get_attribute_value, "C_GetAttributeValue", GET_ATTRIBUTE_VALUE,
           (ULONG session, ULONG object, void *attributes, ULONG count), (session, object, attributes, count))
ON_SESSION(find_objects_init, "C_FindObjectsInit", FIND_OBJECTS_INIT, (ULONG session, void *attributes, ULONG count),
           (session, attributes, count))
ON_SESSION(find_objects, "C_FindObjects", FIND_OBJECTS, (ULONG session, ULONG *objects, ULONG most, ULONG *count),
           (session, objects, most, count))
ON_SESSION(sign_init, "C_SignInit", SIGN_INIT, (ULONG session, void *mechanism, ULONG key), (session, mechanism, key))
ON_SESSION(sign, "C_Sign", SIGN, (ULONG session, BYTE *data, ULONG length, BYTE *value, ULONG *room),
           (session, data, length, value, room))

ULONG C_GetFunctionList(FUNCTION_LIST **list);

static ULONG wrap(void) {
  const char *path = getenv("FAULT_PKCS11_MODULE");
  void *library = path ? dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND) : NULL;
  ULONG (*get)(FUNCTION_LIST **) = library ? (ULONG(*)(FUNCTION_LIST **))dlsym(library, "C_GetFunctionList") : NULL;
  if (!get || get(&real) != OK) return GENERAL_ERROR;
  ours = *real;
  const struct { int place; void *function; } own[] = {
      {INITIALIZE, initialize}, {GET_FUNCTION_LIST, C_GetFunctionList}, {GET_SLOT_LIST, get_slot_list},
      {GET_TOKEN_INFO, get_token_info}, {OPEN_SESSION, open_session}, {CLOSE_SESSION, close_session}, {LOGIN, login},
      {LOGOUT, logout}, {GET_ATTRIBUTE_VALUE, get_attribute_value}, {FIND_OBJECTS_INIT, find_objects_init},
      {FIND_OBJECTS, find_objects}, {SIGN_INIT, sign_init}, {SIGN, sign}};
  for (size_t at = 0; at < sizeof own / sizeof own[0]; at++) ours.function[own[at].place] = own[at].function;
  return OK;
}

ULONG C_GetFunctionList(FUNCTION_LIST **list) {
  if (!real) {
    ULONG answer = wrap();
    if (answer != OK) return answer;
  }
  *list = &ours;
  return OK;
}
