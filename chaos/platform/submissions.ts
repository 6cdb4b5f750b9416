/** Honest submissions to a platform over HTTP: own machine pass, own key for each request, and what it answered. */
import { readFileSync } from "node:fs";
import type { Client } from "../../main/platform/client";
import type { Credential } from "../../main/platform/proof-headers";
import { nodeCheck } from "../../node/signature-check";
import { installedSpelling } from "../../node/spelling-pack";
import { inspectorOf } from "../../platform/effects/inspection";
import { inspectWith } from "../../platform/effects/inspection-engine";
import { newItem, notice } from "../../platform/testing/work";
import { fromBase64 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import type { ItemDetail } from "../../shared/http/item";
import { type Content, contentHash } from "../../shared/model/content";
import { type Ledger, ledgerOf, undecided } from "../../shared/proofreading/ledger";
import { readPackFile } from "../../shared/proofreading/packs/pack-file";
import { withSpelling } from "../../shared/proofreading/packs/spelling-pack";
import { dayOf } from "../../shared/proofreading/run";
import { readAnchors } from "../../shared/trust/anchors";
import { profiles } from "../../shared/workflow/profiles/index";

export const site = "luan";

/** How a person comes to the platform: straight to a demo city's, through a gateway to any other. */
export interface Door {
  readonly person: { readonly personId: string; readonly name: string };
  /** File of the city's pinned anchors. */
  readonly anchors: string;
  /** A new one each time: one that met a dead platform holds its breath. */
  readonly client: () => Client;
  readonly signIn: () => Promise<Credential>;
}

export interface Submission {
  readonly itemId: string;
  readonly operationId: string;
  readonly content: Content;
  readonly ledger: Ledger;
}

export interface Submitter {
  /** A new item, ready to be sent. */
  readonly prepare: () => Promise<Submission>;
  /** Resolves when the platform has answered that it took effect. @throws AppError */
  readonly send: (submission: Submission) => Promise<void>;
  readonly read: (itemId: string) => Promise<ItemDetail>;
  /** How often each item stands in the list of the person. */
  readonly listed: () => Promise<ReadonlyMap<string, number>>;
}

/** Signs in, and takes the city's packs as a workstation does. */
export async function openSubmitter({ person, anchors: file, client, signIn }: Door): Promise<Submitter> {
  let credential = await signIn();
  const anchors = readAnchors(readFileSync(file, "utf8"));
  const first = client();
  const { packs } = await first.request("packs.list", { credential });
  const files = await Promise.all(
    packs.map(({ packId, hash }) => first.request("packs.read", { params: { packId, hash }, credential })),
  );
  const active = files.map(({ bytes }) => readPackFile(fromBase64(bytes), { anchors, check: nodeCheck }));
  const inspector = inspectorOf({
    engine: {
      run: async (request) => inspectWith(request, (list) => withSpelling(list, installedSpelling())),
      stop: async () => undefined,
    },
    packs: { active: async () => active },
    clock: () => new Date(),
  });
  /**
   * A session runs out while platforms are killed and started: then the person signs in again. On a quiet machine the callers
   * are faster than one account may be: then they wait, as a workstation does.
   */
  const asked = async <T>(ask: (client: Client, credential: Credential) => Promise<T>): Promise<T> => {
    for (let hasSignedIn = false; ; ) {
      try {
        return await ask(client(), credential);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        if (error.code === "E_LIMIT") await new Promise((done) => setTimeout(done, 1_000));
        else if (error.code === "E_SESSION" && !hasSignedIn) {
          hasSignedIn = true;
          credential = await signIn();
        } else throw error;
      }
    }
  };
  return {
    prepare: async () => {
      const content = notice();
      const at = new Date().toISOString();
      const report = await inspector.inspect(content, { day: dayOf(at), site: { site, profile: profiles[site] } });
      const decided = undecided({ findings: report.findings, entries: [] }).map((finding) => ({
        finding,
        disposition: "ignore" as const,
        reason: "已核对原文，用法无误。",
        personId: person.personId,
        name: person.name,
        at,
        stage: "draft",
        group: null,
      }));
      const itemId = newItem();
      return { itemId, operationId: `op-${itemId}`, content, ledger: ledgerOf(report, decided) };
    },
    send: async ({ itemId, operationId, content, ledger }) => {
      const body = { parent: null, content, ledger };
      await asked((own, by) => own.request("items.revise", { params: { itemId }, body, credential: by, operationId }));
    },
    read: (itemId) => asked((own, by) => own.request("items.read", { params: { itemId }, credential: by })),
    listed: async () => {
      const { items } = await asked((own, by) => own.request("items.list", { credential: by }));
      const counts = new Map<string, number>();
      for (const item of items) counts.set(item.itemId, (counts.get(item.itemId) ?? 0) + 1);
      return counts;
    },
  };
}

/** Whether an item stands exactly as it was submitted: this content, one revision, one receipt. */
export function standsOnce({ summary, history, receipts }: ItemDetail, { content }: Submission): boolean {
  return (
    summary.revision === 1 &&
    summary.contentHash === contentHash(content) &&
    history.filter(({ action }) => action.kind === "edit").length === 1 &&
    receipts.length === 1
  );
}
