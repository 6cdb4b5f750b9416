/** The window left out of screen pictures as the policy says (L3), from the first moment and whenever the policy changes. */
import { policyView } from "../../shared/ipc/policy";
import type { Desk } from "../desk";
import type { ProtectedWindow } from "./ports";

/**
 * Windows and macOS keep the window out of pictures; on Linux Electron has no such call, and the policy's documentation says
 * so. Answers the end of listening.
 */
export async function protectFromCapture(
  window: ProtectedWindow,
  desk: Pick<Desk, "call" | "listen">,
): Promise<() => void> {
  const apply = (view: unknown): void => {
    const read = policyView.safeParse(view);
    // What cannot be read is no leave to be pictured.
    window.setContentProtection(!read.success || read.data.applied.leaks.capture === "block");
  };
  const stop = desk.listen((name, payload) => {
    if (name === "desk:policy.changed") apply(payload);
  });
  const reply = await desk.call("desk:policy.read", null);
  apply(reply.ok ? reply.value : null);
  return stop;
}
