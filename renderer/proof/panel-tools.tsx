/** Above the findings: what is shown of them, and what is done to many at once. */
import { Button, Select, Switch } from "antd";
import { type JSX, type ReactNode, useMemo } from "react";
import { severityNames } from "../../shared/proofreading/finding";
import { paneText } from "../text/proof-pane";
import type { PanelGroup } from "./dispositions";
import { categoryChoices, categoryName, everything, type Filter, severityChoices } from "./filter";

export interface PanelToolsProps {
  readonly groups: readonly PanelGroup[];
  readonly shown: number;
  readonly filter: Filter;
  readonly safe: number;
  readonly masks: number;
  readonly onFilter: (filter: Filter) => void;
  readonly onBulk: (kind: "safe" | "masks") => void;
  readonly onMiss: () => void;
  readonly children?: ReactNode;
}

export function PanelTools(props: PanelToolsProps): JSX.Element {
  const { groups, shown, filter, onFilter } = props;
  const narrowed = filter.severity !== null || filter.category !== null;
  return (
    <div className="proof-tools">
      <Filters groups={groups} filter={filter} onFilter={onFilter} />
      {narrowed && (
        <div className="proof-muted" data-testid="proof-filtered">
          {paneText.filtered(shown, groups.length)}{" "}
          <Button type="link" size="small" onClick={() => onFilter({ ...everything, hints: filter.hints })}>
            {paneText.clearFilter}
          </Button>
        </div>
      )}
      <Many {...props} />
    </div>
  );
}

function Filters({ groups, filter, onFilter }: Pick<PanelToolsProps, "groups" | "filter" | "onFilter">): JSX.Element {
  const severities = useMemo(() => severityChoices(groups, filter), [groups, filter]);
  const kinds = useMemo(() => categoryChoices(groups, filter), [groups, filter]);
  return (
    <div className="proof-filters">
      <Select
        size="small"
        value={filter.severity}
        aria-label={paneText.allSeverities}
        data-testid="filter-severity"
        onChange={(severity) => onFilter({ ...filter, severity })}
        options={[
          { value: null, label: paneText.allSeverities },
          ...severities.map(({ value, open }) => ({ value, label: paneText.choice(severityNames[value], open) })),
        ]}
      />
      <Select
        size="small"
        showSearch={{ optionFilterProp: "label" }}
        value={filter.category}
        aria-label={paneText.allCategories}
        data-testid="filter-category"
        onChange={(category) => onFilter({ ...filter, category })}
        options={[
          { value: null, label: paneText.allCategories },
          ...kinds.map(({ value, open }) => ({ value, label: paneText.choice(categoryName(value), open) })),
        ]}
      />
      <span className="proof-switch">
        <Switch
          size="small"
          checked={filter.hints}
          aria-label={paneText.hintsTitle}
          title={paneText.hintsTitle}
          data-testid="filter-hints"
          onChange={(hints) => onFilter({ ...filter, hints })}
        />
        {paneText.hints}
      </span>
    </div>
  );
}

function Many({ safe, masks, onBulk, onMiss, children }: PanelToolsProps): JSX.Element {
  return (
    <div className="proof-many">
      {safe > 0 && (
        <Button size="small" data-testid="bulk-safe" onClick={() => onBulk("safe")}>
          {paneText.bulk(safe)}
        </Button>
      )}
      {masks > 0 && (
        <Button size="small" data-testid="bulk-masks" onClick={() => onBulk("masks")}>
          {paneText.mask(masks)}
        </Button>
      )}
      <Button
        size="small"
        data-testid="report-miss"
        // The selection in the text must outlive the click.
        onMouseDown={(event) => event.preventDefault()}
        onClick={onMiss}
      >
        {paneText.miss}
      </Button>
      {children}
    </div>
  );
}
