/** The managed policy in the window: read once, then followed as main tells of changes. */
import { useEffect, useState } from "react";
import type { PolicyView } from "../shared/ipc/policy";
import type { Desk } from "./desk";

/** Null until main has answered; main itself goes by the policy from its start on. */
export function usePolicy({ ask, listen }: Pick<Desk, "ask" | "listen">): PolicyView | null {
  const [view, setView] = useState<PolicyView | null>(null);
  useEffect(() => {
    const stop = listen("desk:policy.changed", setView);
    // Without an answer the floors hold, which main keeps; the next change is told again.
    ask("desk:policy.read", null).then(
      (first) => setView((known) => known ?? first),
      () => undefined,
    );
    return stop;
  }, [ask, listen]);
  return view;
}
