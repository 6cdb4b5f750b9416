/** Decisions whose sentence has changed: they speak of nothing any more and are listed, not lost (R7). */
import { Collapse } from "antd";
import type { JSX } from "react";
import { dispositions, keyOf, type LedgerEntry } from "../../shared/proofreading/ledger";
import { paneText } from "../text/proof-pane";

export function UnusedDecisions({ entries }: { readonly entries: readonly LedgerEntry[] }): JSX.Element | null {
  if (entries.length === 0) return null;
  const list = (
    <ul className="proof-unused">
      {entries.map(({ finding, disposition, reason }) => (
        <li key={keyOf(finding)}>
          “{finding.text}” {dispositions[disposition]}：{reason}
        </li>
      ))}
    </ul>
  );
  return (
    <Collapse
      ghost
      size="small"
      data-testid="proof-unused"
      items={[
        {
          key: "unused",
          label: paneText.unused(entries.length),
          children: (
            <>
              <p className="proof-muted">{paneText.unusedNote}</p>
              {list}
            </>
          ),
        },
      ]}
    />
  );
}
