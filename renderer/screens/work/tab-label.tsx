/** The name of a tab with its count; conflicts inside are told on the tab itself (D3). */
import { operationStates } from "../../../shared/sync/operation";
import { zh } from "../../text/zh";
import { Badge } from "../../ui/badge";
import type { WorkTab } from "../../window-context";

export interface TabLabelProps {
  readonly tab: WorkTab;
  readonly count: number;
  readonly conflicts: number;
}

export function TabLabel({ tab, count, conflicts }: TabLabelProps) {
  return (
    <span data-testid={`tab-${tab}`} data-count={count}>
      {zh.work.tabs[tab]} {count}
      {conflicts === 0 ? null : (
        <span className="work-conflicts" data-testid="tab-conflicts">
          <Badge tone="block">{`${conflicts} ${operationStates.conflict}`}</Badge>
        </span>
      )}
    </span>
  );
}
