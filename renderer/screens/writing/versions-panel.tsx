/** Versions of the draft, newest first; restoring one first cuts a version of what stands now (E13). */
import { Button, Spin } from "antd";
import { type JSX, useEffect, useState } from "react";
import { type Failure, toFailure } from "../../../shared/failure";
import { contentHash, contentOf } from "../../../shared/model/content";
import { useServices, type Version } from "../../services";
import { writingText } from "../../text/writing";
import { FailureNotice } from "../../ui/failure-notice";
import { Nothing } from "../../ui/nothing";
import { shortTime } from "../../ui/time";
import { When } from "../../ui/when";
import type { WritingSession } from "./session";

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
            onRestore={() => void session.restore(version, shortTime(version.at, new Date()))}
          />
        ))}
    </div>
  );
}

const newestFirst = (versions: readonly Version[]): Version[] => [...versions].sort((a, b) => (a.at < b.at ? 1 : -1));

interface VersionRowProps {
  readonly version: Version;
  readonly current: boolean;
  readonly onRestore: () => void;
}

function VersionRow({ version, current, onRestore }: VersionRowProps): JSX.Element {
  const { session } = useServices();
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
          <Button size="small" type="link" data-testid="version-restore" onClick={onRestore}>
            {writingText.versions.restore}
          </Button>
        )}
      </div>
    </div>
  );
}
