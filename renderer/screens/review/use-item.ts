/** The item a review screen shows: read once, read again when the list says it changed or a person asks. */
import { useCallback, useEffect, useState } from "react";
import { type Failure, toFailure } from "../../../shared/failure";
import { useServices } from "../../services";
import { type Reviewed, withOwnEdit } from "./own-edit";

export type Loaded =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly failure: Failure }
  | ({ readonly kind: "ready"; readonly cached: boolean } & Reviewed);

export function useItem(itemId: string): { readonly loaded: Loaded; readonly reload: () => void } {
  const { items, drafts, proofreader, clock, session, profile } = useServices();
  const { account } = session;
  const [loaded, setLoaded] = useState<Loaded>({ kind: "loading" });
  const load = useCallback(
    (isStopped: () => boolean) => {
      const read = async () => {
        const { detail, cached } = await items.read(itemId);
        const known = account !== null && profile !== null;
        const reviewed = known
          ? await withOwnEdit(detail, { account, profile }, { drafts, proofreader, clock })
          : { detail, draft: null };
        return { kind: "ready" as const, cached, ...reviewed };
      };
      read().then(
        (ready) => {
          if (!isStopped()) setLoaded(ready);
        },
        (error: unknown) => {
          // What is on screen stays; only a screen that has nothing yet says why.
          if (!isStopped())
            setLoaded((old) => (old.kind === "ready" ? old : { kind: "failed", failure: toFailure(error) }));
        },
      );
    },
    [items, itemId, drafts, proofreader, clock, account, profile],
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
