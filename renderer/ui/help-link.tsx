/** 帮助 beside a failure: opens its page in the window, offline. Outside of a window with help there is no link. */
import { createContext, useContext } from "react";
import type { FailureCode } from "../../shared/failure";

/** Opens a page; null opens the list. */
export type OpenHelp = (code: FailureCode | null) => void;

export const HelpContext = createContext<OpenHelp | null>(null);

export function HelpLink({ code }: { readonly code: FailureCode }) {
  const open = useContext(HelpContext);
  if (open === null) return null;
  return (
    <button
      type="button"
      className="cb-help-link"
      onClick={() => open(code)}
      data-testid="help-link"
      data-help={code}
      aria-label={`帮助：${code}`}
      aria-keyshortcuts="F1"
    >
      帮助
    </button>
  );
}
