import { App } from "antd";
import { useCallback, useState } from "react";
import { explain, toFailure } from "../../shared/failure";
import { HelpLink } from "./help-link";

/**
 * Runs something a person asked for. A failure stays on the screen in a dialog until it is read: nothing that must be
 * acted upon is a passing toast.
 */
export function useTask() {
  const { modal } = App.useApp();
  const [busy, setBusy] = useState<string | null>(null);
  const run = useCallback(
    async (name: string, work: () => Promise<void>) => {
      setBusy(name);
      try {
        await work();
      } catch (error) {
        const failure = toFailure(error);
        const { text, next } = explain(failure);
        modal.error({
          title: text,
          content: (
            <div data-testid="failure" data-code={failure.code}>
              {next}
              <div className="cb-code">
                {failure.code} <HelpLink code={failure.code} />
              </div>
            </div>
          ),
          okText: "知道了",
        });
      } finally {
        setBusy(null);
      }
    },
    [modal],
  );
  return { busy, run };
}
