/** 词库: which packs the checks go by, how old they are, where they come from, and how to bring newer ones in (R17). */
import { Button, Progress } from "antd";
import { useRef, useState } from "react";
import { toBase64 } from "../../../shared/bytes";
import { AppError, explain, type Failure, toFailure } from "../../../shared/failure";
import type { PackPreview, PacksView } from "../../../shared/ipc/packs";
import { systemRoles } from "../../../shared/workflow/duty";
import { CommandButton } from "../../commands/command-button";
import { packsKey } from "../../packs/retro-scan";
import { useServices } from "../../services";
import { packText } from "../../text/packs";
import { HelpLink } from "../../ui/help-link";
import { Nothing } from "../../ui/nothing";
import { useSignal } from "../../ui/use-signal";
import { useTask } from "../../ui/use-task";
import { useWindow } from "../../window-context";
import { LexiconPreview } from "./lexicon-preview";
import { LexiconTable } from "./lexicon-table";

const MAX_BYTES = 40 * 1024 * 1024;

export function Lexicons() {
  const { ask, session } = useServices();
  const { station } = useWindow();
  const { view } = useSignal(station.packs.state);
  const { busy, run } = useTask();
  const [chosen, setChosen] = useState<ChosenFile | null>(null);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const isAdmin = session.account?.roles.some((role) => systemRoles.includes(role)) === true;
  /** A refused pack is told here with its reason, beside the list that stays as it was. */
  const change = (name: string, work: () => Promise<PacksView>) =>
    run(name, async () => {
      setRefusal(null);
      try {
        await station.packs.take(await work());
        setChosen(null);
      } catch (error) {
        setRefusal(toFailure(error));
      }
    });
  const choose = (file: File) =>
    run("preview", async () => {
      setRefusal(null);
      setChosen(null);
      try {
        if (file.size > MAX_BYTES) throw new AppError("E_TOO_LARGE", packText.tooLarge);
        const bytes = toBase64(new Uint8Array(await file.arrayBuffer()));
        setChosen({ bytes, preview: await ask("desk:packs.preview", { bytes }) });
      } catch (error) {
        setRefusal(toFailure(error));
      }
    });
  return (
    <section className="cb-panel" data-testid="lexicons">
      <h2>{packText.title}</h2>
      <p className="cb-sub">{packText.hint}</p>
      <Tools busy={busy} onFile={choose} onRefresh={() => change("refresh", () => ask("desk:packs.refresh", null))} />
      {refusal === null ? null : <Refusal failure={refusal} title={packText.notTaken} />}
      {view.troubles.map(({ packId, failure }) => (
        <Refusal key={packId} failure={failure} title={packText.trouble(packId)} />
      ))}
      {chosen === null ? null : (
        <LexiconPreview
          preview={chosen.preview}
          busy={busy !== null}
          onCancel={() => setChosen(null)}
          onInstall={() => change("install", () => ask("desk:packs.install", { bytes: chosen.bytes }))}
          onUpload={isAdmin ? () => change("upload", () => ask("desk:packs.upload", { bytes: chosen.bytes })) : null}
        />
      )}
      {view.packs.length === 0 ? (
        <Nothing words={packText.empty} />
      ) : (
        <LexiconTable
          packs={view.packs}
          onRollBack={(packId) => change("rollback", () => ask("desk:packs.rollback", { packId }))}
          onRollBackPlatform={
            isAdmin ? (packId) => change("rollback", () => ask("desk:packs.rollbackPlatform", { packId })) : null
          }
        />
      )}
      <Scan />
    </section>
  );
}

interface ChosenFile {
  readonly bytes: string;
  readonly preview: PackPreview;
}

interface ToolsProps {
  readonly busy: string | null;
  readonly onFile: (file: File) => void;
  readonly onRefresh: () => void;
}

function Tools({ busy, onFile, onRefresh }: ToolsProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="cb-toolbar" style={{ marginBottom: 8 }}>
      <input
        ref={input}
        type="file"
        accept=".cblex"
        hidden
        data-testid="lexicon-input"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = "";
          if (file !== undefined) onFile(file);
        }}
      />
      <Button
        onClick={() => input.current?.click()}
        loading={busy === "preview"}
        title={packText.importHint}
        data-testid="lexicon-import"
      >
        {packText.import}
      </Button>
      <CommandButton
        command="packs.refresh"
        onClick={onRefresh}
        loading={busy === "refresh"}
        data-testid="lexicon-refresh"
      >
        {packText.refresh}
      </CommandButton>
    </div>
  );
}

/** What happened, why exactly, what to do. */
function Refusal({ failure, title }: { readonly failure: Failure; readonly title: string }) {
  const { text, next } = explain(failure);
  return (
    <div className="cb-note" data-tone="trouble" role="alert" data-testid="lexicon-refusal" data-code={failure.code}>
      <span>
        <b>{title}：</b>
        {text}
        {next}
      </span>
      <span className="cb-code">{failure.code}</span> <HelpLink code={failure.code} />
    </div>
  );
}

/** 复查: goes on by itself after a change; here it can be watched, stopped and started again. */
function Scan() {
  const { profile } = useServices();
  const { station } = useWindow();
  const { progress, record, tasks } = useSignal(station.retro.state);
  const { data } = useSignal(station.packs.state);
  const { run } = useTask();
  const words = packText.scan;
  if (progress !== null) {
    const percent = progress.total === 0 ? 100 : Math.floor((progress.done / progress.total) * 100);
    return (
      <div className="cb-toolbar" data-testid="retro-running" style={{ marginTop: 8 }}>
        <span>{words.running(progress.done, progress.total)}</span>
        <Progress percent={percent} size="small" style={{ width: 160 }} />
        <Button size="small" onClick={station.retro.cancel} data-testid="retro-cancel">
          {words.cancel}
        </Button>
      </div>
    );
  }
  const again = () => run("scan", async () => (profile === null ? undefined : station.retro.scan(data, profile)));
  return (
    <div className="cb-toolbar" data-testid="retro-last" style={{ marginTop: 8 }}>
      <span className="cb-sub">
        {record === null
          ? words.none
          : `${words.last(record.at.slice(0, 10), record.scanned, tasks.length)}${record.drafts === 0 ? "" : words.drafts(record.drafts)}。${record.packs === packsKey(data) ? "" : words.broken}`}
      </span>
      <Button size="small" onClick={() => void again()} disabled={profile === null} data-testid="retro-again">
        {words.again}
      </Button>
    </div>
  );
}
