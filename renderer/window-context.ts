/** What the frame and its own screens need beyond the services that every screen gets. */
import { createContext, useContext } from "react";
import type { Failure } from "../shared/failure";
import type { Output, SessionView } from "../shared/ipc/contract";
import type { KeyInfo } from "../shared/ipc/key";
import type { Signal } from "./signal";
import type { SigningTray } from "./signing-tray";
import type { Workstation } from "./workstation";

export type AppInfo = Output<"desk:app.info">;
export type WorkTab = "drafts" | "waiting" | "returned" | "unsent" | "corrections" | "done";

export interface WindowControl {
  readonly station: Workstation;
  readonly session: Signal<SessionView>;
  readonly appInfo: AppInfo;
  /** The policy keeps the window out of screen pictures. */
  readonly captureRefused: boolean;
  readonly workTab: WorkTab;
  readonly showTab: (tab: WorkTab) => void;
  /** Why no sound city profile came from the platform; null when all is well. */
  readonly profileTrouble: Failure | null;
  /** The certificate in use, when it is known in this window. */
  readonly keyInUse: KeyInfo | null;
  /** What was read and waits to be signed together. */
  readonly tray: SigningTray;
  readonly lock: () => void;
  readonly signOut: () => void;
  /** Opens the sign-in dialog over the window, so that work goes on where it was. */
  readonly signIn: () => void;
}

export const WindowContext = createContext<WindowControl | null>(null);

/** @throws Error outside an unlocked window. */
export function useWindow(): WindowControl {
  const control = useContext(WindowContext);
  if (control === null) throw new Error("no unlocked window here");
  return control;
}
