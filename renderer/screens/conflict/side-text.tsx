/** One side of a place, with its changes against the common state marked by the character. */
import { memo, useMemo } from "react";
import { contentOf } from "../../../shared/model/content";
import { diffContent } from "../../../shared/model/diff";
import type { Block } from "../../../shared/model/manuscript";
import { emptyMetadata } from "../../../shared/model/metadata";
import { blockTree } from "../../../shared/publication/article-tree";
import { conflictText } from "../../text/conflict";
import { nodeView } from "../review/article-view";
import { Change } from "../review/diff-view";

interface SideTextProps {
  readonly base: Block | null;
  readonly own: Block | null;
}

const contentWith = (block: Block) => contentOf({ title: "", blocks: [block] }, emptyMetadata);

export const SideText = memo(function SideText({ base, own }: SideTextProps) {
  if (own === null) {
    return (
      <>
        <p className="conflict-none">{base === null ? conflictText.absent : conflictText.deleted}</p>
        {base === null ? null : <Change change={{ kind: "removed", before: base }} />}
      </>
    );
  }
  return base === null ? <BlockText block={own} /> : <Changed base={base} own={own} />;
});

function Changed({ base, own }: { readonly base: Block; readonly own: Block }) {
  const diff = useMemo(() => diffContent(contentWith(base), contentWith(own)), [base, own]);
  return (
    <>
      {diff.blocks.map((change) => (
        <Change key={change.kind} change={change} />
      ))}
      {diff.attributes.length === 0 ? null : (
        <ul className="conflict-attributes">
          {diff.attributes.map(({ what, about, before, after }) => (
            <li key={`${what} ${about} ${before} ${after}`}>{`${what}：${before} → ${after}`}</li>
          ))}
        </ul>
      )}
    </>
  );
}

export function BlockText({ block }: { readonly block: Block }) {
  return <>{nodeView(blockTree(block, ""), "block")}</>;
}
