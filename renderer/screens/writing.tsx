/** Writing: the page on the left, proofreading, metadata and versions on the right, a status line that never lies. */
import { Alert, Button, Spin } from "antd";
import { type JSX, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type Failure, toFailure } from "../../shared/failure";
import { keyOf } from "../../shared/proofreading/ledger";
import { CommandButton } from "../commands/command-button";
import { type Draft, useServices } from "../services";
import { proofText, writingText } from "../text/writing";
import { FailureNotice } from "../ui/failure-notice";
import { useSignal } from "../ui/use-signal";
import { SigningWindow } from "./signing";
import { deskOf, type WritingDesk } from "./writing/desk";
import { EditorPane } from "./writing/editor-pane";
import { HandOverDialog } from "./writing/hand-over-dialog";
import { SaveStatus, UnsavedBanner } from "./writing/save-status";
import { SidePane, type SideTab } from "./writing/side-pane";
import { SignDialog } from "./writing/sign-dialog";
import type { SubmitFault } from "./writing/submit";
import { type DeskKeys, useDeskKeys, useDeskLife } from "./writing/use-desk-events";
import { type Submit, useSubmit } from "./writing/use-submit";
import "./writing/writing.css";

type Opened =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "ready"; readonly draft: Draft };

export function WritingScreen({ itemId }: { readonly itemId: string }): JSX.Element {
  const { drafts, go } = useServices();
  const [opened, setOpened] = useState<Opened>({ kind: "loading" });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let live = attempt >= 0;
    setOpened({ kind: "loading" });
    drafts.open(itemId).then(
      (draft) => live && setOpened({ kind: "ready", draft }),
      (error: unknown) => live && setOpened({ kind: "failed", failure: toFailure(error) }),
    );
    return () => {
      live = false;
    };
  }, [drafts, itemId, attempt]);
  if (opened.kind === "ready") return <Desk key={opened.draft.itemId} draft={opened.draft} />;
  if (opened.kind === "loading") return <Spin className="writing-wait" description={writingText.loading} />;
  return (
    <div className="cb-page">
      <FailureNotice
        title={writingText.openFailed}
        failure={opened.failure}
        action={
          <>
            <Button onClick={() => setAttempt(attempt + 1)}>{writingText.reload}</Button>{" "}
            <Button onClick={() => go({ screen: "work" })}>{writingText.back}</Button>
          </>
        }
      />
    </div>
  );
}

interface Attention {
  readonly fault: SubmitFault | null;
  readonly tried: boolean;
}

interface DeskScreen {
  readonly tab: SideTab;
  readonly setTab: (tab: SideTab) => void;
  readonly finding: boolean;
  readonly setFinding: (open: boolean) => void;
  readonly attention: Attention;
  readonly forget: () => void;
  readonly submit: Submit;
  readonly onProof: () => void;
}

interface DeskRefs {
  readonly root: RefObject<HTMLDivElement | null>;
  readonly panel: RefObject<HTMLElement | null>;
}

/** What the screen shows besides the draft itself, and the keys that change it. */
function useDeskScreen(desk: WritingDesk, { root, panel }: DeskRefs): DeskScreen {
  const [tab, setTab] = useState<SideTab>("proof");
  const [finding, setFinding] = useState(false);
  const [attention, setAttention] = useState<Attention>({ fault: null, tried: false });
  const forget = useCallback(() => setAttention((old) => ({ ...old, fault: null })), []);
  const onFault = useCallback(
    (fault: SubmitFault) => {
      setAttention({ fault, tried: true });
      if (fault.at === "metadata") setTab("metadata");
      if (fault.at === "proof") setTab("proof");
      // After the tab is drawn.
      requestAnimationFrame(() => lead(fault, desk, root.current));
    },
    [desk, root],
  );
  const submit = useSubmit(desk, { onStart: forget, onFault });
  const keys = useMemo((): DeskKeys => {
    const showPanel = (): void => {
      setTab("proof");
      // At once when the panel is there, so that the next key is already the panel's; else when it is drawn.
      if (panel.current === null) requestAnimationFrame(() => panel.current?.focus());
      else panel.current.focus();
    };
    return deskKeys(desk, { showPanel, onSubmit: submit.submit, onFind: () => openFind(setFinding, root) });
  }, [desk, submit.submit, panel, root]);
  useDeskKeys(desk, keys, submit.stage.kind === "idle");
  return { tab, setTab, finding, setFinding, attention, forget, submit, onProof: keys.onProof };
}

function deskKeys(
  desk: WritingDesk,
  { showPanel, onSubmit, onFind }: Pick<DeskKeys, "onSubmit" | "onFind"> & { readonly showPanel: () => void },
): DeskKeys {
  return {
    onSubmit,
    onFind,
    onProof: () => {
      void desk.proofing.run().catch(() => null);
      showPanel();
    },
    onWalk: (by) => {
      desk.proofing.step(by);
      showPanel();
    },
  };
}

function openFind(setFinding: (open: boolean) => void, root: DeskRefs["root"]): void {
  setFinding(true);
  requestAnimationFrame(() => root.current?.querySelector<HTMLElement>("[data-testid=find-query]")?.focus());
}

