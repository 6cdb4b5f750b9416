/** What the reviewer has decided so far, and the steps from a click to a queued signature. */
import { useMemo, useState } from "react";
import { type Failure, toFailure } from "../../../shared/failure";
import type { ItemDetail } from "../../../shared/http/item";
import type { SigningRequest } from "../../../shared/ipc/signing";
import type { Account } from "../../../shared/model/person";
import { ledgerOf } from "../../../shared/proofreading/ledger";
import type { SignedStatement } from "../../../shared/trust/statement";
import type { Profile } from "../../../shared/workflow/profile";
import { replay } from "../../../shared/workflow/replay";
import { type Draft, useServices } from "../../services";
import { batchText } from "../../text/keys";
import { reviewText } from "../../text/review";
import { afterwards, stepName } from "./chain";
import { draftOf, openDraft } from "./editing";
import { downloadEvidence } from "./evidence";
import {
  type Answers,
  type Deciding,
  ledgerWith,
  type Matter,
  type Refusing,
  signingRequestOf,
  type TakingDown,
  takedownRequestOf,
  turnOf,
} from "./verdict";

interface ReviewInput {
  readonly detail: ItemDetail;
  /** The working copy that goes up with the signature; null when the text is the platform's. */
  readonly draft: Draft | null;
  readonly account: Account;
  readonly profile: Profile;
  /** The sentence that says what happens next. */
  readonly onOutcome: (sentence: string) => void;
}

export function useReview({ detail, draft, account, profile, onOutcome }: ReviewInput) {
  const [ledger, setLedger] = useState(detail.ledger);
  const [answers, setAnswers] = useState<Answers>({ gates: [], checks: [], note: "" });
  const matter: Matter = useMemo(() => ({ detail, ledger, account, profile }), [detail, ledger, account, profile]);
  const turn = useMemo(() => turnOf({ detail, account, profile }), [detail, account, profile]);
  const work = useWork();
  const signing = useSigningSteps({ matter, draft, answers, onOutcome, run: work.run });
  const check = useRecheck(detail, setLedger, work.fail);
  const takedown = useTakedown({ matter, onOutcome, run: work.run });
  const release = useRelease(detail, { run: work.run, onOutcome });
  const { clock, drafts, go } = useServices();
  const { lastReturn } = turn.state;
  return {
    matter,
    turn,
    answers,
    setAnswers,
    ...work,
    ...signing,
    ...check,
    ...release,
    takedown,
    lastReturn:
      lastReturn === null
        ? null
        : { words: `${stepName(profile, lastReturn.step)} ${lastReturn.actor.name}：${lastReturn.text}` },
    decide: (deciding: Deciding) =>
      setLedger((old) => ledgerWith(old, deciding, { account, stage: turn.state.next ?? "draft", at: clock() })),
    edit: () =>
      work.run(async () => {
        if (draft === null) await openDraft(drafts, draftOf({ ...detail, ledger }, turn.state, clock()));
        go({ screen: "writing", itemId: detail.summary.itemId });
      }),
  };
}

type Run = (task: () => Promise<void>) => void;

/** One task at a time; its failure is shown and what was entered stays. */
function useWork() {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const fail = (error: unknown) => setFailure(toFailure(error));
  const run: Run = (task) => {
    setBusy(true);
    setFailure(null);
    task().then(
      () => setBusy(false),
      (error: unknown) => {
        setBusy(false);
        fail(error);
      },
    );
  };
  return { busy, failure, fail, run };
}

interface SigningInput {
  readonly matter: Matter;
  readonly draft: Draft | null;
  readonly answers: Answers;
  readonly onOutcome: (sentence: string) => void;
  readonly run: Run;
}

function useSigningSteps({ matter, draft, answers, onOutcome, run }: SigningInput) {
  const { sync } = useServices();
  const [returning, setReturning] = useState(false);
  const [signing, setSigning] = useState<SigningRequest | null>(null);
  const deliver = async (value: SignedStatement) => {
    const { itemId, title } = matter.detail.summary;
    await sync.submit({ draft, itemId, title, ledger: matter.ledger, signed: value });
  };
  const signed = (value: SignedStatement) => {
    if (signing === null) return;
    setSigning(null);
    run(async () => {
      const { detail, profile } = matter;
      await deliver(value);
      const { step, decision } = signing;
      onOutcome(afterwards({ detail, profile, decision, step, reachable: sync.state().reachable }));
    });
  };
  return {
    returning,
    signing,
    signed,
    deliver,
    putAside: () => {
      setSigning(null);
      onOutcome(batchText.added);
    },
    openReturn: () => setReturning(true),
    closeReturn: () => setReturning(false),
    closeSigning: () => setSigning(null),
    sign: (refusing: Refusing | null) => {
      setReturning(false);
      setSigning(signingRequestOf(matter, answers, refusing));
    },
  };
}

/** 撤稿: reason, signature, and the order goes before everything else in the queue (W9). */
function useTakedown({ matter, onOutcome, run }: Pick<SigningInput, "matter" | "onOutcome" | "run">) {
  const { sync } = useServices();
  const [asking, setAsking] = useState(false);
  const [request, setRequest] = useState<SigningRequest | null>(null);
  const { detail, profile } = matter;
  return {
    asking,
    request,
    open: () => setAsking(true),
    close: () => {
      setAsking(false);
      setRequest(null);
    },
    order: (taking: TakingDown) => {
      setAsking(false);
      setRequest(takedownRequestOf(matter, replay(detail.history, profile), taking));
    },
    signed: (value: SignedStatement) => {
      setRequest(null);
      run(async () => {
        await sync.takeDown(detail.summary, value);
        const { reachable } = sync.state();
        onOutcome(afterwards({ detail, profile, decision: "takedown", step: "takedown", reachable }));
      });
    },
  };
}

/** A fresh machine pass on exactly this content; the decisions already made stay. */
function useRecheck(
  detail: ItemDetail,
  setLedger: (change: (old: ItemDetail["ledger"]) => ItemDetail["ledger"]) => void,
  fail: (error: unknown) => void,
) {
  const { proofreader } = useServices();
  const [checking, setChecking] = useState(false);
  const recheck = () => {
    setChecking(true);
    proofreader
      .check(detail.content)
      .then((report) => setLedger((old) => ledgerOf(report, old.entries)), fail)
      .finally(() => setChecking(false));
  };
  return { checking, recheck };
}

function useRelease(
  { summary, repoId }: ItemDetail,
  { run, onOutcome }: { readonly run: Run; readonly onOutcome: (sentence: string) => void },
) {
  const { sync, read } = useServices();
  return {
    ingest: () =>
      run(async () => {
        await sync.ingest(summary);
        onOutcome(`${reviewText.ingest}${reviewText.queued}`);
      }),
    publish: () =>
      run(async () => {
        await sync.publish(summary, repoId ?? "");
        onOutcome(`${reviewText.publish}${reviewText.queued}`);
      }),
    evidence: () => run(() => downloadEvidence(read, summary.itemId)),
  };
}
