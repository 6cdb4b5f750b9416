/** Severity as icon and word; colour only repeats them. */
import { CloseCircleFilled, ExclamationCircleFilled, InfoCircleOutlined, StopFilled } from "@ant-design/icons";
import type { JSX } from "react";
import { type Severity, severityNames } from "../../shared/proofreading/finding";

const icons: Readonly<Record<Severity, JSX.Element>> = {
  block: <StopFilled aria-hidden />,
  error: <CloseCircleFilled aria-hidden />,
  warning: <ExclamationCircleFilled aria-hidden />,
  hint: <InfoCircleOutlined aria-hidden />,
};

export function SeverityMark({ severity }: { readonly severity: Severity }): JSX.Element {
  return (
    <span className={`proof-severity proof-severity-${severity}`}>
      {icons[severity]} {severityNames[severity]}
    </span>
  );
}
