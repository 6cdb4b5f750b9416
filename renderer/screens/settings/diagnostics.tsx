/** 诊断信息 (L12): every file is shown before any is saved; what is not ticked is not written. */
import { Button, Checkbox, Select } from "antd";
import { useState } from "react";
import { fromBase64 } from "../../../shared/bytes";
import { type Failure, toFailure } from "../../../shared/failure";
import type { BundleFile, BundleView } from "../../../shared/ipc/diagnostics";
import { type WorkFacts, windowFacts } from "../../self-check/window-facts";
import type { Ask } from "../../services";
import { diagnosticsText as words } from "../../text/help";
import { download } from "../../ui/download";
import { FailureNotice } from "../../ui/failure-notice";
import "./diagnostics.css";

export interface DiagnosticsPanelProps {
  readonly ask: Ask;
  /** Null where nobody is signed in. */
  readonly workFacts: (() => WorkFacts) | null;
}

export function DiagnosticsPanel({ ask, workFacts }: DiagnosticsPanelProps) {
  const [days, setDays] = useState(7);
  const [bundle, setBundle] = useState<BundleView | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const prepare = () => {
    setBusy(true);
    setFailure(null);
    ask("desk:diagnostics.prepare", { days, window: windowFacts(window, workFacts?.() ?? null) })
      .then(setBundle, (error: unknown) => setFailure(toFailure(error)))
      .finally(() => setBusy(false));
  };
  return (
    <section className="cb-diagnostics" data-testid="diagnostics" aria-label={words.title}>
      <h3>{words.title}</h3>
      <p className="cb-sub">{words.hint}</p>
      <div className="cb-toolbar">
        <Select
          value={days}
          onChange={setDays}
          aria-label={words.days}
          options={[7, 30, 90].map((value) => ({ value, label: words.daysWords(value) }))}
        />
        <Button onClick={prepare} loading={busy} data-testid="diagnostics-prepare">
          {bundle === null ? words.prepare : words.again}
        </Button>
      </div>
      {failure === null ? null : <FailureNotice failure={failure} />}
      {bundle === null ? null : <Bundle key={bundle.bundleId} ask={ask} bundle={bundle} />}
    </section>
  );
}

interface BundleProps {
  readonly ask: Ask;
  readonly bundle: BundleView;
}

function Bundle({ ask, bundle: { bundleId, files } }: BundleProps) {
  const [chosen, setChosen] = useState<readonly string[]>(files.map(({ name }) => name));
  const [shown, setShown] = useState<{ readonly name: string; readonly text: string } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saved, setSaved] = useState("");
  const fail = (error: unknown) => setFailure(toFailure(error));
  const show = (name: string) =>
    ask("desk:diagnostics.read", { bundleId, name }).then(({ text }) => setShown({ name, text }), fail);
  const save = () =>
    ask("desk:diagnostics.export", { bundleId, names: [...chosen] }).then(({ name, bytes }) => {
      download(name, fromBase64(bytes));
      setSaved(words.saved(name));
    }, fail);
  const toggle = (name: string, on: boolean) =>
    setChosen(files.map((file) => file.name).filter((each) => (each === name ? on : chosen.includes(each))));
  return (
    <>
      <p>{words.shown}</p>
      <div className="cb-diagnostics-files">
        <ul aria-label={words.files}>
          {files.map((file) => (
            <FileRow
              key={file.name}
              file={file}
              isChosen={chosen.includes(file.name)}
              isShown={shown?.name === file.name}
              onToggle={toggle}
              onShow={show}
            />
          ))}
        </ul>
        <textarea
          readOnly
          spellCheck={false}
          data-testid="diagnostics-text"
          data-name={shown?.name ?? ""}
          aria-label={shown?.name ?? words.files}
          placeholder={words.choose}
          value={shown?.text ?? ""}
        />
      </div>
      {failure === null ? null : <FailureNotice failure={failure} />}
      <div className="cb-toolbar">
        <Button type="primary" disabled={chosen.length === 0} onClick={save} data-testid="diagnostics-export">
          {chosen.length === 0 ? words.nothing : words.export(chosen.length)}
        </Button>
        <span className="cb-sub" role="status">
          {saved}
        </span>
      </div>
    </>
  );
}

interface FileRowProps {
  readonly file: BundleFile;
  readonly isChosen: boolean;
  readonly isShown: boolean;
  readonly onToggle: (name: string, on: boolean) => void;
  readonly onShow: (name: string) => void;
}

function FileRow({ file: { name, title, bytes }, isChosen, isShown, onToggle, onShow }: FileRowProps) {
  return (
    <li data-name={name} aria-current={isShown ? "true" : undefined}>
      <Checkbox
        checked={isChosen}
        onChange={(event) => onToggle(name, event.target.checked)}
        aria-label={words.include(title)}
      />
      <button type="button" className="cb-diagnostics-file" onClick={() => onShow(name)}>
        <span>{title}</span>
        <span className="cb-sub">{words.size(bytes)}</span>
      </button>
    </li>
  );
}
