/** 撤稿: a reason and words before the order can be signed (W9, TN-26). */
import { Alert, Descriptions, Input, Modal, Select } from "antd";
import { useState } from "react";
import type { ItemDetail } from "../../../shared/http/item";
import type { Profile } from "../../../shared/workflow/profile";
import { type TakedownReason, takedownReason, takedownReasons } from "../../../shared/workflow/takedown-reasons";
import { takedownText } from "../../text/takedown";
import type { TakingDown } from "./verdict";

interface TakedownDialogProps {
  readonly detail: ItemDetail;
  readonly profile: Profile;
  readonly onContinue: (taking: TakingDown) => void;
  readonly onClose: () => void;
}

export function TakedownDialog({ detail, profile, onContinue, onClose }: TakedownDialogProps) {
  const [category, setCategory] = useState<TakedownReason | null>(null);
  const [text, setText] = useState("");
  const ready = category !== null && text.trim() !== "";
  return (
    <Modal
      open
      title={takedownText.title}
      okText={takedownText.next}
      cancelText={takedownText.cancel}
      mask={{ closable: false }}
      okButtonProps={{ disabled: !ready, danger: true, "data-testid": "takedown-continue" }}
      onOk={() => category !== null && onContinue({ category, text })}
      onCancel={onClose}
      data-testid="takedown-dialog"
    >
      <div className="return-form">
        <Original detail={detail} minutes={profile.deadlines.takedownMinutes} />
        <label htmlFor="takedown-reason">{takedownText.reason}</label>
        <Select
          id="takedown-reason"
          value={category}
          placeholder={takedownText.choose}
          onChange={(value: string | null) => setCategory(takedownReason.nullable().parse(value))}
          options={Object.entries(takedownReasons).map(([value, label]) => ({ value, label }))}
          data-testid="takedown-reason"
        />
        <label htmlFor="takedown-text">{takedownText.words}</label>
        <Input.TextArea
          id="takedown-text"
          value={text}
          maxLength={2_000}
          autoSize={{ minRows: 3, maxRows: 8 }}
          onChange={(event) => setText(event.target.value)}
          data-testid="takedown-text"
        />
        <small>{takedownText.hint}</small>
      </div>
    </Modal>
  );
}

/** What goes, under which number and address, and by when. */
function Original({ detail, minutes }: { readonly detail: ItemDetail; readonly minutes: number | null }) {
  const items = [
    { key: "number", label: takedownText.original, children: detail.repoId ?? "" },
    { key: "page", label: takedownText.page, children: detail.publicPath },
  ].filter((row) => row.children !== "");
  return (
    <>
      <Alert
        type="warning"
        showIcon
        title={takedownText.what}
        description={minutes === null ? "" : takedownText.within(minutes)}
      />
      <Descriptions column={1} size="small" items={items} />
    </>
  );
}
