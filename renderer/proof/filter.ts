/** What of the panel is shown: by severity, by category, decided or not, hints or not. */
import { categories, isCategory } from "../../shared/proofreading/category";
import { type Severity, severities } from "../../shared/proofreading/finding";
import { isOpen, type PanelGroup } from "./dispositions";

export interface Filter {
  readonly severity: Severity | null;
  readonly category: string | null;
  readonly hints: boolean;
}

export const everything: Filter = { severity: null, category: null, hints: true };

export function shownGroups(groups: readonly PanelGroup[], filter: Filter): readonly PanelGroup[] {
  return groups.filter(
    ({ lead }) =>
      (filter.hints || lead.severity !== "hint") &&
      (filter.severity === null || lead.severity === filter.severity) &&
      (filter.category === null || lead.category === filter.category),
  );
}

export const categoryName = (category: string): string => (isCategory(category) ? categories[category] : category);

export interface Choice<T> {
  readonly value: T;
  readonly open: number;
}

const openIn = (groups: readonly PanelGroup[]): number =>
  groups.filter(isOpen).reduce((sum, { open }) => sum + open.length, 0);

/** Severities that occur, with how many findings of each are open under the rest of the filter. */
export function severityChoices(groups: readonly PanelGroup[], filter: Filter): readonly Choice<Severity>[] {
  const rest = shownGroups(groups, { ...filter, severity: null, hints: true });
  return severities.flatMap((value) => {
    const own = rest.filter(({ lead }) => lead.severity === value);
    return own.length === 0 ? [] : [{ value, open: openIn(own) }];
  });
}

/** Categories that occur, in the order of the list of categories, with how many are open. */
export function categoryChoices(groups: readonly PanelGroup[], filter: Filter): readonly Choice<string>[] {
  const rest = shownGroups(groups, { ...filter, category: null });
  const order = Object.keys(categories);
  const rank = (value: string): number => (order.includes(value) ? order.indexOf(value) : order.length);
  return [...new Set(rest.map(({ lead }) => lead.category))]
    .sort((a, b) => rank(a) - rank(b))
    .map((value) => ({ value, open: openIn(rest.filter(({ lead }) => lead.category === value)) }));
}
