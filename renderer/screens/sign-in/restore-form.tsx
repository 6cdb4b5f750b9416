/** 从备份恢复 (D8): stores that lie in the policy's backup folder and are not on this machine. Shown only where there is one. */
import { App, Button } from "antd";
import { useCallback, useEffect, useState } from "react";
import type { Restorable } from "../../../shared/ipc/backup";
import type { Ask } from "../../services";
import { backupText } from "../../text/backup";
import { fullTime } from "../../ui/time";
import { useTask } from "../../ui/use-task";

export interface RestoreFormProps {
  readonly ask: Ask;
  /** A store more is on this machine; it waits for its owner and an administrator. */
  readonly onRestored: () => void;
}

export function RestoreForm({ ask, onRestored }: RestoreFormProps) {
  const [found, setFound] = useState<readonly Restorable[]>([]);
  const { message } = App.useApp();
  const { busy, run } = useTask();
  // Without an answer there is nothing to offer; the folder may be on a share that is not there now.
  const look = useCallback(() => ask("desk:backup.found", null).then(setFound, () => undefined), [ask]);
  useEffect(() => void look(), [look]);
  if (found.length === 0) return null;
  const restore = ({ storeId, generation, owner }: Restorable) =>
    run(storeId, async () => {
      await ask("desk:backup.restore", { storeId, generation });
      message.success(backupText.restored(owner));
      onRestored();
      await look();
    });
  return (
    <section className="cb-other-ways" aria-label={backupText.restore} data-testid="restore">
      <h2>{backupText.restore}</h2>
      <p className="cb-sub">{backupText.restoreHint}</p>
      <ul className="cb-plain-list">
        {found.map((one) => (
          <li key={one.storeId}>
            <span>{backupText.found(one.owner, fullTime(one.at), one.rows)}</span>{" "}
            {one.beside ? <div className="cb-sub">{backupText.beside}</div> : null}
            <Button
              size="small"
              onClick={() => void restore(one)}
              loading={busy === one.storeId}
              data-testid={`restore-${one.storeId}`}
            >
              {backupText.restore}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
