/** Nobody has touched the window for so long: the workstation locks itself (L1). The window goes first, main sees to it. */
export const idleLockMs = 10 * 60_000;
