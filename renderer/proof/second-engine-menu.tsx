/** The button of the second engine: whom to ask, whether always, and what came of it. */
import { Button, Dropdown } from "antd";
import type { JSX } from "react";
import { paneText } from "../text/proof-pane";
import type { SecondOpinion } from "./second-opinion";

export interface SecondEngineMenuProps {
  readonly engines:
    | readonly { readonly id: string; readonly name: string; readonly version: string; readonly trouble: string }[]
    | null;
  readonly running: boolean;
  readonly trouble: string;
  readonly always: string;
  readonly opinion: SecondOpinion | null;
  readonly agreed: number;
  readonly only: number;
  readonly look: () => void;
  readonly check: (engine: string) => void;
  readonly setAlways: (engine: string) => void;
  readonly clear: () => void;
}

const ALWAYS = "always ";
const CLEAR = "clear";

export function SecondEngineMenu(props: SecondEngineMenuProps): JSX.Element {
  const { running, trouble, opinion, agreed, only, look } = props;
  return (
    <>
      <Dropdown
        trigger={["click"]}
        onOpenChange={(open) => {
          if (open) look();
        }}
        menu={{ items: itemsOf(props), onClick: ({ key }) => pick(props, key) }}
      >
        <Button size="small" loading={running} data-testid="second-engine">
          {running ? paneText.secondRunning : paneText.second}
        </Button>
      </Dropdown>
      {trouble !== "" && (
        <div className="proof-notice" role="status" data-testid="second-trouble">
          {trouble}
        </div>
      )}
      {opinion !== null && trouble === "" && (
        <div className="proof-muted" role="status" data-testid="second-result">
          {paneText.secondDone(opinion.name, only, agreed)}
        </div>
      )}
    </>
  );
}

function itemsOf({ engines, always, opinion }: SecondEngineMenuProps) {
  const known = engines ?? [];
  return [
    ...known.map(({ id, name, version, trouble }) => ({
      key: id,
      disabled: trouble !== "",
      label: trouble === "" ? paneText.secondAsk(name, version) : trouble,
    })),
    ...known
      .filter(({ trouble }) => trouble === "")
      .map(({ id, name }) => ({
        key: ALWAYS + id,
        label: always === id ? paneText.secondNotAlways(name) : paneText.secondAlways(name),
      })),
    ...(opinion === null ? [] : [{ key: CLEAR, label: paneText.secondClear }]),
  ];
}

function pick({ always, check, setAlways, clear }: SecondEngineMenuProps, key: string): void {
  if (key === CLEAR) clear();
  else if (key.startsWith(ALWAYS)) setAlways(always === key.slice(ALWAYS.length) ? "" : key.slice(ALWAYS.length));
  else check(key);
}
