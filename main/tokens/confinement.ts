/**
 * What the signer process gives up before it loads a vendor's library: core files, being read by a debugger of the same
 * account, and outliving the desk. A PIN is in its memory for the time of a login.
 */
import koffi from "koffi";

const RLIMIT_CORE = 4;
const PR_SET_PDEATHSIG = 1;
const PR_SET_DUMPABLE = 4;
const SIGKILL = 9;

/** `forked`: by Node, whose main thread starts its children. */
export function confine(forked: boolean): void {
  if (process.platform === "win32") return;
  const system = koffi.load(null);
  const setLimit = system.func("setrlimit", "int", ["int", "void *"]);
  // Two zeros, of whatever width this system's rlim_t has.
  setLimit(RLIMIT_CORE, Buffer.alloc(16));
  if (process.platform !== "linux") return;
  const control = system.func("prctl", "int", [
    "int",
    "unsigned long",
    "unsigned long",
    "unsigned long",
    "unsigned long",
  ]);
  control(PR_SET_DUMPABLE, 0, 0, 0, 0);
  // The signal comes when the thread ends that started us; Chromium starts processes from threads that come and go, and
  // ends its utility processes itself.
  if (forked) control(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
}
