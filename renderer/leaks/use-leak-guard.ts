/** The guard for as long as the window stands, also while it is locked, by the policy as it is now. */
import { useEffect } from "react";
import { utf8 } from "../../shared/bytes";
import { digestOf } from "../../shared/digest";
import type { Desk } from "../desk";
import { usePolicy } from "../managed-policy";
import { guardLeaks } from "./guard";

export function useLeakGuard({ ask, listen }: Pick<Desk, "ask" | "listen">): void {
  const leaks = usePolicy({ ask, listen })?.applied.leaks;
  // By its values: a change elsewhere in the policy is no reason to forget what was copied.
  const { clipboard, capture } = leaks ?? { clipboard: null, capture: null };
  useEffect(() => {
    if (clipboard === null || capture === null) return;
    return guardLeaks({
      page: window,
      policy: { clipboard, capture },
      copied: (text) => {
        const digest = digestOf(utf8(text.replaceAll("\r\n", "\n").trimEnd()));
        // Main clears by its own time as well; without an answer nothing is lost but the sooner clearing.
        void ask("desk:clipboard.copied", { digest }).catch(() => undefined);
      },
      onClear: (clear) => listen("desk:clipboard.clear", clear),
      onLocked: (forget) => listen("desk:session.changed", ({ state }) => state === "locked" && forget()),
    });
  }, [ask, listen, clipboard, capture]);
}
