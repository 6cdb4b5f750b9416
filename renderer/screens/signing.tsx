/** The signing window: what is read here is what is signed (S1). Everything shown comes from main's canonical text. */
import { Alert, Button, Modal, Spin } from "antd";
import { useCallback, useEffect, useRef, useState } from "react";
import { AppError, explain, type Failure, toFailure } from "../../shared/failure";
import type { SigningRequest, SigningView } from "../../shared/ipc/signing";
import { refuseOverMeasure } from "../../shared/model/measure";
import type { SignedStatement } from "../../shared/trust/statement";
import { type Ask, useServices } from "../services";
import { signingText } from "../text/review";
import type { Later } from "./signing/put-aside";
import { ReadingPane } from "./signing/reading-pane";
import { readShown, type Shown, statesRequest } from "./signing/shown";
import { SigningForm } from "./signing/signing-form";
import "./signing/signing.css";

export interface SigningWindowProps {
  readonly request: SigningRequest;
  readonly onSigned: (signed: SignedStatement) => void;
  readonly onClose: () => void;
  /** Where several may be signed together (S7). */
  readonly later?: Later;
}

type Prepared =
  | { readonly kind: "preparing" }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "ready"; readonly view: SigningView; readonly shown: Shown };

export function SigningWindow({ request, onSigned, onClose, later }: SigningWindowProps) {
  const { prepared, again, finished } = usePrepared(request);
  const [read, setRead] = useState(false);
  const onRead = useCallback(() => setRead(true), []);
  useFocusBack();
  return (
    <Modal
      open
      centered
      title={signingText.title}
      footer={null}
      width="min(1240px, calc(100vw - 48px))"
      className="signing-window"
      data-testid="signing-window"
      mask={{ closable: false }}
      onCancel={onClose}
    >
      {prepared.kind === "preparing" && <Spin description={signingText.preparing} className="signing-wait" />}
      {prepared.kind === "failed" && <Failed failure={prepared.failure} again={again} onClose={onClose} />}
      {prepared.kind === "ready" && (
        <div className="signing-columns">
          <ReadingPane shown={prepared.shown} proofHtml={prepared.view.proof?.html ?? null} onRead={onRead} />
          <SigningForm
            {...prepared}
            read={read}
            onSigned={(signed) => {
              finished();
              onSigned(signed);
            }}
            onClose={onClose}
            {...(later === undefined
              ? {}
              : {
                  later: {
                    ...later,
                    onPutAside: () => {
                      finished();
                      later.onPutAside();
                    },
                  },
                })}
          />
        </div>
      )}
    </Modal>
  );
}

/** Asks main for the view, checks it, and takes it back when the window goes away without a signature. */
function usePrepared(request: SigningRequest): {
  readonly prepared: Prepared;
  readonly again: () => void;
  readonly finished: () => void;
} {
  const { ask } = useServices();
  const [prepared, setPrepared] = useState<Prepared>({ kind: "preparing" });
  // The request is what the person decided when the window opened; the screen behind may go on rendering.
  const [asked, setAsked] = useState({ request });
  const done = useRef(false);
  useEffect(() => {
    let stopped = false;
    let signingId: string | null = null;
    const cancel = (id: string) => void ask("desk:signing.cancel", { signingId: id }).catch(() => undefined);
    setPrepared({ kind: "preparing" });
    prepare(ask, asked.request).then(
      (view) => {
        if (stopped) return cancel(view.signingId);
        signingId = view.signingId;
        setPrepared(judge(view, asked.request));
      },
      (error: unknown) => {
        if (!stopped) setPrepared({ kind: "failed", failure: toFailure(error) });
      },
    );
    return () => {
      stopped = true;
      if (signingId !== null && !done.current) cancel(signingId);
    };
  }, [ask, asked]);
  return {
    prepared,
    again: useCallback(() => setAsked((old) => ({ ...old })), []),
    finished: useCallback(() => {
      done.current = true;
    }, []),
  };
}

/** @throws AppError E_TOO_LARGE with the part that is too large, before main would refuse the whole as E_INPUT */
async function prepare(ask: Ask, request: SigningRequest): Promise<SigningView> {
  refuseOverMeasure(request.content);
  return ask("desk:signing.prepare", request);
}

/** Closing leads back to the button that opened the window. */
function useFocusBack(): void {
  useEffect(() => {
    const opener = document.activeElement;
    return () => {
      // The dialog gives the focus away while it leaves the tree; afterwards it is ours to put.
      setTimeout(() => {
        if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
      });
    };
  }, []);
}

function judge(view: SigningView, request: SigningRequest): Prepared {
  try {
    const shown = readShown(view);
    if (!statesRequest(shown.statement, request)) throw new AppError("E_HASH", "审签书与所作的决定不符");
    return { kind: "ready", view, shown };
  } catch (error) {
    return { kind: "failed", failure: toFailure(error) };
  }
}

interface FailedProps {
  readonly failure: Failure;
  readonly again: () => void;
  readonly onClose: () => void;
}

function Failed({ failure, again, onClose }: FailedProps) {
  const { text, next } = explain(failure);
  return (
    <div className="signing-failed" data-testid="signing-failed">
      <Alert type="error" showIcon title={text} description={`${next}（${failure.code}）`} />
      <div className="signing-buttons">
        <Button onClick={onClose}>{signingText.cancel}</Button>
        <Button type="primary" onClick={again} data-testid="signing-again">
          {signingText.again}
        </Button>
      </div>
    </div>
  );
}
