/** The stores of this machine, as the entry may show them; nothing of what is in them. */
import { useCallback, useEffect, useState } from "react";
import type { Output } from "../../../shared/ipc/contract";
import type { Ask } from "../../services";

type Known = Output<"desk:vault.stores">;

export function useStores(ask: Ask) {
  const [known, setKnown] = useState<Known>({ stores: [], shortestPin: 6 });
  // Without an answer the key is still a way in, and its own failure is told.
  const readStores = useCallback(() => ask("desk:vault.stores", null).then(setKnown, () => undefined), [ask]);
  useEffect(() => void readStores(), [readStores]);
  return { ...known, readStores };
}
