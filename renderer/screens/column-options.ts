/** The columns that a person may choose (RP-9): of the own unit, or granted by their lead unit, which is named then. */

import type { Column } from "../services";
import { writingText } from "../text/writing";

interface Option {
  readonly value: string;
  readonly label: string;
}

/** Those that take the type of item and that the own unit may feed. */
export const fittingColumns = (columns: readonly Column[], itemType: string): readonly Column[] =>
  columns.filter(({ itemTypes, use }) => use !== "none" && (itemTypes.length === 0 || itemTypes.includes(itemType)));

/** One chosen before stays visible, with why it no longer fits, also when it is not among them. */
export function columnOptions(columns: readonly Column[], itemType: string, chosen: string): Option[] {
  const fitting = fittingColumns(columns, itemType);
  const options = fitting.map((column) => ({ value: column.columnId, label: labelOf(column) }));
  if (chosen === "" || fitting.some(({ columnId }) => columnId === chosen)) return options;
  const known = columns.find(({ columnId }) => columnId === chosen);
  if (known === undefined) return [...options, { value: chosen, label: chosen }];
  const label = known.use === "none" ? writingText.columnNotGranted(known.name, known.leadUnit ?? null) : known.name;
  return [...options, { value: chosen, label }];
}

const labelOf = ({ name, use, leadUnit }: Column): string =>
  use === "granted" && typeof leadUnit === "string" ? writingText.columnGranted(name, leadUnit) : name;
