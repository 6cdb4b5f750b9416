/** 证书到期提醒 (S11): as long as it can be put off, it can be put aside for this session. */
import { Button } from "antd";
import { useState } from "react";
import type { KeyInfo } from "../../shared/ipc/key";
import { expiryOf } from "../text/keys";

export interface ExpiryNoteProps {
  readonly info: KeyInfo | null;
  /** By the platform's clock where it is known. */
  readonly now: Date;
}

export function ExpiryNote({ info, now }: ExpiryNoteProps) {
  const [aside, setAside] = useState("");
  const expiry = info === null ? null : expiryOf(info, now);
  if (info === null || expiry === null || aside === info.fingerprint) return null;
  return (
    <div
      className="cb-note"
      {...(expiry.level === "info" ? {} : { "data-tone": "trouble" })}
      data-testid="expiry-note"
      data-level={expiry.level}
    >
      <span>{expiry.words}</span>
      {expiry.level === "error" ? null : (
        <Button size="small" onClick={() => setAside(info.fingerprint)} data-testid="expiry-aside">
          知道了
        </Button>
      )}
    </div>
  );
}
