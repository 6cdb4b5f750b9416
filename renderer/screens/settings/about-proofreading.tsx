/** 设置 · 关于校对 (R3): which packs this machine checks with, and how well they were measured to do. */
import { Table } from "antd";
import { type JSX, useEffect, useState } from "react";
import { contentOf } from "../../../shared/model/content";
import { emptyMetadata } from "../../../shared/model/metadata";
import { accuracy } from "../../../shared/proofreading/accuracy";
import type { UsedPack } from "../../../shared/proofreading/finding";
import { categoryName } from "../../proof/filter";
import { useServices } from "../../services";
import { aboutText } from "../../text/proof-pane";

export function AboutProofreading(): JSX.Element {
  return (
    <section className="cb-panel" data-testid="about-proofreading">
      <h2>{aboutText.title}</h2>
      <Packs />
      <Accuracy />
    </section>
  );
}

/** A pass over nothing tells with what it was made, exactly as the ledgers of real ones do. */
function usePacks(): readonly UsedPack[] {
  const { proofreader } = useServices();
  const [packs, setPacks] = useState<readonly UsedPack[]>([]);
  useEffect(() => {
    let live = true;
    proofreader.check(contentOf({ title: "", blocks: [] }, emptyMetadata)).then(
      (report) => live && setPacks(report.packs),
      // Superseded by a real pass, or no worker: the list stays empty and says what to do.
      () => undefined,
    );
    return () => {
      live = false;
    };
  }, [proofreader]);
  return packs;
}

function Packs(): JSX.Element {
  const packs = usePacks();
  const { packColumns } = aboutText;
  if (packs.length === 0) return <p className="cb-muted">{aboutText.noReport}</p>;
  return (
    <Table
      size="small"
      rowKey="id"
      title={() => aboutText.packs}
      dataSource={[...packs]}
      pagination={false}
      columns={[
        { title: packColumns.id, dataIndex: "id" },
        { title: packColumns.version, dataIndex: "version" },
        { title: packColumns.issued, key: "issued", render: (_, { issuedAt = "" }) => issuedAt.slice(0, 10) },
        {
          title: packColumns.hash,
          key: "hash",
          render: (_, { hash }) => <code title={hash}>{hash.slice(0, SHOWN)}</code>,
        },
      ]}
    />
  );
}

/** `sha-256:` and sixteen digits; the whole hash is the cell's title. */
const SHOWN = 24;

const percent = (value: number): string => `${(value * 100).toFixed(1)}%`;

function Accuracy(): JSX.Element {
  const { rows, clean, measuredOn, rules } = accuracy;
  const { columns } = aboutText;
  if (rows.length === 0) return <p className="cb-muted">{aboutText.notMeasured}</p>;
  return (
    <>
      <Table
        size="small"
        rowKey="category"
        title={() => `${aboutText.accuracy}：${aboutText.measured(measuredOn, rules)}`}
        data-testid="accuracy"
        dataSource={[...rows]}
        pagination={false}
        columns={[
          { title: columns.category, key: "category", render: (_, { category }) => categoryName(category) },
          { title: columns.planted, dataIndex: "planted", align: "right" },
          { title: columns.found, dataIndex: "found", align: "right" },
          { title: columns.recall, key: "recall", align: "right", render: (_, { recall }) => percent(recall) },
          { title: columns.precision, key: "precision", align: "right", render: (_, row) => percent(row.precision) },
        ]}
      />
      <Clean rows={clean} />
    </>
  );
}

const TEN_THOUSAND = 10_000;

function Clean({ rows }: { readonly rows: typeof accuracy.clean }): JSX.Element {
  const { cleanColumns } = aboutText;
  const rate = (count: number, characters: number): string =>
    characters === 0 ? "" : ((count * TEN_THOUSAND) / characters).toFixed(2);
  return (
    <Table
      size="small"
      rowKey="text"
      title={() => aboutText.clean}
      dataSource={[...rows]}
      pagination={false}
      columns={[
        { title: cleanColumns.text, dataIndex: "text" },
        { title: cleanColumns.characters, dataIndex: "characters", align: "right" },
        ...(["block", "error", "warning", "hint"] as const).map((severity) => ({
          title: cleanColumns[severity],
          key: severity,
          align: "right" as const,
          render: (_: unknown, row: (typeof rows)[number]) => rate(row[severity], row.characters),
        })),
      ]}
    />
  );
}
