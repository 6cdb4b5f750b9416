import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  CloudUploadOutlined,
  ExclamationCircleOutlined,
  MinusCircleOutlined,
  SendOutlined,
  SwapOutlined,
} from "@ant-design/icons";
import { type OperationState, operationStates } from "../../shared/sync/operation";

const icons = {
  queued: <ClockCircleOutlined aria-hidden />,
  waiting: <ClockCircleOutlined aria-hidden />,
  sending: <CloudUploadOutlined aria-hidden />,
  acknowledged: <SendOutlined aria-hidden />,
  confirmed: <CheckCircleOutlined aria-hidden />,
  conflict: <SwapOutlined aria-hidden />,
  rejected: <ExclamationCircleOutlined aria-hidden />,
  withdrawn: <MinusCircleOutlined aria-hidden />,
} as const satisfies Record<OperationState, unknown>;

/** The state in word and icon; colour only repeats it. */
export function SyncMark({ state }: { readonly state: OperationState }) {
  return (
    <span className="cb-mark" data-state={state} data-testid="sync-mark">
      {icons[state]} {operationStates[state]}
    </span>
  );
}
