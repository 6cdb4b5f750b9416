/** What the program says of itself to the window. */
import type { Output } from "../shared/ipc/contract";
import type { Policy } from "../shared/model/policy";
import type { Anchors } from "../shared/trust/anchors";
import type { Session } from "./platform/session";
import type { SecretStore } from "./vault/secret-store";

interface AppFacts {
  readonly shell: "electron" | "browser";
  readonly version: string;
  readonly policy: Policy;
  readonly anchors: readonly Anchors[];
}

export async function describeApp(
  { version, shell, policy, anchors }: AppFacts,
  session: Pick<Session, "isLocked" | "unlockedNow">,
  keychain: () => Promise<SecretStore | null>,
): Promise<Output<"desk:app.info">> {
  // An open store says how it is protected; before that, what a new one would get.
  const found = async () => ((await keychain()) === null ? "passphrase" : "system");
  const keyProtection = session.isLocked() ? await found() : session.unlockedNow().store.vault.protection;
  return {
    version,
    shell,
    demo: policy.demo,
    keyProtection,
    idleLockMinutes: policy.idleLockMinutes ?? null,
    siteNames: Object.fromEntries(anchors.map(({ site, name }) => [site, name])),
  };
}
