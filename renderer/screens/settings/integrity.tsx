/** 完整核验: both stores, row by row, while the person goes on working. */
import { Button, Progress } from "antd";
import { useEffect, useRef, useState } from "react";
import { type Failure, toFailure } from "../../../shared/failure";
import { useServices } from "../../services";
import { checkStores, type IntegrityReport } from "../../store/integrity";
import { integrityText } from "../../text/backup";
import { FailureNotice } from "../../ui/failure-notice";
import { useWindow } from "../../window-context";

type Shown =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly done: number; readonly total: number }
  | { readonly kind: "ended"; readonly report: IntegrityReport }
  | { readonly kind: "failed"; readonly failure: Failure };

export function IntegrityCheck() {
  const { shown, start, stop } = useCheck();
  return (
    <div data-testid="integrity" data-state={shown.kind}>
      <div className="cb-toolbar">
        {shown.kind === "running" ? (
          <Button onClick={stop}>{integrityText.stop}</Button>
        ) : (
          <Button onClick={start} data-testid="integrity-run">
            {integrityText.run}
          </Button>
        )}
        <span className="cb-sub">{integrityText.hint}</span>
      </div>
      <Result shown={shown} />
    </div>
  );
}

function useCheck() {
  const { ask } = useServices();
  const { station } = useWindow();
  const [shown, setShown] = useState<Shown>({ kind: "idle" });
  const goesOn = useRef(false);
  useEffect(
    () => () => {
      goesOn.current = false;
    },
    [],
  );
  const progress = (done: number, total: number) => {
    if (goesOn.current) setShown({ kind: "running", done, total });
    return goesOn.current;
  };
  const start = () => {
    goesOn.current = true;
    setShown({ kind: "running", done: 0, total: 0 });
    const checked = station.records.index().then((index) => checkStores({ ask, index, progress }));
    checked.then(
      (report) => setShown(report === null ? { kind: "idle" } : { kind: "ended", report }),
      (error: unknown) => setShown({ kind: "failed", failure: toFailure(error) }),
    );
  };
  const stop = () => {
    goesOn.current = false;
  };
  return { shown, start, stop };
}

function Result({ shown }: { readonly shown: Shown }) {
  switch (shown.kind) {
    case "idle":
      return null;
    case "running": {
      const percent = shown.total === 0 ? 0 : Math.floor((shown.done / shown.total) * 100);
      return (
        <div aria-live="polite">
          <Progress percent={percent} size="small" />
          <span className="cb-sub">{integrityText.progress(shown.done, shown.total)}</span>
        </div>
      );
    }
    case "failed":
      return <FailureNotice failure={shown.failure} />;
    case "ended":
      return <Report report={shown.report} />;
  }
}

function Report({ report: { rows, versions, faults } }: { readonly report: IntegrityReport }) {
  if (faults.length === 0) {
    return (
      <p role="status" data-testid="integrity-report" data-faults={0}>
        {integrityText.good(rows, versions)}
      </p>
    );
  }
  return (
    <div role="alert" data-testid="integrity-report" data-faults={faults.length}>
      <p className="cb-fault">{integrityText.bad(faults.length)}</p>
      <ul>
        {faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
    </div>
  );
}
