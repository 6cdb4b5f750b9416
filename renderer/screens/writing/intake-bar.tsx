/** Above the page: which files are being added, how far they are, and a way to stop each. */
import { Button, Progress } from "antd";
import type { JSX } from "react";
import { editorText } from "../../text/writing";
import { useSignal } from "../../ui/use-signal";
import type { Intake } from "./intake";

export function IntakeBar({ intake }: { readonly intake: Intake }): JSX.Element | null {
  const files = useSignal(intake.state);
  if (files.length === 0) return null;
  return (
    <div className="ed-intake" role="status" data-testid="intake">
      {files.map(({ id, name, part }) => (
        <div key={id} className="ed-intake-file">
          <span className="ed-attachment-name">{editorText.adding(name)}</span>
          <Progress percent={Math.floor(part * 100)} size="small" aria-label={editorText.adding(name)} />
          <Button size="small" onClick={() => intake.cancel(id)} aria-label={`${editorText.stopAdding} ${name}`}>
            {editorText.stopAdding}
          </Button>
        </div>
      ))}
    </div>
  );
}
