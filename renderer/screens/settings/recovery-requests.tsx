/** 恢复申请: for 系统管理, who approves or refuses after having seen the person; the reason stands in the audit. */
import { Input } from "antd";
import { useCallback, useEffect, useState } from "react";
import { type Failure, toFailure } from "../../../shared/failure";
import type { RecoveryView } from "../../../shared/http/recovery";
import { systemRoles } from "../../../shared/workflow/duty";
import { CommandButton } from "../../commands/command-button";
import { useServices } from "../../services";
import { vaultText } from "../../text/vault";
import { FailureNotice } from "../../ui/failure-notice";
import { When } from "../../ui/when";

export function RecoveryRequests() {
  const { session } = useServices();
  const isSystem = session.account?.roles.some((role) => systemRoles.includes(role)) ?? false;
  return isSystem && session.state === "online" ? <Requests /> : null;
}

function Requests() {
  const { ask } = useServices();
  const [requests, setRequests] = useState<readonly RecoveryView[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = useCallback(async (work: () => Promise<readonly RecoveryView[]>) => {
    setFailure(null);
    try {
      setRequests(await work());
    } catch (error) {
      setFailure(toFailure(error));
    }
  }, []);
  useEffect(() => void run(() => ask("desk:recovery.list", null)), [ask, run]);
  return (
    <section className="cb-panel" data-testid="recovery-requests">
      <h2>{vaultText.requests}</h2>
      {failure === null ? null : <FailureNotice failure={failure} />}
      {requests?.length === 0 ? <p className="cb-muted">{vaultText.requestsNone}</p> : null}
      <ul className="cb-plain-list">
        {(requests ?? []).map((request) => (
          <Request
            key={request.recoveryId}
            request={request}
            onDecide={(approve, reason) =>
              void run(() => ask("desk:recovery.decide", { recoveryId: request.recoveryId, approve, reason }))
            }
          />
        ))}
      </ul>
    </section>
  );
}

interface RequestProps {
  readonly request: RecoveryView;
  readonly onDecide: (approve: boolean, reason: string) => void;
}

function Request({ request, onDecide }: RequestProps) {
  const { name, unitName, requestedAt, state, decidedBy } = request;
  const [reason, setReason] = useState("");
  const ready = reason.trim() !== "";
  return (
    <li data-testid="recovery-request" data-state={state}>
      {name} · {unitName} · <When at={requestedAt} /> · {vaultText.recoveryStates[state]}
      {decidedBy === "" ? null : `（${decidedBy}）`}
      {state === "waiting" ? (
        <div className="cb-toolbar">
          <Input
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            placeholder={vaultText.reason}
            aria-label={vaultText.reason}
            maxLength={200}
            data-testid="recovery-reason"
          />
          <CommandButton
            command="recovery.decide"
            missing={ready ? null : vaultText.reason}
            onClick={() => onDecide(true, reason)}
            data-testid="recovery-approve"
          >
            {vaultText.approve}
          </CommandButton>
          <CommandButton
            command="recovery.decide"
            missing={ready ? null : vaultText.reason}
            onClick={() => onDecide(false, reason)}
            data-testid="recovery-refuse"
          >
            {vaultText.refuse}
          </CommandButton>
        </div>
      ) : null}
    </li>
  );
}
