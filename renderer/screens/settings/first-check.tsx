/** The self-check under the sign-in: open and under way on the first start of this machine, folded afterwards. */
import { useState } from "react";
import type { Ask } from "../../services";
import { checkText } from "../../text/self-check";
import { DiagnosticsPanel } from "./diagnostics";
import { SelfCheckPanel } from "./self-check";

const DONE = "caibian-first-check";

/** Kept by the browser profile of the window: another profile is another first start. */
const isDone = (): boolean => window.localStorage.getItem(DONE) !== null;
const rememberDone = (): void => window.localStorage.setItem(DONE, "1");

export function FirstCheck({ ask, version }: { readonly ask: Ask; readonly version: string }) {
  const [isFirst] = useState(() => !isDone());
  return (
    <details className="cb-entry-check" open={isFirst} data-testid="entry-check" data-first={isFirst}>
      <summary>{isFirst ? checkText.firstTitle : checkText.trouble}</summary>
      <SelfCheckPanel ask={ask} version={version} atOnce={isFirst} onDone={rememberDone} />
      <DiagnosticsPanel ask={ask} workFacts={null} />
    </details>
  );
}