function Desk({ draft }: { readonly draft: Draft }): JSX.Element {
  const services = useServices();
  const [desk] = useState(() => deskOf(draft, services));
  const panel = useRef<HTMLElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const screen = useDeskScreen(desk, { root, panel });
  useDeskLife(desk);
  const { submit, attention } = screen;
  const { fault } = attention;
  return (
    <div ref={root} className="writing" data-testid="writing">
      <Head desk={desk} submit={submit} onProof={screen.onProof} />
      <Notices desk={desk} submit={submit} fault={fault} onClose={screen.forget} />
      <div className="writing-columns">
        <EditorPane
          desk={desk}
          finding={screen.finding}
          onFinding={screen.setFinding}
          titleFaulty={fault?.at === "title"}
        />
        <SidePane
          desk={desk}
          tab={screen.tab}
          onTab={screen.setTab}
          panelRef={panel}
          strict={attention.tried}
          focusField={fault?.at === "metadata" ? fault.field : null}
        />
      </div>
      <Status desk={desk} />
      <SubmitDialogs submit={submit} />
    </div>
  );
}

/** Takes the person to what is missing. */
function lead(fault: SubmitFault, desk: WritingDesk, root: HTMLElement | null): void {
  const handle = desk.session.editor();
  if (fault.at === "title") root?.querySelector<HTMLElement>("[data-testid=title]")?.focus();
  if (fault.at === "body") handle?.focus();
  if (fault.at === "image") root?.querySelector<HTMLElement>("[data-testid=image-alt].ant-input-status-error")?.focus();
  if (fault.at !== "proof") return;
  for (const group of desk.proofing.state.get().view?.groups ?? []) {
    const index = group.findings.findIndex((item) => keyOf(item) === fault.finding);
    if (index >= 0) desk.proofing.goTo({ group: group.id, index });
  }
  root?.querySelector<HTMLElement>("[data-testid=proof-panel]")?.focus();
}

interface HeadProps {
  readonly desk: WritingDesk;
  readonly submit: Submit;
  readonly onProof: () => void;
}

function Head({ desk, submit, onProof }: HeadProps): JSX.Element {
  const { go } = useServices();
  const { running } = useSignal(desk.proofing.state);
  const { title } = useSignal(desk.session.state);
  const own = desk.draft.stage === "draft";
  const busy = submit.stage.kind === "checking" || submit.stage.kind === "queueing";
  return (
    <header className="writing-head">
      <Button
        type="text"
        data-testid="back"
        onClick={() => go(own ? { screen: "work" } : { screen: "review", itemId: desk.draft.itemId })}
      >
        {own ? writingText.back : writingText.backToReview}
      </Button>
      <span className="writing-head-title">{title}</span>
      <Button data-testid="proof-run" loading={running} onClick={onProof}>
        {proofText.run}
      </Button>
      <CommandButton command="draft.submit" type="primary" data-testid="submit" loading={busy} onClick={submit.submit}>
        {own ? writingText.submit : writingText.finishEdit}
      </CommandButton>
    </header>
  );
}

interface NoticesProps {
  readonly desk: WritingDesk;
  readonly submit: Submit;
  readonly fault: SubmitFault | null;
  readonly onClose: () => void;
}

function Notices({ desk, submit, fault, onClose }: NoticesProps): JSX.Element {
  const { session } = desk;
  const { save, failure, notice } = useSignal(session.state);
  return (
    <div className="writing-notices">
      <UnsavedBanner save={save} onRetry={() => void session.flush()} />
      {submit.stage.kind === "not-queued" && (
        <FailureNotice
          title={writingText.queueFailed}
          failure={submit.stage.failure}
          action={
            <Button data-testid="queue-again" onClick={submit.stage.retry}>
              {writingText.again}
            </Button>
          }
        />
      )}
      {fault !== null && (
        <Alert
          banner
          type="warning"
          role="alert"
          data-testid="submit-fault"
          data-at={fault.at}
          title={fault.text}
          closable={{ onClose }}
        />
      )}
      {failure !== null && (
        <FailureNotice
          failure={failure}
          action={
            <Button size="small" type="text" onClick={() => session.clearFailure()}>
              {writingText.understood}
            </Button>
          }
        />
      )}
      {notice !== null && <Alert banner type="info" title={notice} closable={{ onClose: () => session.tell(null) }} />}
    </div>
  );
}

function Status({ desk }: { readonly desk: WritingDesk }): JSX.Element {
  const { save, count } = useSignal(desk.session.state);
  return <SaveStatus save={save} count={count} />;
}

function SubmitDialogs({ submit }: { readonly submit: Submit }): JSX.Element | null {
  const { stage } = submit;
  switch (stage.kind) {
    case "asking":
      return (
        <SignDialog step={stage.plan.step} profile={stage.profile} onNext={submit.answer} onCancel={submit.cancel} />
      );
    case "signing":
      return <SigningWindow request={stage.request} onSigned={submit.signed} onClose={submit.cancel} />;
    case "handing-over":
      return <HandOverDialog plan={stage.plan} onOk={submit.handOver} onCancel={submit.cancel} />;
    case "checking":
    case "queueing":
      return (
        <div className="writing-busy" role="status">
          <Spin size="small" /> {stage.kind === "checking" ? writingText.checking : writingText.submitting}
        </div>
      );
    case "idle":
    case "not-queued":
      return null;
  }
}
