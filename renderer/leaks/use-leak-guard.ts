/** The guard for as long as the window is unlocked, by the policy as it is now. */
import { useEffect } from "react";
import { utf8 } from "../../shared/bytes";
import { digestOf } from "../../shared/digest";
import type { LeakPolicy } from "../../shared/model/policy";
import type { Desk } from "../desk";
import { guardLeaks } from "./guard";

export function useLeakGuard({ ask, listen }: Pick<Desk, "ask" | "listen">, policy: LeakPolicy | null): void {
  useEffect(() => {
    if (policy === null) return;
    return guardLeaks({
      page: window,
      policy,
      copied: (text) => {
        const digest = digestOf(utf8(text.replaceAll("\r\n", "\n").trimEnd()));
        // Main clears by its own time as well; without an answer nothing is lost but the sooner clearing.
        void ask("desk:clipboard.copied", { digest }).catch(() => undefined);
      },
      onClear: (clear) => listen("desk:clipboard.clear", clear),
    });
  }, [ask, listen, policy]);
}
