/** A failure as people read it: what happened, what to do, the code in small type. */
import { Alert } from "antd";
import { explain, type Failure } from "../../../shared/failure";
import { HelpLink } from "../../ui/help-link";

export function FailureNotice({ failure }: { readonly failure: Failure }) {
  const { text, next } = explain(failure);
  return (
    <Alert
      type="error"
      showIcon
      title={text}
      description={
        <>
          <div>{next}</div>
          <div className="cb-code">
            {failure.code} <HelpLink code={failure.code} />
          </div>
        </>
      }
      data-testid="review-failure"
      data-code={failure.code}
    />
  );
}
