/** A date as people type it: 2026-06-18, 2026.6.18, 2026年6月18日 or 20260618; kept as YYYY-MM-DD. */
import { Input } from "antd";
import { useState } from "react";
import { readDay } from "./day";

export interface DateFieldProps {
  readonly value: string;
  /** The day as YYYY-MM-DD, or empty while there is none. */
  readonly onChange: (day: string) => void;
  readonly label: string;
  readonly testId: string;
}

export function DateField({ value, onChange, label, testId }: DateFieldProps) {
  const [typed, setTyped] = useState({ text: value, day: value });
  // A day that came from elsewhere, e.g. a restored version, replaces what was typed.
  const text = typed.day === value ? typed.text : value;
  const bad = text.trim() !== "" && readDay(text) === "";
  const hint = `${testId}-hint`;
  return (
    <>
      <Input
        value={text}
        placeholder="年-月-日，如 2026-06-18"
        inputMode="numeric"
        maxLength={20}
        status={bad ? "error" : ""}
        aria-label={label}
        aria-invalid={bad}
        {...(bad ? { "aria-describedby": hint } : {})}
        onChange={(event) => {
          const day = readDay(event.target.value);
          setTyped({ text: event.target.value, day });
          if (day !== value) onChange(day);
        }}
        onBlur={() => value !== "" && setTyped({ text: value, day: value })}
        data-testid={testId}
      />
      {bad ? (
        <div id={hint} className="cb-fault" role="alert">
          请写成“2026-06-18”这样的日期。
        </div>
      ) : null}
    </>
  );
}
