/** The item a review screen shows: read once, read again when the list says it changed or a person asks. */
import { useCallback, useEffect, useState } from "react";
import { type Failure, toFailure } from "../../../shared/failure";
import type { ItemDetail } from "../../../shared/http/item";
import { useServices } from "../../services";

export type Loaded =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "ready"; readonly detail: ItemDetail; readonly cached: boolean };

export function useItem(itemId: string): { readonly loaded: Loaded; readonly reload: () => void } {
  const { items } = useServices();
  const [loaded, setLoaded] = useState<Loaded>({ kind: "loading" });
  const load = useCallback(
    (isStopped: () => boolean) => {
      items.read(itemId).then(
        ({ detail, cached }) => {
          if (!isStopped()) setLoaded({ kind: "ready", detail, cached });
        },
        (error: unknown) => {
          // What is on screen stays; only a screen that has nothing yet says why.
          if (!isStopped())
            setLoaded((old) => (old.kind === "ready" ? old : { kind: "failed", failure: toFailure(error) }));
        },
      );
    },
    [items, itemId],
  );
  useEffect(() => {
    let stopped = false;
    const known = () => {
      const summary = items.list().find((row) => row.itemId === itemId);
      return summary === undefined ? "" : `${summary.contentHash} ${summary.phase} ${summary.nextStep}`;
    };
    let last = known();
    setLoaded({ kind: "loading" });
    load(() => stopped);
    const stop = items.subscribe(() => {
      if (known() === last) return;
      last = known();
      load(() => stopped);
    });
    return () => {
      stopped = true;
      stop();
    };
  }, [items, itemId, load]);
  return { loaded, reload: useCallback(() => load(() => false), [load]) };
}
