/** Everything that exists only while unlocked. */
import type { Account } from "../../shared/model/person";
import type { Store } from "../store";
import type { Credentials } from "./credentials";
import type { NoncePool } from "./nonces";
import type { SessionMemory } from "./session-memory";

export interface Unlocked {
  readonly store: Store;
  readonly memory: SessionMemory;
  readonly nonces: NoncePool;
  readonly account: Account | null;
  /** Null while not signed in. */
  readonly credentials: Credentials | null;
}
