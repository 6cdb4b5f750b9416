/** 系统管理: opens the platform's pages for administrators and auditors, and shows the code that is typed there. */
import { Button } from "antd";
import { useEffect, useState } from "react";
import { type Failure, toFailure } from "../../../shared/failure";
import type { Output } from "../../../shared/ipc/contract";
import { isAdministrative } from "../../../shared/workflow/duty";
import { useServices } from "../../services";
import { administrationText as words } from "../../text/administration";
import { FailureNotice } from "../../ui/failure-notice";

export function AdministrationSection() {
  const { session } = useServices();
  const mayOpen = session.account !== null && isAdministrative(session.account);
  return mayOpen && session.state === "online" ? <Opening /> : null;
}

const CODE_MS = 60_000;

function Opening() {
  const { ask } = useServices();
  const [busy, setBusy] = useState(false);
  const [opened, setOpened] = useState<Output<"desk:admin.open"> | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  // A code that is worth nothing any more is not left standing.
  useEffect(() => {
    if (opened === null) return;
    const timer = setTimeout(() => setOpened(null), CODE_MS);
    return () => clearTimeout(timer);
  }, [opened]);
  const open = async () => {
    setBusy(true);
    setFailure(null);
    setOpened(null);
    try {
      setOpened(await ask("desk:admin.open", null));
    } catch (error) {
      setFailure(toFailure(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="cb-panel" data-testid="administration">
      <h2>{words.title}</h2>
      <p className="cb-sub">{words.about}</p>
      {failure === null ? null : <FailureNotice failure={failure} />}
      <div aria-live="polite">{opened === null ? null : <Code code={opened.code} />}</div>
      <Button type="primary" loading={busy} onClick={() => void open()} data-testid="admin-open">
        {opened === null ? words.open : words.again}
      </Button>
    </section>
  );
}

function Code({ code }: { readonly code: string }) {
  return (
    <p>
      {words.opened}
      <strong className="cb-code" style={{ fontSize: 24, letterSpacing: 4 }} data-testid="admin-code">
        {code}
      </strong>
      <br />
      <span className="cb-sub">{words.rule}</span>
    </p>
  );
}
