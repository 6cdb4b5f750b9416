/** 检索 in the title bar, and its keys: Ctrl+K everywhere, / outside text fields. */
import { SearchOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { useCallback, useEffect, useState } from "react";
import { searchText } from "../text/search";
import { useSignal } from "../ui/use-signal";
import { useWindow } from "../window-context";
import { SearchDialog } from "./search-dialog";

export function SearchButton() {
  const { station } = useWindow();
  const { ready } = useSignal(station.search.state);
  const [open, setOpen] = useState(false);
  useSearchKeys(useCallback(() => setOpen(true), []));
  return (
    <>
      <Tooltip title={searchText.openHint}>
        <Button
          icon={<SearchOutlined />}
          onClick={() => setOpen(true)}
          data-testid="search-open"
          data-ready={ready}
          aria-keyshortcuts="Control+K /"
        >
          {searchText.open}
        </Button>
      </Tooltip>
      {open ? <SearchDialog search={station.search} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function useSearchKeys(open: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!asksForSearch(event)) return;
      event.preventDefault();
      open();
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [open]);
}

/** Not over another dialog: what is asked there has to be answered first. */
function asksForSearch(event: KeyboardEvent): boolean {
  if (event.isComposing || event.altKey || event.shiftKey || event.metaKey) return false;
  if (document.querySelector(".ant-modal-wrap:not([style*='display: none'])") !== null) return false;
  if (event.ctrlKey) return event.key.toLowerCase() === "k";
  return event.key === "/" && !isTextField(event.target);
}

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
