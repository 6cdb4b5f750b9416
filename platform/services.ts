/** What the platform's parts receive: nothing here is global, so that tests hand in their own clock, keys and gateway. */
import type { FastifyBaseLogger } from "fastify";
import type { Account } from "../shared/model/person";
import type { StaffKind } from "../shared/model/staff";
import type { Digest } from "../shared/schema";
import type { Anchors } from "../shared/trust/anchors";
import type { DocumentKey } from "../shared/trust/document-signature";
import type { SignatureCheck, Signer } from "../shared/trust/port";
import type { SignedDocument } from "../shared/trust/receipt";
import type { RevocationChecker } from "../shared/trust/revocation-checker";
import type { Profile } from "../shared/workflow/profile";
import type { BlobStore } from "./blobs/blob-store";
import type { Inspector } from "./effects/inspection";
import type { Throttle } from "./http/throttle";
import type { Scope } from "./identity/scope";
import type { SharedMemory } from "./memory/shared-memory";
import type { PackShelf } from "./packs/shelf";
import type { SmsGateway } from "./sms/gateway";
import type { Store } from "./store/tables";

export interface Site {
  readonly site: string;
  readonly name: string;
  readonly profile: Profile;
  readonly profileHash: Digest;
  readonly signedProfile: SignedDocument;
  readonly anchors: Anchors;
  readonly organisationCode: string;
}

export type Sites = ReadonlyMap<string, Site>;

export interface Services {
  readonly store: Store;
  /** Bytes of files: a folder, or a bucket. */
  readonly blobs: BlobStore;
  readonly sites: Sites;
  readonly clock: () => Date;
  /** The key that signs receipts of a site. @throws Error for a site without one. */
  readonly receiptSigner: (site: string) => Signer;
  /** Opens what stores are wrapped to for recovery (PKCS#8, P-256); null for a site without one. */
  readonly recoveryKey: (site: string) => Uint8Array | null;
  readonly check: SignatureCheck;
  readonly sms: SmsGateway;
  /** Secret of the platform, the same in each of its processes: MACs of SMS codes and proof nonces are made with it. */
  readonly pepper: Uint8Array;
  /** What its processes remember together for minutes. */
  readonly memory: SharedMemory;
  /** How often one address and one account may ask this process. */
  readonly throttle: Throttle;
  /** Whether certificates still stand, as the authorities say now; not knowing refuses. */
  readonly revocation: Pick<RevocationChecker, "demand" | "demandRecent">;
  /** The platform's public address, which login signatures and proofs name: one made for another is worth nothing here. */
  readonly audience: string;
  /** Demo city: both network floors are relaxed for loopback, and the SMS inbox is shown there. */
  readonly demo: boolean;
  readonly inspector: Inspector;
  /** The lexicon packs that the machine pass goes by. */
  readonly packs: PackShelf;
  readonly log: FastifyBaseLogger;
  /** Who may sign policies of units; none where the platform was not told. */
  readonly policyKeys: readonly DocumentKey[];
}

/** A signed-in account and the site it works for. */
export interface Caller {
  readonly account: Account;
  readonly site: Site;
  readonly staff: StaffKind;
  readonly scope: Scope;
  readonly expiresAt: string;
  readonly tokenHash: string;
  /** The session through all its renewals. */
  readonly family: string;
}
