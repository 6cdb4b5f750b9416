/** Before a pack is taken: whose it is, what is in it, that its self-tests hold, and what it would find more and less here. */
import { Button, Progress } from "antd";
import { useEffect, useMemo, useState } from "react";
import { explain, type Failure, toFailure } from "../../../shared/failure";
import type { PackPreview } from "../../../shared/ipc/packs";
import { CommandButton } from "../../commands/command-button";
import { packData } from "../../packs/city-packs";
import { startRunner } from "../../packs/pass-runner";
import { type DiffLine, type PreviewDiff, previewDiff } from "../../packs/preview";
import { useServices } from "../../services";
import { contentNames, packText } from "../../text/packs";
import { useSignal } from "../../ui/use-signal";
import { useWindow } from "../../window-context";

export interface LexiconPreviewProps {
  readonly preview: PackPreview;
  readonly busy: boolean;
  readonly onInstall: () => void;
  /** Null for everybody but 系统管理 online. */
  readonly onUpload: (() => void) | null;
  readonly onCancel: () => void;
}

export function LexiconPreview({ preview, busy, onInstall, onUpload, onCancel }: LexiconPreviewProps) {
  const { manifest } = preview.content;
  return (
    <article className="cb-lexicon-preview" data-testid="lexicon-preview" aria-label={packText.preview}>
      <h3>{manifest.name}</h3>
      <dl className="cb-facts">
        <dt>{packText.columns.version}</dt>
        <dd>
          {packText.replaces(preview.installed, manifest.version)}，{manifest.issuedAt.slice(0, 10)} 签发，由
          {preview.signer}签署
          {manifest.expiresOn === null ? "" : `，${packText.until(manifest.expiresOn)}`}
        </dd>
        <dt>{packText.contents}</dt>
        <dd>{contentsOf(preview).join("，")}</dd>
        <dt>自检</dt>
        <dd data-testid="lexicon-tests">✓ {packText.tests(preview.tests)}</dd>
        <dt>对照</dt>
        <dd>
          <Comparison preview={preview} />
        </dd>
      </dl>
      <div className="cb-toolbar">
        <Button type="primary" onClick={onInstall} disabled={busy} autoFocus data-testid="lexicon-install">
          {packText.install}
        </Button>
        {onUpload === null ? null : (
          <CommandButton
            command="packs.upload"
            onClick={onUpload}
            loading={busy}
            title={packText.uploadNote}
            data-testid="lexicon-upload"
          >
            {packText.upload}
          </CommandButton>
        )}
        <Button onClick={onCancel} data-testid="lexicon-cancel">
          {packText.cancel}
        </Button>
      </div>
    </article>
  );
}

function contentsOf({ content: { lexicon, patterns } }: PackPreview): string[] {
  const terms = Object.values(lexicon.terms ?? {}).reduce((sum, list) => sum + list.length, 0);
  const counts = { ...lexicon, terms: { length: terms } };
  const parts = Object.entries(contentNames).flatMap(([key, name]) => {
    const count = counts[key as keyof typeof contentNames]?.length ?? 0;
    return count === 0 ? [] : [`${name} ${count}`];
  });
  return patterns.length === 0 ? parts : [...parts, `自编规则 ${patterns.length}`];
}

type Compared =
  | { readonly kind: "running"; readonly done: number; readonly total: number }
  | { readonly kind: "done"; readonly diff: PreviewDiff }
  | { readonly kind: "failed"; readonly failure: Failure };

function Comparison({ preview }: { readonly preview: PackPreview }) {
  const { compared, stop } = useComparison(preview);
  switch (compared.kind) {
    case "running":
      return (
        <span className="cb-toolbar" data-testid="lexicon-comparing">
          {packText.comparing}
          <Progress
            percent={compared.total === 0 ? 0 : Math.floor((compared.done / compared.total) * 100)}
            size="small"
            style={{ width: 160 }}
          />
          <Button size="small" onClick={stop}>
            {packText.stopComparing}
          </Button>
        </span>
      );
    case "failed":
      return <span data-testid="lexicon-compare-failed">{explain(compared.failure).text}</span>;
    case "done":
      return <Diff diff={compared.diff} />;
  }
}

function useComparison({ content }: PackPreview): { readonly compared: Compared; readonly stop: () => void } {
  const { drafts, profile, clock } = useServices();
  const { station } = useWindow();
  const { data: packs } = useSignal(station.packs.state);
  const [compared, setCompared] = useState<Compared>({ kind: "running", done: 0, total: 0 });
  const ending = useMemo(() => new AbortController(), []);
  useEffect(() => {
    const stop = new AbortController();
    ending.signal.addEventListener("abort", () => stop.abort(), { once: true });
    previewDiff(packData(content), {
      drafts,
      startRunner,
      profile,
      packs,
      at: clock().toISOString(),
      onProgress: (done, total) => !stop.signal.aborted && setCompared({ kind: "running", done, total }),
      stop: stop.signal,
    }).then(
      (diff) => setCompared({ kind: "done", diff }),
      (error: unknown) => setCompared({ kind: "failed", failure: toFailure(error) }),
    );
    return () => stop.abort();
  }, [content, drafts, profile, packs, clock, ending]);
  return { compared, stop: () => ending.abort() };
}

const SHOWN = 12;

function Diff({ diff: { drafts, gained, lost } }: { readonly diff: PreviewDiff }) {
  return (
    <div data-testid="lexicon-diff" data-gained={gained.length} data-lost={lost.length}>
      <div>{packText.diff(drafts, gained.length, lost.length)}</div>
      <Lines title={packText.gained} lines={gained} />
      <Lines title={packText.lost} lines={lost} />
    </div>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly DiffLine[] }) {
  if (lines.length === 0) return null;
  return (
    <ul className="cb-list">
      {lines.slice(0, SHOWN).map(({ where, finding }) => (
        <li key={`${where} ${finding.rule} ${finding.block} ${finding.start}`}>
          {title}：{where}“{finding.text}”，{finding.message}
        </li>
      ))}
      {lines.length > SHOWN ? <li className="cb-sub">{packText.moreLines(lines.length - SHOWN)}</li> : null}
    </ul>
  );
}
