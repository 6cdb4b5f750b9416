/** 退回: a category of the profile and words are needed before the refusal can be signed (W4). */
import { Input, Modal, Select } from "antd";
import { useState } from "react";
import type { Decision } from "../../../shared/workflow/decide";
import type { Profile } from "../../../shared/workflow/profile";
import { clauseName } from "../../text/clause";
import { reviewText } from "../../text/review";
import { type Refusing, reasonOf } from "./verdict";

interface ReturnDialogProps {
  readonly profile: Profile;
  readonly judge: (refusing: Refusing) => Decision;
  readonly onContinue: (refusing: Refusing) => void;
  readonly onClose: () => void;
}

export function ReturnDialog({ profile, judge, onContinue, onClose }: ReturnDialogProps) {
  const [category, setCategory] = useState("");
  const [text, setText] = useState("");
  const decision = judge({ category, text });
  return (
    <Modal
      open
      title={reviewText.returnTitle}
      okText={reviewText.returnNext}
      cancelText={reviewText.cancel}
      mask={{ closable: false }}
      okButtonProps={{ disabled: !decision.allowed, danger: true, "data-testid": "return-continue" }}
      onOk={() => onContinue({ category, text })}
      onCancel={onClose}
      data-testid="return-dialog"
    >
      <div className="return-form">
        <label htmlFor="return-category">{reviewText.returnCategory}</label>
        <Select
          id="return-category"
          value={category === "" ? null : category}
          placeholder={reviewText.returnChoose}
          onChange={setCategory}
          options={profile.review.refusals.map((row) => ({
            value: row.code,
            label: `${row.text}（${clauseName(row.clause)}）`,
          }))}
          data-testid="return-category"
        />
        <label htmlFor="return-text">{reviewText.returnWords}</label>
        <Input.TextArea
          id="return-text"
          value={text}
          maxLength={2_000}
          autoSize={{ minRows: 4, maxRows: 10 }}
          onChange={(event) => setText(event.target.value)}
          data-testid="return-text"
        />
        <small>{reviewText.returnHint}</small>
        <p className="review-reason" aria-live="polite">
          {reasonOf(decision).reason}
        </p>
      </div>
    </Modal>
  );
}
