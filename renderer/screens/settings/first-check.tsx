/**
 * The self-check at the entry: on the first start of this machine it looks at once and says above the sign-in what it
 * found; afterwards it is folded away below. Nobody is kept from signing in: the failure at its step says the rest.
 */
import { Button } from "antd";
import { type RefObject, useCallback, useMemo, useRef, useState } from "react";
import type { SelfCheck } from "../../../shared/ipc/self-check";
import type { Ask } from "../../services";
import { checkSummary, checkText } from "../../text/self-check";
import { DiagnosticsPanel } from "./diagnostics";
import { SelfCheckPanel } from "./self-check";

const DONE = "caibian-first-check";

export interface FirstCheck {
  readonly isFirst: boolean;
  /** Whether the sign-in has its list of keys: a slow token is asked for one thing at a time. */
  readonly ready: boolean;
  /** For the sign-in: tells by its own asking when the list is there. */
  readonly ask: Ask;
  readonly found: SelfCheck | null;
  readonly done: (found: SelfCheck) => void;
  readonly place: RefObject<HTMLDetailsElement | null>;
}

/** Kept by the browser profile of the window: another profile is another first start. */
export function useFirstCheck(plain: Ask): FirstCheck {
  const [ready, setReady] = useState(false);
  const ask = useMemo<Ask>(
    () => (name, input) =>
      plain(name, input).finally(() => {
        if (name === "desk:keys.list") setReady(true);
      }),
    [plain],
  );
  const [isFirst] = useState(() => window.localStorage.getItem(DONE) === null);
  const [found, setFound] = useState<SelfCheck | null>(null);
  const place = useRef<HTMLDetailsElement>(null);
  const done = useCallback((all: SelfCheck) => {
    window.localStorage.setItem(DONE, "1");
    setFound(all);
  }, []);
  return { isFirst, ready, ask, found, done, place };
}

export function FirstCheckNote({ first: { isFirst, found, place } }: { readonly first: FirstCheck }) {
  if (!isFirst) return null;
  const worst = (["bad", "attention"] as const).find((state) => found?.lines.some((line) => line.state === state));
  return (
    <div className="cb-first-note" role="status" data-testid="first-check" data-state={worst ?? "good"}>
      <span>{found === null ? checkText.firstRunning : checkText.firstNote(checkSummary(found))}</span>
      <Button size="small" type="link" onClick={() => place.current?.scrollIntoView()}>
        {checkText.see}
      </Button>
    </div>
  );
}

export interface EntryCheckProps {
  readonly ask: Ask;
  readonly version: string;
  readonly first: FirstCheck;
}

export function EntryCheck({ ask, version, first: { isFirst, ready, done, place } }: EntryCheckProps) {
  return (
    <details className="cb-entry-check" open={isFirst} ref={place} data-testid="entry-check" data-first={isFirst}>
      <summary>{isFirst ? checkText.firstTitle : checkText.trouble}</summary>
      <SelfCheckPanel ask={ask} version={version} atOnce={isFirst && ready} onDone={done} />
      <DiagnosticsPanel ask={ask} workFacts={null} />
    </details>
  );
}
