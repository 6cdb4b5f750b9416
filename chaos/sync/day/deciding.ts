/** An author signs 初审 of an item, as the signing window does: prepared by main, read from its bytes, confirmed. */
import { readShown } from "../../../renderer/screens/signing/shown";
import { statementDigest } from "../../../renderer/sync/receipt-match";
import { isFinished } from "../../../shared/sync/plan";
import { mayActAt } from "../../../shared/workflow/available";
import { luan } from "../../../shared/workflow/profiles/luan";
import { replay } from "../../../shared/workflow/replay";
import type { Told } from "../schedule/facts";
import type { Running } from "../world/desk-machine";
import { softPin } from "../world/soft-key";
import type { World } from "../world/world";

export class Deciding {
  /** Hashes of statements of which the person was told that they are queued. */
  readonly #told: string[] = [];

  get count(): number {
    return this.#told.length;
  }

  readonly decide = async ({ ask, session, station }: Running): Promise<void> => {
    const { account } = session.get();
    const open = station.sync.state().entries.filter((entry) => !isFinished(entry));
    const busy = new Set(open.map(({ operation }) => operation.body.itemId));
    const free = (itemId: string): boolean => !busy.has(itemId) && !station.drafts.has(itemId);
    const found = station.items.list().find(({ itemId, waitingForMe }) => waitingForMe && free(itemId));
    if (account === null || found === undefined) return;
    const { detail } = await station.items.read(found.itemId);
    const { step, decision } = mayActAt(account, detail.history, luan);
    if (step === null || !decision.allowed) return;
    const { itemId } = found;
    const { revision, lastStatementHash } = replay(detail.history, luan);
    const view = await ask("desk:signing.prepare", {
      ...{ itemId, revision, content: detail.content, ledger: detail.ledger, previousStatement: lastStatementHash },
      ...{ step: step.id, decision: "approve", category: null, note: "内容属实，同意。" },
      gates: [...luan.review.gates],
      checks: step.checklist.map((line) => line.id),
    });
    const { shown } = readShown(view);
    const signed = await ask("desk:signing.confirm", { signingId: view.signingId, shown, pin: softPin });
    const { title } = detail.content.document;
    await station.sync.submit({ draft: null, itemId, title, ledger: detail.ledger, signed });
    this.#told.push(statementDigest(signed.statement));
  };

  /** What is wrong once everything has come to rest: a decision gone, done twice, or done and not said. */
  readonly faults = async ({ platform }: World, rows: readonly Told[]): Promise<string[]> => {
    const history = await platform.services.store.db.selectFrom("history").select(["item_id", "entry"]).execute();
    const times = (hash: string): number => history.filter(({ entry }) => entry.includes(hash)).length;
    const decisions = rows.flatMap(({ kind, state, statementHash }) =>
      kind === "review" && statementHash !== null ? [{ state, statementHash }] : [],
    );
    const known = new Set<string>(decisions.map(({ statementHash }) => statementHash));
    return [
      ...this.#told.filter((hash) => !known.has(hash)).map((hash) => `lost decision ${hash}`),
      ...decisions.flatMap(({ state, statementHash }) => {
        const wanted = state === "confirmed" ? 1 : 0;
        const found = times(statementHash);
        if (found === wanted) return [];
        return [`${found > wanted ? "doubled" : "lost"} decision ${statementHash}: ${state}, ${found} times there`];
      }),
    ];
  };
}
