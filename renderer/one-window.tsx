/** A second window waits until the first is closed, and says what to do when that one does not answer. */
import { Alert, Button } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { browserAfter } from "./after";
import { zh } from "./text/zh";
import { Waiting } from "./ui/waiting";
import { type Hold, holdWindow, type WindowHold } from "./window-hold";

export function OneWindow({ children }: { readonly children: ReactNode }) {
  const [hold, setHold] = useState<Hold>("waiting");
  const held = useRef<WindowHold | null>(null);
  useEffect(() => {
    const mine = holdWindow({ locks: navigator.locks, after: browserAfter, onHold: setHold });
    held.current = mine;
    return mine.end;
  }, []);
  if (hold === "mine") return children;
  if (hold === "waiting") return <Waiting words={zh.otherWindow.open} />;
  return (
    <div className="cb-page">
      <Alert
        type="warning"
        showIcon
        title={zh.otherWindow.open}
        description={zh.otherWindow.late}
        action={
          <Button onClick={() => held.current?.take()} data-testid="take-window">
            {zh.otherWindow.take}
          </Button>
        }
        data-testid="other-window"
      />
    </div>
  );
}
