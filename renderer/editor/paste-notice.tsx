/** After a paste: everything that was left out, by kind, count and place, with one undo (E2). */
import { Alert, Button } from "antd";
import type { JSX } from "react";
import { pasteText } from "../text/writing";
import type { PasteReport } from "./extensions/paste";

interface PasteNoticeProps {
  readonly report: PasteReport;
  /** False once something else was changed: then undo would take back that, not the paste. */
  readonly undoable: boolean;
  readonly onUndo: () => void;
  readonly onClose: () => void;
}

export function PasteNotice({ report, undoable, onUndo, onClose }: PasteNoticeProps): JSX.Element {
  const count = report.dropped.reduce((sum, each) => sum + each.count, 0);
  return (
    <Alert
      type="warning"
      showIcon
      className="ed-paste-notice"
      data-testid="paste-report"
      title={pasteText.title(count)}
      description={
        <ul className="ed-dropped">
          {report.dropped.map(({ kind, count: times, after }) => (
            <li key={kind} data-testid="paste-dropped" data-kind={kind}>
              {`${pasteText.kinds[kind]} × ${times}，${pasteText.after(after)}`}
            </li>
          ))}
        </ul>
      }
      action={
        <>
          <Button size="small" data-testid="paste-undo" disabled={!undoable} onClick={onUndo}>
            {pasteText.undo}
          </Button>{" "}
          <Button size="small" type="text" onClick={onClose}>
            {pasteText.close}
          </Button>
        </>
      }
    />
  );
}
