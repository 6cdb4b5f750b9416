import { Alert } from "antd";
import type { ReactNode } from "react";
import { explain, type Failure } from "../../shared/failure";
import { HelpLink } from "./help-link";

export interface FailureNoticeProps {
  readonly failure: Failure;
  /** What was being done, e.g. the sign-in step. */
  readonly title?: string;
  readonly action?: ReactNode;
  readonly level?: "error" | "warning";
}

/** What happened, what is safe, what to do, and the code in small type. */
export function FailureNotice({ failure, title, action, level = "error" }: FailureNoticeProps) {
  const { text, next } = explain(failure);
  return (
    <Alert
      type={level}
      showIcon
      role="alert"
      data-testid="failure"
      data-code={failure.code}
      title={title ?? text}
      description={
        <>
          {title === undefined ? null : <div>{text}</div>}
          <div>{next}</div>
          <div className="cb-code">
            {failure.code} <HelpLink code={failure.code} />
          </div>
        </>
      }
      action={action}
    />
  );
}
