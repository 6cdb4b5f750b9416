/** The preview of a bulk correction (R8): every change in its sentence, by rule, each of which can be left out. */
import { Button, Checkbox, Modal } from "antd";
import { type JSX, useMemo, useState } from "react";
import { blockName } from "../../shared/proofreading/blocks";
import type { Finding } from "../../shared/proofreading/finding";
import { keyOf } from "../../shared/proofreading/ledger";
import type { TextBlock } from "../../shared/proofreading/rule";
import { paneText } from "../text/proof-pane";
import { proofText } from "../text/writing";
import { categoryName } from "./filter";
import { type Preview, previewsByRule } from "./safe-fixes";

export interface BulkDialogProps {
  readonly kind: "safe" | "masks";
  readonly findings: readonly Finding[];
  readonly blocks: readonly TextBlock[];
  readonly onApply: (findings: readonly Finding[]) => void;
  readonly onCancel: () => void;
}

export function BulkDialog({ kind, findings, blocks, onApply, onCancel }: BulkDialogProps): JSX.Element {
  const rules = useMemo(() => previewsByRule(findings, blocks), [findings, blocks]);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = findings.filter((finding) => !left.has(keyOf(finding)));
  const put = (items: readonly Finding[], isIn: boolean): void => {
    const next = new Set(left);
    for (const item of items) {
      if (isIn) next.delete(keyOf(item));
      else next.add(keyOf(item));
    }
    setLeft(next);
  };
  return (
    <Modal
      open
      width={760}
      title={kind === "safe" ? paneText.bulkTitle : paneText.maskTitle}
      onCancel={onCancel}
      footer={[
        <Button key="cancel" data-testid="bulk-cancel" onClick={onCancel}>
          {paneText.bulkCancel}
        </Button>,
        <Button
          key="ok"
          type="primary"
          autoFocus
          disabled={chosen.length === 0}
          data-testid="bulk-apply"
          onClick={() => onApply(chosen)}
        >
          {paneText.bulkOk(chosen.length)}
        </Button>,
      ]}
    >
      <p className="proof-muted">{kind === "safe" ? paneText.bulkNote : paneText.maskNote}</p>
      <div className="bulk-list" data-testid="bulk-list">
        {rules.map(({ rule, lead, previews }) => {
          const own = previews.map(({ finding }) => finding);
          const picked = own.filter((finding) => !left.has(keyOf(finding))).length;
          return (
            <fieldset key={rule} className="bulk-rule" data-testid="bulk-rule" data-rule={rule}>
              <legend>
                <Checkbox
                  checked={picked === own.length}
                  indeterminate={picked > 0 && picked < own.length}
                  onChange={({ target }) => put(own, target.checked)}
                >
                  {paneText.pickRule(categoryName(lead.category), own.length)}
                </Checkbox>
              </legend>
              <p className="bulk-why">{lead.message}</p>
              <Changes previews={previews} left={left} onPick={put} />
            </fieldset>
          );
        })}
      </div>
    </Modal>
  );
}

interface ChangesProps {
  readonly previews: readonly Preview[];
  readonly left: ReadonlySet<string>;
  readonly onPick: (items: readonly Finding[], isIn: boolean) => void;
}

/** Rows drawn at once: a damaged text may have thousands of one rule. */
const PAGE = 200;

function Changes({ previews, left, onPick }: ChangesProps): JSX.Element {
  const [shown, setShown] = useState(PAGE);
  return (
    <>
      {previews.slice(0, shown).map((preview) => (
        <Change
          key={keyOf(preview.finding)}
          preview={preview}
          isIn={!left.has(keyOf(preview.finding))}
          onPick={(isIn) => onPick([preview.finding], isIn)}
        />
      ))}
      {previews.length > shown && (
        <Button type="link" size="small" data-testid="bulk-more" onClick={() => setShown(shown + PAGE)}>
          {proofText.moreMembers(Math.min(PAGE, previews.length - shown))}
        </Button>
      )}
    </>
  );
}

interface ChangeProps {
  readonly preview: Preview;
  readonly isIn: boolean;
  readonly onPick: (isIn: boolean) => void;
}

function Change({ preview, isIn, onPick }: ChangeProps): JSX.Element {
  const { before, from, to, after, finding } = preview;
  return (
    <Checkbox className="bulk-change" checked={isIn} onChange={({ target }) => onPick(target.checked)}>
      <span data-testid="bulk-change">
        <span className="proof-muted">{blockName(finding.block)}</span> {before}
        <del>{from}</del>
        {to === "" ? <ins className="proof-muted">{paneText.deletion}</ins> : <ins>{to}</ins>}
        {after}
      </span>
    </Checkbox>
  );
}
