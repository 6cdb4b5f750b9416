/** The way to the practice item, beside where manuscripts are made. */
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { practiceWords as words } from "../../text/practice";

const PracticeWindow = lazy(async () => ({ default: (await import("./practice-window")).PracticeWindow }));

export function PracticeButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="text" onClick={() => setOpen(true)} data-testid="practice-open">
        {words.open}
      </Button>
      {open ? (
        <Suspense fallback={null}>
          <PracticeWindow onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
