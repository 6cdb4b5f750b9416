/** One place of the merge: this machine's text, the result with its choices, the platform's text, side by side. */
import { Button, Input } from "antd";
import { memo, useId, useState } from "react";
import { isUnresolved, type Place, placeRuns } from "../../../shared/merge/place";
import { type Choice, offered, outcomeOf } from "../../../shared/merge/resolve";
import { conflictText } from "../../text/conflict";
import { Badge } from "../../ui/badge";
import { asBlock, happened } from "./place-view";
import { BlockText, SideText } from "./side-text";

export interface PlaceRowProps {
  readonly place: Place;
  readonly name: string;
  readonly made: Choice | undefined;
  readonly current: boolean;
  readonly editing: boolean;
  readonly columnName: (columnId: string) => string;
  /** Where either side has it, in words; empty where it did not move. */
  readonly stands: { readonly mine: string; readonly theirs: string };
  readonly onChoose: (place: Place, made: Choice) => void;
  readonly onEdit: (place: Place, open: boolean) => void;
  readonly onCurrent: (id: string) => void;
}

export const PlaceRow = memo(function PlaceRow(props: PlaceRowProps) {
  const { place, name, made, current, columnName, stands, onCurrent } = props;
  const waits = isUnresolved(place) && made === undefined;
  const [base, mine, theirs] = [place.base, place.mine, place.theirs].map((value) => asBlock(place, value, columnName));
  const words = happened(place);
  return (
    <section
      className="conflict-place"
      id={`place-${place.id}`}
      tabIndex={-1}
      data-testid="conflict-place"
      data-place={place.id}
      data-state={waits ? "open" : isUnresolved(place) ? "chosen" : "proposed"}
      aria-current={current ? "true" : undefined}
      aria-label={`${name}，${words}${waits ? `，${conflictText.undecided}` : ""}`}
      onClick={() => onCurrent(place.id)}
      onFocus={() => onCurrent(place.id)}
      onKeyDown={() => undefined}
    >
      <header className="conflict-place-head">
        <b>{name}</b>
        <Badge tone={waits ? "block" : isUnresolved(place) ? "place" : "plain"}>{words}</Badge>
        {waits ? <Badge tone="block">{conflictText.undecided}</Badge> : null}
      </header>
      <div className="conflict-side canonical-view" data-side="mine">
        <SideText base={base ?? null} own={mine ?? null} />
        {stands.mine === "" ? null : <p className="conflict-stands">{stands.mine}</p>}
      </div>
      <Result {...props} waits={waits} />
      <div className="conflict-side canonical-view" data-side="theirs">
        <SideText base={base ?? null} own={theirs ?? null} />
        {stands.theirs === "" ? null : <p className="conflict-stands">{stands.theirs}</p>}
      </div>
    </section>
  );
});

function Result({
  place,
  made,
  editing,
  columnName,
  waits,
  onChoose,
  onEdit,
}: PlaceRowProps & { readonly waits: boolean }) {
  const outcome = outcomeOf(place, made);
  const blocks = outcome.values.flatMap((value) => asBlock(place, value, columnName) ?? []);
  if (editing) return <EditForm place={place} made={made} onChoose={onChoose} onEdit={onEdit} />;
  return (
    <div className="conflict-result canonical-view" data-testid="conflict-result">
      {waits ? <p className="conflict-none">{conflictText.undecided}</p> : null}
      {!waits && blocks.length === 0 ? <p className="conflict-none">{conflictText.deleted}</p> : null}
      {waits ? null : blocks.map((block, at) => <BlockText key={at === 0 ? "first" : "second"} block={block} />)}
      <Choices place={place} made={made} onChoose={onChoose} onEdit={onEdit} />
    </div>
  );
}

const keys = { mine: "1", theirs: "2", both: "3", edit: "4" } as const;

function Choices({ place, made, onChoose, onEdit }: Pick<PlaceRowProps, "place" | "made" | "onChoose" | "onEdit">) {
  const chosen =
    made?.kind ?? (isUnresolved(place) ? null : place.verdict === "none" ? place.placement : place.verdict);
  return (
    <fieldset className="conflict-choices">
      <legend className="conflict-hidden">{conflictText.result}</legend>
      {offered(place).map((kind) => (
        <Button
          key={kind}
          size="small"
          type={chosen === kind ? "primary" : "default"}
          aria-pressed={chosen === kind}
          aria-keyshortcuts={keys[kind]}
          data-testid={`choose-${kind}`}
          onClick={() => (kind === "edit" ? onEdit(place, true) : onChoose(place, { kind }))}
        >
          {`${keys[kind]} ${choiceWords(place, kind)}`}
        </Button>
      ))}
    </fieldset>
  );
}

function choiceWords(place: Place, kind: Choice["kind"]): string {
  if (kind === "both" && place.combined !== null) return conflictText.joined;
  if (kind === "mine" && place.mine === null) return conflictText.drop.mine;
  if (kind === "theirs" && place.theirs === null) return conflictText.drop.theirs;
  return conflictText.choose[kind];
}

function EditForm({ place, made, onChoose, onEdit }: Pick<PlaceRowProps, "place" | "made" | "onChoose" | "onEdit">) {
  const [text, setText] = useState(() => startText(place, made));
  const field = useId();
  return (
    <form
      className="conflict-result"
      onSubmit={(event) => {
        event.preventDefault();
        onChoose(place, { kind: "edit", text: text.normalize("NFC") });
        onEdit(place, false);
      }}
    >
      <label htmlFor={field} className="conflict-stands">
        {conflictText.editLabel}
      </label>
      <Input.TextArea
        id={field}
        value={text}
        autoFocus
        autoSize={{ minRows: 2, maxRows: 12 }}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.nativeEvent.isComposing) onEdit(place, false);
        }}
        data-testid="conflict-edit"
      />
      <p className="conflict-stands">{conflictText.editEmpty}</p>
      <div className="cb-toolbar">
        <Button size="small" type="primary" htmlType="submit" data-testid="conflict-edit-done">
          {conflictText.editDone}
        </Button>
        <Button size="small" onClick={() => onEdit(place, false)}>
          {conflictText.editCancel}
        </Button>
      </div>
    </form>
  );
}

/** What stands there now, else both changes in one, else this machine's text. */
function startText(place: Place, made: Choice | undefined): string {
  if (made?.kind === "edit") return made.text;
  const [value] = made === undefined ? [] : outcomeOf(place, made).values;
  const runs = placeRuns(place.kind, value ?? place.combined ?? place.mine ?? place.theirs);
  return (runs ?? []).map((run) => run.text).join("");
}
