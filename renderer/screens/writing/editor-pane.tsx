/** Left side: toolbar, notices and the page, wired to the session. */
import { ConfigProvider } from "antd";
import { type LexicalEditor, UNDO_COMMAND } from "lexical";
import { type JSX, useCallback, useEffect, useMemo, useState } from "react";
import { AppError } from "../../../shared/failure";
import type { ManuscriptEditorOptions } from "../../editor/extensions/manuscript";
import type { PasteReport } from "../../editor/extensions/paste";
import { FindBar } from "../../editor/find-bar";
import { PasteNotice } from "../../editor/paste-notice";
import { Surface } from "../../editor/surface";
import { TitleField } from "../../editor/title-field";
import { Toolbar } from "../../editor/toolbar";
import { type Drafts, useServices } from "../../services";
import { writingText } from "../../text/writing";
import { useSignal } from "../../ui/use-signal";
import type { WritingDesk } from "./desk";
import { FileTools } from "./file-tools";
import { handleOf } from "./handle";
import { createIntake } from "./intake";
import { IntakeBar } from "./intake-bar";
import type { WritingSession } from "./session";
import { useRoom } from "./use-room";

interface EditorPaneProps {
  readonly desk: WritingDesk;
  readonly finding: boolean;
  readonly onFinding: (open: boolean) => void;
  readonly titleFaulty: boolean;
}

/** A paste above this many characters leaves a version (E13). */
const LARGE_PASTE = 200;

export function EditorPane({ desk, finding, onFinding, titleFaulty }: EditorPaneProps): JSX.Element {
  const { session, proofing } = desk;
  const { drafts } = useServices();
  const [editor, setEditor] = useState<LexicalEditor | null>(null);
  const [paste, setPaste] = useState<PasteReport | null>(null);
  const undoable = useUntouched(session, paste);
  const [intake] = useState(() => createIntake({ drafts, session }));
  const insertFiles = intake.take;
  useEffect(() => intake.cancelAll, [intake]);
  const [options] = useState(() => optionsOf(desk, { drafts, onFiles: insertFiles, onPaste: setPaste }));
  const ready = useCallback(
    (made: LexicalEditor) => {
      session.attach(handleOf(made));
      setEditor(made);
      void proofing.run().catch(() => null);
    },
    [session, proofing],
  );
  const room = useRoom(editor, session);
  const why = room.can ? null : room.why;
  return (
    <div className="writing-left">
      <Surface
        options={options}
        onReady={ready}
        toolbar={
          <>
            <ConfigProvider componentDisabled={why !== null}>
              <Toolbar files={<FileTools onFiles={insertFiles} />} onFind={() => onFinding(!finding)} locked={why} />
            </ConfigProvider>
            <IntakeBar intake={intake} />
            {finding && editor !== null && <Find desk={desk} onClose={() => onFinding(false)} />}
            {paste !== null && (
              <PasteNotice
                report={paste}
                undoable={undoable}
                onUndo={() => {
                  editor?.dispatchCommand(UNDO_COMMAND, undefined);
                  setPaste(null);
                }}
                onClose={() => setPaste(null)}
              />
            )}
          </>
        }
        head={<Title desk={desk} faulty={titleFaulty} locked={why} />}
      />
    </div>
  );
}

/** True until the text changes after `since` came. */
function useUntouched(session: WritingSession, since: unknown): boolean {
  const [untouched, setUntouched] = useState(true);
  useEffect(() => {
    setUntouched(true);
    return since === null ? undefined : session.onChange(() => setUntouched(false));
  }, [session, since]);
  return untouched;
}

interface TitleProps {
  readonly desk: WritingDesk;
  readonly faulty: boolean;
  readonly locked: string | null;
}

function Title({ desk, faulty, locked }: TitleProps): JSX.Element {
  const { title } = useSignal(desk.session.state);
  const proof = useSignal(desk.proofing.state);
  const findings = useMemo(() => proof.report?.findings.filter((item) => item.block === "title") ?? [], [proof.report]);
  return (
    <TitleField
      value={title}
      findings={findings}
      current={proof.at === null ? null : (desk.proofing.groupAt()?.finding ?? null)}
      faulty={faulty}
      locked={locked}
      onChange={(value) => desk.session.setTitle(value)}
      onSettle={() => desk.session.settleTitle()}
      onEnter={() => desk.session.editor()?.focus()}
    />
  );
}

function Find({ desk, onClose }: { readonly desk: WritingDesk; readonly onClose: () => void }): JSX.Element | null {
  const { count } = useSignal(desk.session.state);
  const handle = desk.session.editor();
  if (handle === null) return null;
  return (
    <FindBar
      finder={handle.finder}
      edition={count}
      onReplaced={(times) => {
        if (times > 1) void desk.session.cut(writingText.versions.reasons.replace);
      }}
      onClose={() => {
        onClose();
        handle.focus();
      }}
    />
  );
}

interface OptionParts {
  readonly drafts: Drafts;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onPaste: (report: PasteReport | null) => void;
}

function optionsOf(
  { draft, session }: WritingDesk,
  { drafts, onFiles, onPaste }: OptionParts,
): ManuscriptEditorOptions {
  return {
    initial: draft.document.blocks,
    storeFile: drafts.storeFile,
    onChange: () => session.edited(),
    onFiles,
    onPasteReport: (report) => {
      onPaste(report.dropped.length > 0 ? report : null);
      if (report.characters > LARGE_PASTE) void session.cut(writingText.versions.reasons.paste);
    },
    onPasteRefused: (failure) => session.fail(new AppError(failure.code, failure.detail)),
    // A broken update was rolled back by the editor; the person is told and the last saved text stands.
    onError: (cause) => session.fail(new AppError("E_INTERNAL", writingText.editorFailed, { cause })),
  };
}
