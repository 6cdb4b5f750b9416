/** The notes about updates at the top of the window: one line, out of the way, reachable by keyboard (L8, L9). */
import { Button } from "antd";
import type { UpdateView } from "../../../shared/ipc/update";
import { useServices } from "../../services";
import { updateText } from "../../text/update";
import { shortTime } from "../../ui/time";
import { canInstall, daysLeft } from "./update-words";
import { type UpdateControl, useUpdate } from "./use-update";

export function UpdateNote() {
  const control = useUpdate();
  const { view } = control;
  if (view === null) return null;
  return (
    <>
      {view.fallbacks.length === 0 ? null : <FallbackNote view={view} control={control} />}
      {view.offer?.ready === true ? <ReadyNote view={view} control={control} /> : null}
    </>
  );
}

interface NoteProps {
  readonly view: UpdateView;
  readonly control: UpdateControl;
}

function FallbackNote({ view, control: { act, busy } }: NoteProps) {
  return (
    <div className="cb-note" data-tone="trouble" data-testid="update-fallback">
      <span>
        {view.fallbacks.map((each) => (
          <span key={each.at}>{`${updateText.fallback(each)}${updateText.fallbackSafe(each)}`}</span>
        ))}
      </span>
      <Button size="small" onClick={() => act("desk:update.seen")} loading={busy === "desk:update.seen"}>
        {updateText.seen}
      </Button>
    </div>
  );
}

function ReadyNote({ view, control: { act, busy } }: NoteProps) {
  const { clock } = useServices();
  const { offer, restartAt, waiting } = view;
  if (offer === null) return null;
  const now = clock();
  const days = daysLeft(view, now);
  const words = offer.direction === "back" ? updateText.back(offer.version) : updateText.ready(offer.version);
  const time = (instant: string | null) => (instant === null ? null : shortTime(instant, now));
  const why = waiting === null ? null : updateText.waiting(waiting.why, time(waiting.until));
  return (
    <div className="cb-note" data-testid="update-ready">
      <span>
        {words}
        {restartAt === null ? (why ?? updateText.restartWhenIdle) : updateText.restartAt(shortTime(restartAt, now))}
        {days === null ? updateText.noDeferral : updateText.daysLeft(days)}
      </span>
      <Button
        size="small"
        type="primary"
        disabled={!canInstall(view)}
        title={canInstall(view) ? undefined : (why ?? undefined)}
        loading={busy === "desk:update.install"}
        onClick={() => act("desk:update.install")}
        data-testid="update-install"
      >
        {updateText.install}
      </Button>
      {days === null || waiting?.why === "deferred" ? null : (
        <Button
          size="small"
          onClick={() => act("desk:update.defer")}
          loading={busy === "desk:update.defer"}
          data-testid="update-defer"
        >
          {updateText.defer}
        </Button>
      )}
    </div>
  );
}
