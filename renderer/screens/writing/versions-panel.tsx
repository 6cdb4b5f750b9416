/** Versions of the draft, newest first; restoring one first cuts a version of what stands now (E13). */
import { Button, Modal, Spin } from "antd";
import { type JSX, lazy, Suspense, useEffect, useState } from "react";
import { type Failure, toFailure } from "../../../shared/failure";
import { contentHash, contentOf } from "../../../shared/model/content";
import { useServices, type Version } from "../../services";
import { writingText } from "../../text/writing";
import { FailureNotice } from "../../ui/failure-notice";
import { Nothing } from "../../ui/nothing";
import { shortTime } from "../../ui/time";
import { When } from "../../ui/when";
import type { WritingSession } from "./session";

const DiffView = lazy(async () => ({ default: (await import("../review/diff-view")).DiffView }));

interface VersionsPanelProps {
  readonly session: WritingSession;
  /** Changes when a version was cut. */
  readonly read: number;
}

type Listed =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "ready"; readonly versions: readonly Version[]; readonly now: string };

export function VersionsPanel({ session, read }: VersionsPanelProps): JSX.Element {
  const [listed, setListed] = useState<Listed>({ kind: "loading" });
  useEffect(() => {
    let live = read >= 0;
    session.versions().then(
      (versions) => {
        const draft = session.current();
        const now = contentHash(contentOf(draft.document, draft.metadata));
        if (live) setListed({ kind: "ready", versions: newestFirst(versions), now });
      },
      (error: unknown) => {
        if (live) setListed({ kind: "failed", failure: toFailure(error) });
      },
    );
    return () => {
      live = false;
    };
  }, [session, read]);
  return (
    <div className="writing-versions" data-testid="versions-panel">
      <Button block data-testid="version-cut" onClick={() => void session.saveByHand()}>
        {writingText.versions.cut}
      </Button>
      {listed.kind === "loading" && <Spin className="writing-wait" description={writingText.versions.loading} />}
      {listed.kind === "failed" && <FailureNotice failure={listed.failure} />}
      {listed.kind === "ready" && listed.versions.length === 0 && <Nothing words={writingText.versions.none} />}
      {listed.kind === "ready" &&
        listed.versions.map((version) => (
          <VersionRow
            key={version.versionId}
            version={version}
            current={version.contentHash === listed.now}
            session={session}
          />
        ))}
    </div>
  );
}

const newestFirst = (versions: readonly Version[]): Version[] => [...versions].sort((a, b) => (a.at < b.at ? 1 : -1));

interface VersionRowProps {
  readonly version: Version;
  readonly current: boolean;
  readonly session: WritingSession;
}

function VersionRow({ version, current, session: writing }: VersionRowProps): JSX.Element {
  const { session } = useServices();
  const [comparing, setComparing] = useState(false);
  const time = shortTime(version.at, new Date());
  const restore = () => void writing.restore(version, time);
  const { here, elsewhere } = writingText.versions;
  return (
    <div className="writing-version" data-testid="version">
      <div>
        <When at={version.at} /> {version.reason}
      </div>
      <div className="writing-version-foot">
        <span title={version.device}>
          {version.author} · {version.device === session.storeId ? here : elsewhere}
        </span>
        {current ? (
          <span>{writingText.versions.current}</span>
        ) : (
          <span>
            <Button size="small" type="link" data-testid="version-compare" onClick={() => setComparing(true)}>
              {writingText.versions.compare}
            </Button>
            <Button size="small" type="link" data-testid="version-restore" onClick={restore}>
              {writingText.versions.restore}
            </Button>
          </span>
        )}
      </div>
      {comparing ? (
        <Comparison
          version={version}
          writing={writing}
          time={time}
          onRestore={() => {
            setComparing(false);
            restore();
          }}
          onClose={() => setComparing(false)}
        />
      ) : null}
    </div>
  );
}

interface ComparisonProps {
  readonly version: Version;
  readonly writing: WritingSession;
  readonly time: string;
  readonly onRestore: () => void;
  readonly onClose: () => void;
}

/** The version, and what has become of it since: what is gone is struck through, what came is underlined. */
function Comparison({ version, writing, time, onRestore, onClose }: ComparisonProps): JSX.Element {
  // As it stood when the comparison was opened: it does not change under the reader's eyes.
  const [now] = useState(() => writing.content());
  const before = contentOf(version.document, version.metadata);
  return (
    <Modal
      open
      width={860}
      title={writingText.versions.comparison(time)}
      okText={writingText.versions.restore}
      cancelText={writingText.versions.close}
      onOk={onRestore}
      onCancel={onClose}
    >
      <div className="writing-comparison" data-testid="version-comparison">
        <Suspense fallback={<Spin />}>
          <DiffView before={before} after={now} />
        </Suspense>
      </div>
    </Modal>
  );
}
