/** 设置 · 词典: the person's words, out and in again, and what is proposed to the administrator. */
import { Button, Table, Upload } from "antd";
import { type JSX, useState } from "react";
import { AppError, type Failure, toFailure } from "../../../shared/failure";
import {
  type DictionaryFile,
  type DictionaryWord,
  fileOf,
  kindNames,
  proposalOf,
  readDictionary,
  scopeNames,
  withoutWord,
  withWord,
  wordKey,
} from "../../proof/dictionary";
import { useServices } from "../../services";
import { dictionaryText } from "../../text/proof-pane";
import { FailureNotice } from "../../ui/failure-notice";
import { useSignal } from "../../ui/use-signal";

export function DictionarySection(): JSX.Element {
  const { dictionary } = useServices();
  const words = useSignal(dictionary.words);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [notice, setNotice] = useState("");
  const put = (next: readonly DictionaryWord[], said: string): void => {
    setFailure(null);
    dictionary.put(next).then(
      () => setNotice(said),
      (error: unknown) => setFailure(toFailure(error)),
    );
  };
  const take = async (file: File): Promise<void> => {
    const read = readDictionary(await file.text());
    if (read === null) setFailure(toFailure(new AppError("E_FILE_TYPE", dictionaryText.notOne)));
    else put(read.words.reduce(withWord, words), dictionaryText.imported(read.words.length));
  };
  return (
    <section className="cb-panel" data-testid="dictionary">
      <h2>{dictionaryText.title}</h2>
      {failure !== null && <FailureNotice failure={failure} />}
      {notice !== "" && <p role="status">{notice}</p>}
      {words.length === 0 ? (
        <p className="cb-muted">{dictionaryText.none}</p>
      ) : (
        <Words words={words} onRemove={(word) => put(withoutWord(words, word), "")} />
      )}
      <Traffic words={words} onFile={(file) => void take(file)} />
    </section>
  );
}

interface TrafficProps {
  readonly words: readonly DictionaryWord[];
  readonly onFile: (file: File) => void;
}

function Traffic({ words, onFile }: TrafficProps): JSX.Element {
  const proposal = proposalOf(words);
  return (
    <div className="cb-toolbar" style={{ marginTop: 8 }}>
      <Button
        disabled={words.length === 0}
        data-testid="dictionary-export"
        onClick={() => download(fileOf(words), "词典.json")}
      >
        {dictionaryText.exportAll}
      </Button>
      <Button
        disabled={proposal.words.length === 0}
        data-testid="dictionary-proposal"
        onClick={() => download(proposal, "词典提议.json")}
      >
        {dictionaryText.exportProposal(proposal.words.length)}
      </Button>
      <Upload
        accept=".json,application/json"
        showUploadList={false}
        beforeUpload={(file) => {
          onFile(file);
          return Upload.LIST_IGNORE;
        }}
      >
        <Button data-testid="dictionary-import">{dictionaryText.import}</Button>
      </Upload>
    </div>
  );
}

function Words({
  words,
  onRemove,
}: {
  readonly words: readonly DictionaryWord[];
  readonly onRemove: (word: DictionaryWord) => void;
}): JSX.Element {
  const { columns } = dictionaryText;
  return (
    <Table
      size="small"
      rowKey={wordKey}
      dataSource={[...words].reverse()}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        { title: columns.word, dataIndex: "word" },
        { title: columns.kind, key: "kind", render: (_, { kind }) => kindNames[kind] },
        { title: columns.right, dataIndex: "right" },
        { title: columns.why, dataIndex: "why" },
        { title: columns.scope, key: "scope", render: (_, { scope }) => scopeNames[scope] },
        { title: columns.by, key: "by", render: (_, { by, at }) => `${by} ${at.slice(0, 10)}` },
        {
          key: "remove",
          render: (_, word) => (
            <Button size="small" type="link" data-testid="dictionary-remove" onClick={() => onRemove(word)}>
              {dictionaryText.remove}
            </Button>
          ),
        },
      ]}
    />
  );
}

function download(file: DictionaryFile, name: string): void {
  const address = URL.createObjectURL(new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
