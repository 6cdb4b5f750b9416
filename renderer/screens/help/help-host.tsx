/**
 * The help over every screen, the entry and the lock screen included: it shows nothing of anybody's work. F1 opens the
 * page of the failure in sight, and the list where there is none.
 */
import { Drawer } from "antd";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { type FailureCode, failureCodes } from "../../../shared/failure";
import { helpPage } from "../../../shared/help/help";
import { helpText } from "../../text/help";
import { HelpContext } from "../../ui/help-link";
import { HelpList } from "./help-list";
import { HelpPageView } from "./help-page";
import "./help.css";

/** Where the help stands: closed, at the list, or at a page. */
type Standing = { readonly open: false } | { readonly open: true; readonly code: FailureCode | null };

export function HelpHost({ children }: { readonly children: ReactNode }) {
  const [standing, setStanding] = useState<Standing>({ open: false });
  const show = useCallback((code: FailureCode | null) => setStanding({ open: true, code }), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "F1" || event.isComposing) return;
      event.preventDefault();
      show(codeInSight(document));
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, [show]);
  return (
    <HelpContext value={show}>
      {children}
      <Drawer
        open={standing.open}
        onClose={() => setStanding({ open: false })}
        title={helpText.title}
        size={520}
        destroyOnHidden
        data-testid="help"
      >
        {standing.open && standing.code !== null ? (
          <HelpPageView key={standing.code} page={helpPage(standing.code)} onOpen={show} />
        ) : (
          <HelpList onOpen={show} />
        )}
      </Drawer>
    </HelpContext>
  );
}

/** Of the failures shown now: the one with the focus, else the last, which is the one in the foremost dialog. */
function codeInSight(page: Document): FailureCode | null {
  const shown = [...page.querySelectorAll("[data-code]")];
  const focused = shown.find((each) => each.contains(page.activeElement));
  const code = (focused ?? shown.at(-1))?.getAttribute("data-code");
  return failureCodes.find((each) => each === code) ?? null;
}
