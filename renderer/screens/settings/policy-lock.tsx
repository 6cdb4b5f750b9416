/** The lock beside a control that the administrators decided, with who did (L4). */
import { LockOutlined } from "@ant-design/icons";
import { Tooltip } from "antd";
import type { PolicyLine } from "../../../shared/ipc/policy";
import { lockWords, sourceWords } from "../../text/policy";

export function PolicyLock({ line }: { readonly line: Pick<PolicyLine, "locked" | "source"> | undefined }) {
  // What nobody above the person has set has no lock to show.
  if (line === undefined || !line.locked || line.source === null) return null;
  return (
    <Tooltip title={`${lockWords(line)}${line.source.place === "" ? "" : `：${line.source.place}`}`}>
      <span className="cb-policy-lock" role="img" aria-label={lockWords(line)} data-testid="policy-lock">
        <LockOutlined /> {sourceWords(line.source)}
      </span>
    </Tooltip>
  );
}
