import { useCallback, useEffect, useState } from "react";
import type { KeyInfo } from "../../shared/ipc/key";

type AskKeys = (name: "desk:keys.list", input: null) => Promise<readonly KeyInfo[]>;

/** The key as it tells about itself now: tries may have been used up since it was listed. */
export function useKeyNow<K extends KeyInfo | null>(ask: AskKeys, known: K) {
  const [found, setFound] = useState<KeyInfo | null>(null);
  const keyId = known?.keyId ?? null;
  const readKey = useCallback(() => {
    ask("desk:keys.list", null).then(
      (keys) => setFound((old) => keys.find((each) => each.keyId === keyId) ?? old),
      () => undefined,
    );
  }, [ask, keyId]);
  useEffect(readKey, [readKey]);
  return { key: found?.keyId === keyId ? (found ?? known) : known, readKey };
}
