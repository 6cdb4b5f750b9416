/** 备份 (D8): when, how large, where, and what the last drills said. */
import { Button } from "antd";
import { useEffect, useState } from "react";
import { explain, type Failure, toFailure } from "../../../shared/failure";
import type { BackupState } from "../../../shared/ipc/backup";
import type { PolicyView } from "../../../shared/ipc/policy";
import { useServices } from "../../services";
import { backupText } from "../../text/backup";
import { FailureNotice } from "../../ui/failure-notice";
import { fullTime } from "../../ui/time";
import { PolicyLock } from "./policy-lock";

type Act = "desk:backup.state" | "desk:backup.now" | "desk:backup.drill";

export function BackupSection({ policy }: { readonly policy: PolicyView | null }) {
  const { state, failure, busy, act } = useBackup();
  return (
    <section className="cb-panel" data-testid="backup">
      <h2>{backupText.title}</h2>
      {state === null ? null : <Facts state={state} policy={policy} />}
      {failure === null ? null : <FailureNotice failure={failure} />}
      <div className="cb-toolbar" style={{ marginTop: 8 }}>
        <Button onClick={() => act("desk:backup.now")} loading={busy === "desk:backup.now"} data-testid="backup-now">
          {backupText.now}
        </Button>
        <Button
          type="text"
          onClick={() => act("desk:backup.drill")}
          loading={busy === "desk:backup.drill"}
          disabled={state === null || state.generations.length === 0}
          data-testid="backup-drill"
        >
          {backupText.drill}
        </Button>
      </div>
    </section>
  );
}

function useBackup() {
  const { ask } = useServices();
  const [state, setState] = useState<BackupState | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState<Act | null>(null);
  useEffect(() => {
    ask("desk:backup.state", null).then(
      (answer) => {
        setState(answer);
        setFailure(answer.failure);
      },
      (error: unknown) => setFailure(toFailure(error)),
    );
  }, [ask]);
  const act = (call: Act) => {
    setBusy(call);
    ask(call, null)
      .then(
        (answer) => {
          setState(answer);
          setFailure(answer.failure);
        },
        (error: unknown) => setFailure(toFailure(error)),
      )
      .finally(() => setBusy(null));
  };
  return { state, failure, busy, act };
}

interface FactsProps {
  readonly state: BackupState;
  readonly policy: PolicyView | null;
}

function Facts({ state, policy }: FactsProps) {
  const { last, folder, byPolicy, generations, keep, drills } = state;
  return (
    <dl className="cb-facts">
      <dt>{backupText.last}</dt>
      <dd data-testid="backup-last">
        {last === null ? backupText.none : backupText.lastWords(fullTime(last.at), last)}
      </dd>
      <dt>{backupText.place}</dt>
      <dd>
        {folder}
        <PolicyLock line={policy?.lines.find(({ key }) => key === "backup.folder")} />
        {byPolicy ? null : <div className="cb-sub">{backupText.own}</div>}
      </dd>
      <dt>{backupText.kept}</dt>
      <dd>
        {backupText.keptWords(generations.length, keep)}
        <PolicyLock line={policy?.lines.find(({ key }) => key === "backup.keep")} />
      </dd>
      <dt>{backupText.drills}</dt>
      <dd data-testid="backup-drills">
        {drills.length === 0
          ? backupText.noDrill
          : drills
              .toReversed()
              .slice(0, 3)
              .map((line) => (
                <div key={line.at}>
                  {line.failure === null
                    ? backupText.drillWords(fullTime(line.at), line)
                    : backupText.drillFailed(fullTime(line.at), explain(line.failure).text)}
                </div>
              ))}
      </dd>
      <dt>{backupText.open}</dt>
      <dd>{backupText.openWords}</dd>
    </dl>
  );
}
