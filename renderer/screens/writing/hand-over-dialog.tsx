/** Submitting where somebody else holds the first level: says who takes it next before anything is sent. */
import { Modal } from "antd";
import type { JSX } from "react";
import { writingText } from "../../text/writing";
import type { HandOverPlan } from "./use-submit";

interface HandOverDialogProps {
  readonly plan: HandOverPlan;
  readonly onOk: () => void;
  readonly onCancel: () => void;
}

export function HandOverDialog({ plan, onOk, onCancel }: HandOverDialogProps): JSX.Element {
  const { handOver } = writingText;
  return (
    <Modal
      open
      title={handOver.title(plan.content.document.title)}
      okText={handOver.ok}
      cancelText={handOver.cancel}
      okButtonProps={{ "data-testid": "hand-over" }}
      onOk={onOk}
      onCancel={onCancel}
      mask={{ closable: false }}
      data-testid="hand-over-dialog"
    >
      {handOver.text(plan.step.name, plan.roles.join("或"))}
    </Modal>
  );
}
