/** What main knows of updates, followed as it changes; and a person's acts on it. */
import { useCallback, useEffect, useState } from "react";
import { type Failure, toFailure } from "../../../shared/failure";
import type { UpdateView } from "../../../shared/ipc/update";
import { useServices } from "../../services";

type Act = "desk:update.check" | "desk:update.install" | "desk:update.defer" | "desk:update.seen";

export interface UpdateControl {
  /** Null until main answered. */
  readonly view: UpdateView | null;
  readonly failure: Failure | null;
  readonly busy: Act | null;
  readonly act: (call: Act) => void;
  readonly show: (view: UpdateView) => void;
}

export function useUpdate(): UpdateControl {
  const { ask, listen } = useServices();
  const [view, show] = useState<UpdateView | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState<Act | null>(null);
  useEffect(() => {
    ask("desk:update.state", null).then(show, () => undefined);
    return listen("desk:update.changed", show);
  }, [ask, listen]);
  const act = useCallback(
    (call: Act) => {
      setBusy(call);
      setFailure(null);
      ask(call, null)
        .then(show, (error: unknown) => setFailure(toFailure(error)))
        .finally(() => setBusy(null));
    },
    [ask],
  );
  return { view, failure, busy, act, show };
}
