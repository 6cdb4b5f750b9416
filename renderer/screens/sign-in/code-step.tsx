import { Button, Input } from "antd";
import { useEffect, useId, useState } from "react";
import { zh } from "../../text/zh";

export interface Sent {
  readonly maskedPhone: string;
  /** When another code may be asked for, in milliseconds since the epoch. */
  readonly resendAt: number;
}

export interface CodeStepProps {
  readonly sent: Sent;
  readonly demo: boolean;
  readonly busy: boolean;
  readonly onConfirm: (code: string) => void;
  readonly onResend: () => void;
  readonly onWorkOffline: () => void;
}

/** 短信验证码: the second factor, and the way on without it. */
export function CodeStep({ sent, demo, busy, onConfirm, onResend, onWorkOffline }: CodeStepProps) {
  const [code, setCode] = useState("");
  const field = useId();
  const seconds = useSecondsUntil(sent.resendAt);
  const ready = /^\d{6}$/.test(code);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onConfirm(code);
      }}
    >
      <div>
        {zh.signIn.sentTo(sent.maskedPhone)}
        {demo ? <div className="cb-sub">{zh.signIn.demoPhone}</div> : null}
      </div>
      <label htmlFor={field}>{zh.signIn.code}</label>
      <Input
        id={field}
        value={code}
        onChange={(event) => setCode(event.target.value.replace(/\D/g, "").slice(0, 6))}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        disabled={busy}
        data-testid="sms-input"
      />
      <div className="cb-toolbar">
        <Button type="primary" htmlType="submit" loading={busy} disabled={!ready} data-testid="sms-confirm">
          {zh.signIn.confirm}
        </Button>
        <Button onClick={onResend} disabled={busy || seconds > 0} data-testid="sms-resend">
          {zh.signIn.resend}
          {seconds > 0 ? `（${seconds} 秒后）` : ""}
        </Button>
        <Button type="text" onClick={onWorkOffline} disabled={busy} data-testid="work-offline">
          {zh.signIn.workOffline}
        </Button>
      </div>
    </form>
  );
}

function useSecondsUntil(at: number): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((at - now) / 1_000));
}
