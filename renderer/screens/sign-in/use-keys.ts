/** The keys this workstation sees, and which of them is chosen for signing in. */
import { useCallback, useEffect, useState } from "react";
import { toFailure } from "../../../shared/failure";
import type { KeyInfo } from "../../../shared/ipc/key";
import type { Ask, Listen } from "../../services";
import { keyNow } from "./key-now";
import type { Progress } from "./progress";

interface KeysProps {
  readonly ask: Ask;
  readonly listen: Listen;
  /** Chosen at first. */
  readonly keyId: string | null;
  readonly merge: (patch: Partial<Progress>) => void;
  /** The person has begun with something else: a list that comes late leads nobody away from it. */
  readonly elsewhere: { readonly current: boolean };
}

export function useKeys({ ask, listen, keyId, merge, elsewhere }: KeysProps) {
  const [keys, setKeys] = useState<readonly KeyInfo[] | null>(null);
  const [chosen, choose] = useState<string | null>(keyId);
  const key = keys?.find((one) => one.keyId === chosen && one.usable) ?? null;

  const findKeys = useCallback(async () => {
    setKeys(null);
    try {
      const found = await ask("desk:keys.list", null);
      setKeys(found);
      const usable = found.filter((one) => one.usable);
      choose((known) =>
        usable.some((one) => one.keyId === known) ? known : usable.length === 1 ? (usable[0]?.keyId ?? null) : null,
      );
      // The person who locked is known: the PIN is asked for at once.
      const known = usable.some((one) => one.keyId === keyId);
      if (!elsewhere.current) merge(known ? { failed: null, step: 1 } : { failed: null });
    } catch (error) {
      setKeys([]);
      merge({ failed: { step: 0, failure: toFailure(error) } });
    }
  }, [ask, merge, keyId, elsewhere]);
  useEffect(() => void findKeys(), [findKeys]);
  /** What the keys tell now, e.g. how many tries are left, without leaving the step. */
  const readKeys = useCallback(() => ask("desk:keys.list", null).then(setKeys, () => undefined), [ask]);
  // A key that is plugged in or pulled while the screen stands shows at once.
  useEffect(() => listen("desk:keys.changed", () => void readKeys()), [listen, readKeys]);
  // The platform has told the time: what a wrong clock of this machine made invalid may be valid.
  const none = keys?.every(({ usable }) => !usable) === true;
  useEffect(() => (none ? listen("desk:session.changed", () => void readKeys()) : undefined), [none, listen, readKeys]);

  const current = () =>
    keyNow({ keyId: chosen, key }, async () => {
      const found = await ask("desk:keys.list", null);
      setKeys(found);
      return found;
    });

  return { keys, key, choose, findKeys, readKeys, current };
}
