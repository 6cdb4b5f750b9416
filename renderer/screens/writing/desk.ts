/** The parts of one open draft, made once for the life of the screen. */
import { browserAfter } from "../../after";
import type { Draft, Services } from "../../services";
import { Proofing } from "./proofing";
import { WritingSession } from "./session";

export interface WritingDesk {
  readonly draft: Draft;
  readonly session: WritingSession;
  readonly proofing: Proofing;
}

export function deskOf(draft: Draft, services: Services): WritingDesk {
  const { drafts, clock, proofreader, dictionary, session: view } = services;
  const session = new WritingSession(draft, { drafts, clock, after: browserAfter });
  const decider = {
    personId: view.account?.personId ?? "",
    name: view.account?.name ?? "",
    stage: draft.stage,
  };
  const proofing = new Proofing(
    { session, proofreader, decider, clock, after: browserAfter, words: dictionary.words },
    draft.entries,
  );
  return { draft, session, proofing };
}
