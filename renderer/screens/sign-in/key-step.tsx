import { SearchOutlined } from "@ant-design/icons";
import { Button, Input, Radio, Spin } from "antd";
import { useState } from "react";
import type { KeyInfo } from "../../../shared/ipc/key";
import { placeOf } from "../../text/keys";
import { zh } from "../../text/zh";
import { Nothing } from "../../ui/nothing";
import { keysByIssuer, keysMatching } from "./key-groups";

export interface KeyStepProps {
  /** Null while they are being looked for. */
  readonly keys: readonly KeyInfo[] | null;
  readonly chosen: string | null;
  readonly onChoose: (keyId: string) => void;
  readonly onRefresh: () => void;
  readonly onNext: () => void;
}

/** With more keys than this a person looks for a name rather than down a list. */
const MANY = 8;

/** 插入密钥: every certificate the desk can see; those that cannot be used say why. */
export function KeyStep({ keys, chosen, onChoose, onRefresh, onNext }: KeyStepProps) {
  const [query, setQuery] = useState("");
  if (keys === null)
    return (
      <Spin description="正在查找证书…">
        <div style={{ minHeight: 96 }} />
      </Spin>
    );
  const picked = keys.find((key) => key.keyId === chosen);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== null) onNext();
      }}
    >
      {keys.length > MANY ? (
        <Input
          prefix={<SearchOutlined aria-hidden />}
          placeholder={zh.signIn.filter}
          aria-label={zh.signIn.filter}
          value={query}
          allowClear
          // A list that comes late takes the focus from nobody who types elsewhere on the screen meanwhile.
          autoFocus={document.activeElement === document.body}
          onChange={(event) => setQuery(event.target.value)}
          data-testid="key-filter"
        />
      ) : null}
      {keys.length === 0 ? (
        <Nothing words={zh.signIn.noKeys} />
      ) : (
        <KeyList keys={keysMatching(keys, query)} chosen={chosen} onChoose={onChoose} />
      )}
      <div className="cb-toolbar">
        <Button type="primary" htmlType="submit" disabled={chosen === null} data-testid="key-next">
          {zh.signIn.next}
        </Button>
        <Button onClick={onRefresh} data-testid="keys-refresh">
          {zh.signIn.findKeys}
        </Button>
        <span className="cb-sub" aria-live="polite">
          {picked === undefined ? "" : zh.signIn.picked(picked.name)}
        </span>
      </div>
    </form>
  );
}

interface KeyListProps extends Pick<KeyStepProps, "chosen" | "onChoose"> {
  readonly keys: readonly KeyInfo[];
}

/** The list scrolls by itself, so that the way on stays in sight. */
function KeyList({ keys, chosen, onChoose }: KeyListProps) {
  if (keys.length === 0) return <Nothing words={zh.signIn.noMatch} />;
  const groups = keysByIssuer(keys);
  return (
    <Radio.Group
      className="cb-keys"
      value={chosen}
      onChange={(event) => onChoose(String(event.target.value))}
      aria-label={zh.signIn.keyLabel}
    >
      {groups.map(([issuer, own]) => (
        <fieldset key={issuer} className="cb-key-group">
          <legend>{zh.signIn.issuedBy(issuer, own.length)}</legend>
          {own.map((key) => (
            <KeyChoice key={key.keyId} info={key} />
          ))}
        </fieldset>
      ))}
    </Radio.Group>
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
        {placeOf(info)} · <span className="cb-time">有效期至 {info.notAfter.slice(0, 10)}</span> · 证书尾号{" "}
        {info.serial.slice(-8)}
      </small>
      {info.usable ? null : (
        <small className="cb-mark" data-state="rejected">
          不可用：{info.reason}
        </small>
      )}
    </Radio>
  );
}
