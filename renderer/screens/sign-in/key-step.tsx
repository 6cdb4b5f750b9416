import { Button, Empty, Radio, Spin } from "antd";
import type { KeyInfo } from "../../../shared/ipc/contract";
import { zh } from "../../text/zh";

export interface KeyStepProps {
  /** Null while they are being looked for. */
  readonly keys: readonly KeyInfo[] | null;
  readonly chosen: string | null;
  readonly onChoose: (keyId: string) => void;
  readonly onRefresh: () => void;
  readonly onNext: () => void;
}

/** 插入密钥: every certificate the desk can see; those that cannot be used say why. */
export function KeyStep({ keys, chosen, onChoose, onRefresh, onNext }: KeyStepProps) {
  if (keys === null)
    return (
      <Spin description="正在查找证书…">
        <div style={{ minHeight: 96 }} />
      </Spin>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== null) onNext();
      }}
    >
      {keys.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={zh.signIn.noKeys} />
      ) : (
        <Radio.Group
          className="cb-keys"
          value={chosen}
          onChange={(event) => onChoose(String(event.target.value))}
          aria-label={zh.signIn.keyLabel}
        >
          {keys.map((key) => (
            <KeyChoice key={key.keyId} info={key} />
          ))}
        </Radio.Group>
      )}
      <div className="cb-toolbar">
        <Button type="primary" htmlType="submit" disabled={chosen === null} data-testid="key-next">
          {zh.signIn.next}
        </Button>
        <Button onClick={onRefresh} data-testid="keys-refresh">
          {zh.signIn.findKeys}
        </Button>
      </div>
    </form>
  );
}

function KeyChoice({ info }: { readonly info: KeyInfo }) {
  return (
    <Radio
      className="cb-key"
      value={info.keyId}
      disabled={!info.usable}
      data-testid={`key-${info.keyId}`}
      data-name={info.name}
    >
      <b>{info.name}</b> {info.organisation}
      <small>
        {info.issuer} 签发 · 有效期至 {info.notAfter.slice(0, 10)} · 序列号 {info.serial.slice(-12)}
      </small>
      {info.usable ? null : (
        <small className="cb-mark" data-state="rejected">
          不可用：{info.reason}
        </small>
      )}
    </Radio>
  );
}
