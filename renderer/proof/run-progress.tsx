/** A pass over a long text says how long it has been at it; a short one says nothing. */
import { type JSX, useEffect, useState } from "react";
import { paneText } from "../text/proof-pane";

interface RunProgressProps {
  readonly running: boolean;
  readonly characters: number;
}

export function RunProgress({ running, characters }: RunProgressProps): JSX.Element | null {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    setSeconds(0);
    if (!running) return;
    const timer = setInterval(() => setSeconds((before) => before + 1), 1_000);
    return () => clearInterval(timer);
  }, [running]);
  if (!running || seconds === 0) return null;
  return (
    <div className="proof-muted" role="status" data-testid="proof-progress">
      {paneText.progress(seconds, characters)}
    </div>
  );
}
