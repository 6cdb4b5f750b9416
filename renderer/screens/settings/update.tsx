/** 更新: the version that runs, what waits and why, the offline bundle, and where the launcher went back. */
import { Button } from "antd";
import { type ChangeEvent, useRef, useState } from "react";
import { type Failure, toFailure } from "../../../shared/failure";
import type { UpdateView } from "../../../shared/ipc/update";
import { type Services, useServices } from "../../services";
import { updateText } from "../../text/update";
import { FailureNotice } from "../../ui/failure-notice";
import { fullTime } from "../../ui/time";
import { handBundle } from "../update/hand-bundle";
import { canInstall } from "../update/update-words";
import { useUpdate } from "../update/use-update";

export function UpdateSection() {
  const { view, failure, busy, act, show } = useUpdate();
  if (view === null) return null;
  const shown = failure ?? view.failure;
  return (
    <section className="cb-panel" data-testid="update">
      <h2>{updateText.title}</h2>
      <Facts view={view} />
      {shown === null ? null : <FailureNotice failure={shown} level="warning" />}
      <div className="cb-toolbar" style={{ marginTop: 8 }}>
        <Button
          onClick={() => act("desk:update.check")}
          loading={busy === "desk:update.check"}
          disabled={view.ring === null || view.phase === "unmanaged"}
          data-testid="update-check"
        >
          {updateText.check}
        </Button>
        {view.offer?.ready === true ? (
          <Button
            type="primary"
            onClick={() => act("desk:update.install")}
            loading={busy === "desk:update.install"}
            disabled={!canInstall(view)}
          >
            {updateText.install}
          </Button>
        ) : null}
        <BundleButton show={show} disabled={view.phase === "unmanaged"} />
      </div>
    </section>
  );
}

function Facts({ view }: { readonly view: UpdateView }) {
  const { version, ring, checkedAt, offer, waiting, phase, fallbacks } = view;
  const until = waiting?.until == null ? null : fullTime(waiting.until);
  return (
    <dl className="cb-facts">
      <dt>{updateText.version}</dt>
      <dd data-testid="update-version">{version}</dd>
      <dt>{updateText.ring}</dt>
      <dd>{updateText.ringName(ring)}</dd>
      <dt>{updateText.checked}</dt>
      <dd>{checkedAt === null ? updateText.never : fullTime(checkedAt)}</dd>
      <dt>{updateText.state}</dt>
      <dd data-testid="update-phase">
        {updateText.phase(phase)}
        {waiting === null ? null : <div className="cb-sub">{updateText.waiting(waiting.why, until)}</div>}
        {offer?.progress == null ? null : <div className="cb-sub">{updateText.downloading(offer.progress)}</div>}
      </dd>
      {offer === null ? null : <dt>{updateText.offered}</dt>}
      {offer === null ? null : (
        <dd>
          {offer.version}
          {offer.notes.map((line) => (
            <div className="cb-sub" key={line}>
              {line}
            </div>
          ))}
        </dd>
      )}
      {fallbacks.map((each) => (
        <dd key={each.at}>{`${updateText.fallback(each)}${updateText.fallbackSafe(each)}`}</dd>
      ))}
    </dl>
  );
}

interface BundleProps {
  readonly show: (view: UpdateView) => void;
  readonly disabled: boolean;
}

function BundleButton({ show, disabled }: BundleProps) {
  const { ask } = useServices();
  const input = useRef<HTMLInputElement>(null);
  const [part, setPart] = useState<number | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    event.target.value = "";
    if (file === undefined) return;
    setFailure(null);
    setPart(0);
    bring(ask, file, setPart)
      .then(show, (error: unknown) => setFailure(toFailure(error)))
      .finally(() => setPart(null));
  };
  return (
    <>
      <input ref={input} type="file" accept=".cbupdate" hidden onChange={chosen} data-testid="update-bundle" />
      <Button onClick={() => input.current?.click()} loading={part !== null} disabled={disabled}>
        {part === null ? updateText.bundle : `${updateText.bundle} ${Math.round(part * 100)}%`}
      </Button>
      <span className="cb-sub">{updateText.bundleHint}</span>
      {failure === null ? null : <FailureNotice failure={failure} level="warning" />}
    </>
  );
}

const bring = (ask: Services["ask"], file: File, progress: (part: number) => void): Promise<UpdateView> =>
  handBundle({ ask, file, upload: `u-${crypto.randomUUID()}`, progress });
