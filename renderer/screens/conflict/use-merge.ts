/** The state of one merge: what was decided, one step back, and keeping it on disk as it is decided. */
import { useCallback, useMemo, useState } from "react";
import { type Failure, toFailure } from "../../../shared/failure";
import { isChanged, isUnresolved, type Place } from "../../../shared/merge/place";
import { type Choice, type Choices, isOffered, openPlaces } from "../../../shared/merge/resolve";
import type { Conflict, Conflicts } from "../../sync/conflict";

export interface MergeState {
  readonly choices: Choices;
  /** Places that differ from the common state, in the order of the text. */
  readonly changed: readonly Place[];
  readonly open: readonly Place[];
  readonly canUndo: boolean;
  /** Why the decisions are not on disk; null when they are. */
  readonly unkept: Failure | null;
  readonly choose: (place: Place, made: Choice) => void;
  /** All places that are still open get this side. */
  readonly chooseRest: (side: "mine" | "theirs") => void;
  readonly undo: () => void;
}

export function useMerge(conflict: Conflict, conflicts: Conflicts): MergeState {
  const [past, setPast] = useState<readonly Choices[]>([]);
  const [choices, setChoices] = useState(conflict.choices);
  const [unkept, setUnkept] = useState<Failure | null>(null);
  const { merge } = conflict;
  const changed = useMemo(() => merge.places.filter(isChanged), [merge]);
  const open = useMemo(() => openPlaces(merge, choices), [merge, choices]);
  const put = useCallback(
    (next: Choices) => {
      setChoices(next);
      conflicts.keep(conflict, next).then(
        () => setUnkept(null),
        (error: unknown) => setUnkept(toFailure(error)),
      );
    },
    [conflict, conflicts],
  );
  const change = (next: Choices) => {
    setPast([...past, choices]);
    put(next);
  };
  return {
    choices,
    changed,
    open,
    canUndo: past.length > 0,
    unkept,
    choose: (place, made) => isOffered(place, made) && change(new Map(choices).set(place.id, made)),
    chooseRest: (side) => change(new Map([...choices, ...open.map(({ id }) => [id, { kind: side }] as const)])),
    undo: () => {
      const before = past.at(-1);
      if (before === undefined) return;
      setPast(past.slice(0, -1));
      put(before);
    },
  };
}

export interface Walk {
  readonly changed: readonly Place[];
  readonly choices: Choices;
}

/** The place to go to from `current`: the next one in a direction, or the next that is open, round the end. */
export function nextPlace(
  { changed, choices }: Walk,
  current: string | null,
  { by, openOnly }: { readonly by: 1 | -1; readonly openOnly: boolean },
): string | null {
  const at = changed.findIndex(({ id }) => id === current);
  const from = at < 0 ? (by === 1 ? -1 : changed.length) : at;
  for (let step = 1; step <= changed.length; step += 1) {
    const place = changed[(from + by * step + changed.length * 2) % changed.length];
    if (place === undefined) return null;
    if (!openOnly || (isUnresolved(place) && !choices.has(place.id))) return place.id;
  }
  return null;
}
