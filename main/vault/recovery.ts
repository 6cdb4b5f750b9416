/** The slot for the platform: a share that only the city's recovery key opens, bound to this store and its owner. */
import { randomBytes } from "node:crypto";
import { sealBox } from "../../node/sealed-box";
import { digestOf } from "../../shared/digest";
import type { Digest } from "../../shared/schema";
import { type OwnerName, recoveryLabel } from "../../shared/trust/recovery";
import type { SlotOf } from "./slot";

export interface RecoveryKey {
  /** Digest of the public key: a slot tells to whom it is wrapped. */
  readonly to: Digest;
  readonly share: (storeId: string) => RecoveryShare;
}

export type RecoveryShare = Pick<SlotOf<"recovery">, "to" | "owner"> & {
  readonly share: Uint8Array;
  readonly sealed: Uint8Array;
};

/** `spki` is pinned with the city's root: nothing the platform says later can redirect a slot. */
export function recoveryKey(spki: Uint8Array, owner: OwnerName): RecoveryKey {
  const to = digestOf(spki);
  return {
    to,
    share: (storeId) => {
      const share = randomBytes(32);
      return { to, owner, share, sealed: sealBox(spki, share, recoveryLabel(storeId, owner)) };
    },
  };
}
