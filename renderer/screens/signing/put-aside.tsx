/** Puts a signing that was read to the end aside, to be signed together with others (S7). */
import { Button } from "antd";
import { useState } from "react";
import type { SigningView } from "../../../shared/ipc/signing";
import type { SignedStatement } from "../../../shared/trust/statement";
import { batchText } from "../../text/keys";
import { useWindow } from "../../window-context";
import { decisionSentence, type Shown } from "./shown";

export interface Later {
  /** What is done with the signature. */
  readonly deliver: (signed: SignedStatement) => Promise<void>;
  readonly onPutAside: () => void;
}

interface PutAsideProps {
  readonly view: SigningView;
  readonly shown: Shown;
  readonly read: boolean;
  readonly later: Later;
}

export function PutAside({ view, shown, read, later }: PutAsideProps) {
  const { tray } = useWindow();
  const [full, setFull] = useState(false);
  const { statement } = shown;
  const putAside = () => {
    const entry = {
      signingId: view.signingId,
      shown: shown.shown,
      itemId: statement.itemId,
      title: statement.title,
      sentence: decisionSentence(statement),
      deliver: later.deliver,
    };
    if (tray.add(entry)) later.onPutAside();
    else setFull(true);
  };
  return (
    <>
      <Button onClick={putAside} disabled={!read} data-testid="signing-put-aside">
        {batchText.add}
      </Button>
      {full ? <small role="alert">{batchText.full}</small> : null}
    </>
  );
}
