import { Form, Modal, Select } from "antd";
import { useState } from "react";
import { itemTypes, type Metadata } from "../../../shared/model/metadata";
import type { Column } from "../../services";
import { zh } from "../../text/zh";
import { columnOptions, fittingColumns } from "../column-options";

export interface NewDraftProps {
  readonly open: boolean;
  readonly columns: readonly Column[];
  readonly onCreate: (metadata: Pick<Metadata, "itemType" | "columnId">) => void;
  readonly onClose: () => void;
}

const typeOptions = Object.entries(itemTypes).map(([value, label]) => ({ value, label }));
const isType = (value: string): value is Metadata["itemType"] => value in itemTypes;

/** 新建稿件: type and column, which decide what the panel and the checks will ask for. */
export function NewDraft({ open, columns, onCreate, onClose }: NewDraftProps) {
  const [itemType, setType] = useState<Metadata["itemType"]>("notice");
  const [columnId, setColumn] = useState("");
  const fitting = fittingColumns(columns, itemType);
  const chosen = fitting.some((column) => column.columnId === columnId) ? columnId : "";
  return (
    <Modal
      open={open}
      title={zh.create.title}
      okText={zh.create.confirm}
      cancelText={zh.create.cancel}
      onCancel={onClose}
      onOk={() => onCreate({ itemType, columnId: chosen })}
      okButtonProps={{ autoFocus: true, "data-testid": "create-confirm" }}
      width={440}
      destroyOnHidden
    >
      <Form layout="vertical">
        <Form.Item label={zh.create.type} htmlFor="new-type">
          <Select
            id="new-type"
            value={itemType}
            options={typeOptions}
            onChange={(value: string) => isType(value) && setType(value)}
            data-testid="create-type"
          />
        </Form.Item>
        <Form.Item
          label={zh.create.column}
          htmlFor="new-column"
          help={columns.length === 0 ? zh.create.noColumns : undefined}
        >
          <Select
            id="new-column"
            value={chosen === "" ? null : chosen}
            options={columnOptions(columns, itemType, chosen)}
            onChange={(value: string | null) => setColumn(value ?? "")}
            placeholder="选择栏目"
            allowClear
            data-testid="create-column"
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
