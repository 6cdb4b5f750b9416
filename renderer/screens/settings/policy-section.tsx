/** 设置 · 管理员策略 (L4, BD-2): what holds on this machine, who decided it, what they must mend. Addresses are never shown. */
import { LockOutlined } from "@ant-design/icons";
import { Collapse, Table } from "antd";
import { explain } from "../../../shared/failure";
import type { PolicyLine, PolicyView } from "../../../shared/ipc/policy";
import { lockWords, policyText, sourceWords } from "../../text/policy";

export function PolicySection({ view }: { readonly view: PolicyView | null }) {
  return (
    <section className="cb-panel" data-testid="policy">
      <h2>{policyText.title}</h2>
      {view === null ? <p className="cb-muted">{policyText.reading}</p> : <Policy view={view} />}
    </section>
  );
}

function Policy({ view: { lockedBuild, lines, ignored, troubles } }: { readonly view: PolicyView }) {
  const set = lines.filter(({ source, pending }) => source !== null || pending !== null);
  const unset = lines.filter((line) => !set.includes(line));
  return (
    <>
      <p className="cb-sub">
        {policyText.intro}
        <br />
        {lockedBuild ? policyText.lockedBuild : policyText.openBuild}
      </p>
      {troubles.map((trouble) => (
        <div
          key={`${trouble.code} ${trouble.detail}`}
          className="cb-note"
          data-tone="trouble"
          role="alert"
          data-testid="policy-trouble"
        >
          <span>{`${explain(trouble).text}${explain(trouble).next}`}</span>
          <span className="cb-code">{trouble.code}</span>
        </div>
      ))}
      <Places lines={set} />
      <Lines lines={set} />
      {ignored.length === 0 ? null : (
        <div data-testid="policy-ignored">
          <h3>{policyText.ignored}</h3>
          <ul className="cb-list">
            {ignored.map(({ title, source, words }) => (
              <li key={`${title} ${source.level} ${source.place}`}>
                {title}：{source.name}（{source.place}）{words}
              </li>
            ))}
          </ul>
        </div>
      )}
      <Collapse
        ghost
        size="small"
        items={[{ key: "unset", label: policyText.showUnset(unset.length), children: <Lines lines={unset} /> }]}
      />
    </>
  );
}

/** Where each level was read from, said once: a place in every row would hide what differs. */
function Places({ lines }: { readonly lines: readonly PolicyLine[] }) {
  const sources = lines.flatMap(({ source }) => (source === null || source.place === "" ? [] : [source]));
  const places = new Map(sources.map((source) => [`${source.level} ${source.place}`, source]));
  if (places.size === 0) return null;
  return (
    <ul className="cb-list cb-sub cb-policy-places" data-testid="policy-places">
      {[...places].map(([key, source]) => (
        <li key={key} className="cb-policy-place">
          {sourceWords(source)}：{source.place}
        </li>
      ))}
    </ul>
  );
}

const words = policyText.columns;

function Lines({ lines }: { readonly lines: readonly PolicyLine[] }) {
  return (
    <Table<PolicyLine>
      size="small"
      rowKey="key"
      pagination={false}
      dataSource={[...lines]}
      scroll={{ x: 720 }}
      onRow={({ key, locked }) => ({
        className: "cb-policy-row",
        ...{ "data-testid": "policy-line", "data-key": key, "data-locked": locked },
      })}
      columns={[
        { title: words.title, key: "title", width: 260, render: (_, line) => <Title line={line} /> },
        { title: words.value, key: "value", width: 180, render: (_, line) => <Value line={line} /> },
        { title: words.source, key: "source", width: 200, render: (_, line) => <Source line={line} /> },
        { title: words.effect, key: "effect", width: 120, render: (_, { effect }) => policyText[effect] },
      ]}
    />
  );
}

function Title({ line: { title, does } }: { readonly line: PolicyLine }) {
  return (
    <>
      <div>{title}</div>
      <div className="cb-sub">{does}</div>
    </>
  );
}

function Value({ line: { value, pending } }: { readonly line: PolicyLine }) {
  return (
    <>
      <div>{value}</div>
      {pending === null ? null : (
        <div className="cb-mark" data-state="waiting" data-testid="policy-pending">
          {policyText.pending(pending)}
        </div>
      )}
    </>
  );
}

function Source({ line }: { readonly line: PolicyLine }) {
  return (
    <div title={line.source?.place}>
      {line.locked && line.source !== null ? (
        <span role="img" aria-label={lockWords(line)} title={lockWords(line)} data-testid="policy-line-lock">
          <LockOutlined />{" "}
        </span>
      ) : null}
      {sourceWords(line.source)}
    </div>
  );
}
