/** Every place of a group in its sentence, in pages, so that one place can be told from another. */
import { Button } from "antd";
import { type JSX, useState } from "react";
import type { Finding } from "../../shared/proofreading/finding";
import { proofText } from "../text/writing";
import type { PanelGroup } from "./dispositions";
import { previewOf } from "./safe-fixes";

interface FindingMembersProps {
  readonly group: PanelGroup;
  /** Index of the current finding; −1 when another group is current. */
  readonly current: number;
  /** The texts of the blocks, by their id. */
  readonly texts: ReadonlyMap<string, string>;
  readonly onSelect: (group: PanelGroup, index: number) => void;
}

const PAGE = 50;

export function FindingMembers({ group, current, texts, onSelect }: FindingMembersProps): JSX.Element | null {
  const [shown, setShown] = useState(0);
  if (group.findings.length < 2) return null;
  return (
    <div className="proof-members">
      <Button
        type="link"
        size="small"
        aria-expanded={shown > 0}
        data-testid="finding-members"
        onClick={() => setShown(shown > 0 ? 0 : PAGE)}
      >
        {proofText.same(group.findings.length)} · {shown > 0 ? proofText.hideAll : proofText.showAll}
      </Button>
      {shown > 0 && (
        <ol>
          {group.findings.slice(0, shown).map((finding, index) => (
            <li key={`${finding.block} ${finding.print}`}>
              <button
                type="button"
                className="proof-pick"
                aria-current={index === current}
                data-testid="finding-member"
                data-block={finding.block}
                data-start={finding.start}
                data-end={finding.end}
                onClick={() => onSelect(group, index)}
              >
                <Place finding={finding} text={texts.get(finding.block) ?? ""} />
                {group.open.includes(finding) ? "" : ` ${proofText.done}`}
              </button>
            </li>
          ))}
        </ol>
      )}
      {shown > 0 && shown < group.findings.length && (
        <Button type="link" size="small" onClick={() => setShown(shown + PAGE)}>
          {proofText.moreMembers(Math.min(PAGE, group.findings.length - shown))}
        </Button>
      )}
    </div>
  );
}

/** The same half-width comma two hundred times says nothing; what stands around it does. */
function Place({ finding, text }: { readonly finding: Finding; readonly text: string }): JSX.Element {
  const { before, from, after } = previewOf(finding, text);
  return (
    <>
      <span className="proof-muted">{before}</span>
      <mark className="proof-place">{from}</mark>
      <span className="proof-muted">{after}</span>
    </>
  );
}
