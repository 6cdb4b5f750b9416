/** Submitting: save, machine pass on exactly this content, what is missing, the step's questions, signature, queue. */
import { useCallback, useState } from "react";
import { type Failure, toFailure } from "../../../shared/failure";
import type { SigningRequest } from "../../../shared/ipc/signing";
import type { Ledger } from "../../../shared/proofreading/ledger";
import type { SignedStatement } from "../../../shared/trust/statement";
import type { Profile } from "../../../shared/workflow/profile";
import { type Draft, type Services, useServices } from "../../services";
import type { WritingDesk } from "./desk";
import { onNewestStatement } from "./newest-statement";
import { type Answers, asksSomething, planSubmit, type SubmitFault, type SubmitPlan, signingRequestOf } from "./submit";

type SignPlan = Extract<SubmitPlan, { kind: "sign" }>;
export type HandOverPlan = Extract<SubmitPlan, { kind: "hand-over" }>;

export type SubmitStage =
  | { readonly kind: "idle" }
  | { readonly kind: "checking" }
  | { readonly kind: "asking"; readonly draft: Draft; readonly plan: SignPlan; readonly profile: Profile }
  | { readonly kind: "signing"; readonly draft: Draft; readonly request: SigningRequest }
  | { readonly kind: "handing-over"; readonly draft: Draft; readonly plan: HandOverPlan }
  | { readonly kind: "queueing" }
  | { readonly kind: "not-queued"; readonly failure: Failure; readonly retry: () => void };

export interface Submit {
  readonly stage: SubmitStage;
  readonly submit: () => void;
  readonly answer: (answers: Answers) => void;
  readonly signed: (statement: SignedStatement) => void;
  /** Sends the revision up unsigned. */
  readonly handOver: () => void;
  readonly cancel: () => void;
}

const noAnswers: Answers = { gates: [], checks: [], note: "" };

export interface SubmitEvents {
  /** A new attempt begins: what the last one found is out of date. */
  readonly onStart: () => void;
  readonly onFault: (fault: SubmitFault) => void;
}

export function useSubmit(desk: WritingDesk, { onStart, onFault }: SubmitEvents): Submit {
  const services = useServices();
  const [stage, setStage] = useState<SubmitStage>({ kind: "idle" });
  const cancel = useCallback(() => setStage({ kind: "idle" }), []);
  const submit = useCallback(() => {
    if (stage.kind !== "idle") return;
    setStage({ kind: "checking" });
    onStart();
    prepared(desk, services).then(
      (ready) => {
        setStage(ready === null ? { kind: "idle" } : nextStage(ready, services));
        if (ready?.plan.kind === "fault") onFault(ready.plan.fault);
        if (ready?.plan.kind === "review") services.go({ screen: "review", itemId: desk.draft.itemId });
      },
      (error: unknown) => {
        setStage({ kind: "idle" });
        desk.session.fail(error);
      },
    );
  }, [stage.kind, desk, services, onStart, onFault]);
  const answer = useCallback(
    (answers: Answers) => {
      if (stage.kind === "asking")
        setStage({ kind: "signing", draft: stage.draft, request: signingRequestOf(stage.draft, stage.plan, answers) });
    },
    [stage],
  );
  const signed = useCallback(
    (statement: SignedStatement) => {
      if (stage.kind === "signing")
        queue({ services, setStage, draft: stage.draft, ledger: stage.request.ledger, statement });
    },
    [stage, services],
  );
  const handOver = useCallback(() => {
    if (stage.kind === "handing-over")
      queue({ services, setStage, draft: stage.draft, ledger: stage.plan.ledger, statement: null });
  }, [stage, services]);
  return { stage, submit, answer, signed, handOver, cancel };
}

interface Ready {
  readonly draft: Draft;
  readonly plan: SubmitPlan;
}

/** Null when the text could not be saved: then nothing is submitted, and the status line says why. */
async function prepared(desk: WritingDesk, services: Services): Promise<Ready | null> {
  const { session, proofing } = desk;
  session.settleTitle();
  const saved = await session.flush();
  if (saved.kind === "unsaved") return null;
  const report = await proofing.run();
  const draft = { ...(await onNewestStatement(session.current(), services.items)), report };
  const plan = planSubmit({ draft, report, profile: services.profile, account: services.session.account });
  return { draft, plan };
}

function nextStage({ draft, plan }: Ready, { profile }: Services): SubmitStage {
  if (plan.kind === "hand-over") return { kind: "handing-over", draft, plan };
  if (plan.kind !== "sign" || profile === null) return { kind: "idle" };
  return asksSomething(plan.step)
    ? { kind: "asking", draft, plan, profile }
    : { kind: "signing", draft, request: signingRequestOf(draft, plan, noAnswers) };
}

interface Queueing {
  readonly services: Services;
  readonly setStage: (stage: SubmitStage) => void;
  readonly draft: Draft;
  readonly ledger: Ledger;
  readonly statement: SignedStatement | null;
}

/** The person has decided; a failure to queue keeps it in hand and offers to try again. */
function queue(given: Queueing): void {
  const { services, setStage, draft, ledger, statement } = given;
  setStage({ kind: "queueing" });
  services.sync.submit({ draft, itemId: draft.itemId, title: draft.document.title, ledger, signed: statement }).then(
    () => services.go({ screen: "work" }),
    (error: unknown) => setStage({ kind: "not-queued", failure: toFailure(error), retry: () => queue(given) }),
  );
}
