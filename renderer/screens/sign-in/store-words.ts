/** Two stores of one person told apart (D8): where each came from, how many drafts, and when one was last changed. */
import type { StoreView } from "../../../shared/ipc/vault";
import { vaultText } from "../../text/vault";
import { fullTime } from "../../ui/time";

/** Empty where there is nothing to confuse it with. */
export function storeWords({ broughtBy, facts }: Pick<StoreView, "broughtBy" | "facts">): string {
  if (facts === null) return "";
  const from = broughtBy === null ? vaultText.begunHere : vaultText.fromBackup(fullTime(instantOf(broughtBy)));
  const changed = facts.changedAt === null ? vaultText.neverChanged : vaultText.changedAt(fullTime(facts.changedAt));
  return vaultText.storeFacts(from, facts.drafts, changed);
}

/** A generation is named after its time: 20261119T110000Z. */
const instantOf = (generation: string): string =>
  generation.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6.000Z");
