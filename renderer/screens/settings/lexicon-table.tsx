/** The installed packs, one line each. Age is told in words; colour only repeats it. */
import { App, Button, Table } from "antd";
import type { PackLine } from "../../../shared/ipc/packs";
import { CommandButton } from "../../commands/command-button";
import { packText } from "../../text/packs";

export interface LexiconTableProps {
  readonly packs: readonly PackLine[];
  readonly onRollBack: (packId: string) => void;
  /** Null for everybody but 系统管理 online. */
  readonly onRollBackPlatform: ((packId: string) => void) | null;
}

export function LexiconTable({ packs, onRollBack, onRollBackPlatform }: LexiconTableProps) {
  const words = packText.columns;
  const columns = [
    { title: words.name, key: "name", render: (pack: PackLine) => <Name pack={pack} /> },
    { title: words.version, key: "version", width: 84, render: (pack: PackLine) => packText.versionOf(pack.version) },
    { title: words.issued, key: "issued", width: 108, render: (pack: PackLine) => pack.issuedAt.slice(0, 10) },
    { title: words.age, key: "age", width: 224, render: (pack: PackLine) => <Age pack={pack} /> },
    { title: words.signer, key: "signer", width: 84, render: (pack: PackLine) => pack.signer },
    {
      title: words.actions,
      key: "actions",
      width: 220,
      render: (pack: PackLine) => <Actions pack={pack} {...{ onRollBack, onRollBackPlatform }} />,
    },
  ];
  return (
    <Table<PackLine>
      size="small"
      rowKey="packId"
      columns={columns}
      dataSource={[...packs]}
      pagination={false}
      scroll={{ x: 860 }}
      onRow={(pack) => ({
        className: "cb-lexicon-row",
        ...{ "data-testid": "lexicon-row", "data-pack": pack.packId, "data-age": pack.age },
      })}
    />
  );
}

function Name({ pack }: { readonly pack: PackLine }) {
  return (
    <>
      <div>{pack.name}</div>
      {pack.note === "" ? null : <div className="cb-sub">{pack.note}</div>}
    </>
  );
}

function Age({ pack }: { readonly pack: PackLine }) {
  const old = pack.age !== "fresh" || !pack.used;
  return (
    <>
      <div className={old ? "cb-mark" : ""} data-state={old ? "rejected" : undefined} data-testid="lexicon-age">
        {pack.used ? packText.ageOf(pack.age, pack.daysOld) : packText.unused}
      </div>
      {pack.expiresOn === null ? null : <div className="cb-sub">{packText.until(pack.expiresOn)}</div>}
    </>
  );
}

interface ActionsProps extends Omit<LexiconTableProps, "packs"> {
  readonly pack: PackLine;
}

function Actions({ pack, onRollBack, onRollBackPlatform }: ActionsProps) {
  const { modal } = App.useApp();
  const { previous, name, packId } = pack;
  if (previous === null) return null;
  const ask = (note: string, onOk: () => void) =>
    modal.confirm({
      title: packText.rollbackAsk(name, previous.version),
      content: note,
      okText: packText.rollback,
      cancelText: "取消",
      okButtonProps: { "data-testid": "confirm-ok" },
      onOk,
    });
  return (
    <span className="cb-toolbar">
      <Button
        size="small"
        onClick={() => ask(packText.rollbackNote, () => onRollBack(packId))}
        data-testid="lexicon-rollback"
      >
        {packText.rollback}
      </Button>
      {onRollBackPlatform === null ? null : (
        <CommandButton
          command="packs.rollbackPlatform"
          size="small"
          danger
          onClick={() => ask(packText.rollbackPlatformNote, () => onRollBackPlatform(packId))}
          data-testid="lexicon-rollback-platform"
        >
          {packText.rollbackPlatform}
        </CommandButton>
      )}
    </span>
  );
}
