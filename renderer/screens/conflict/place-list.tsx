/** All places in the order of the text; what both sides have alike is folded away and can be opened. */
import { useCallback, useMemo } from "react";
import { isChanged, type Place } from "../../../shared/merge/place";
import { useServices } from "../../services";
import type { Conflict } from "../../sync/conflict";
import { conflictText } from "../../text/conflict";
import { PlaceRow } from "./place-row";
import { asBlock, standsAfter } from "./place-view";
import { BlockText } from "./side-text";
import type { MergeState } from "./use-merge";

export interface PlaceListProps {
  readonly conflict: Conflict;
  readonly state: MergeState;
  readonly names: ReadonlyMap<string, string>;
  readonly current: string | null;
  readonly editing: string | null;
  readonly onCurrent: (id: string) => void;
  readonly onEdit: (place: Place, open: boolean) => void;
}

type Stretch =
  | { readonly kind: "changed"; readonly place: Place }
  | { readonly kind: "same"; readonly places: Place[] };

export function PlaceList({ conflict, state, names, current, editing, onCurrent, onEdit }: PlaceListProps) {
  const { items } = useServices();
  const columns = items.columns();
  const columnName = useCallback(
    (columnId: string) => columns.find((column) => column.columnId === columnId)?.name ?? columnId,
    [columns],
  );
  const stretches = useMemo(() => stretchesOf(conflict.merge.places), [conflict.merge]);
  const stands = useMemo(
    () => new Map(state.changed.map((place) => [place.id, standsOf(place, conflict)])),
    [state.changed, conflict],
  );
  return (
    <div className="conflict-scroll" data-testid="conflict-places">
      {stretches.map((stretch) =>
        stretch.kind === "same" ? (
          <Same key={`same-${stretch.places[0]?.id}`} places={stretch.places} columnName={columnName} />
        ) : (
          <PlaceRow
            key={stretch.place.id}
            place={stretch.place}
            name={names.get(stretch.place.id) ?? ""}
            made={state.choices.get(stretch.place.id)}
            current={current === stretch.place.id}
            editing={editing === stretch.place.id}
            columnName={columnName}
            stands={stands.get(stretch.place.id) ?? nowhere}
            onChoose={state.choose}
            onEdit={onEdit}
            onCurrent={onCurrent}
          />
        ),
      )}
    </div>
  );
}

const nowhere = { mine: "", theirs: "" };

/** Where either side has a block that was moved. */
function standsOf({ kind, mine, theirs, placement }: Place, conflict: Conflict): { mine: string; theirs: string } {
  if (kind !== "block" || placement === "none" || placement === "agreed" || mine === null || theirs === null)
    return nowhere;
  const words = (document: Conflict["mine"]["document"], id: string) => conflictText.stands(standsAfter(document, id));
  return {
    mine: words(conflict.mine.document, mine.id),
    theirs: words(conflict.theirs.content.document, theirs.id),
  };
}

/** Unchanged metadata is nobody's matter here; unchanged text is context. */
function stretchesOf(places: readonly Place[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const place of places) {
    const last = stretches.at(-1);
    if (isChanged(place)) stretches.push({ kind: "changed", place });
    else if (place.kind === "field" || place.kind === "title") continue;
    else if (last?.kind === "same") last.places.push(place);
    else stretches.push({ kind: "same", places: [place] });
  }
  return stretches;
}

interface SameProps {
  readonly places: readonly Place[];
  readonly columnName: (columnId: string) => string;
}

function Same({ places, columnName }: SameProps) {
  return (
    <details className="conflict-same">
      <summary>{conflictText.same(places.length)}</summary>
      <div className="canonical-view">
        {places.map((place) => {
          const block = asBlock(place, place.mine, columnName);
          return block === null ? null : <BlockText key={place.id} block={block} />;
        })}
      </div>
    </details>
  );
}
