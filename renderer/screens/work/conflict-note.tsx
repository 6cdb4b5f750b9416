/** 冲突 on the first screen, whichever tab is open: two texts wait for this person (D3). */
import { CommandButton } from "../../commands/command-button";
import { useServices } from "../../services";
import type { PendingItem } from "../../sync/summary";
import { zh } from "../../text/zh";
import { SyncMark } from "../../ui/sync-mark";

export function ConflictNote({ pending }: { readonly pending: readonly PendingItem[] }) {
  const { go } = useServices();
  const mine = pending.filter(({ state }) => state === "conflict");
  const [first] = mine;
  if (first === undefined) return null;
  const { title, itemId, head } = first;
  const merges = mine.length === 1 && head.operation.body.kind === "revision";
  return (
    <div className="cb-note work-conflict" data-tone="trouble" role="status" data-testid="conflict-note">
      <SyncMark state="conflict" />
      <span>
        {mine.length === 1
          ? zh.work.conflictOne(title === "" ? zh.work.untitled : title)
          : zh.work.conflictMany(mine.length)}
      </span>
      <CommandButton
        command="conflict.merge"
        size="small"
        type="primary"
        onClick={() => go(merges ? { screen: "conflict", itemId } : { screen: "sync" })}
        data-testid="conflict-open"
      >
        {merges ? zh.work.conflictMerge : zh.work.conflictList}
      </CommandButton>
    </div>
  );
}
