/** Writes suggestions into the open draft: the text in one undo step, title and metadata with it. */
import type { Finding } from "../../../shared/proofreading/finding";
import { applySuggestion, applyToMetadata } from "../../../shared/proofreading/fix";
import type { WritingSession } from "./session";

/**
 * The findings that were applied, by the suggestion of this index; one whose text was edited since the pass is left for
 * the next.
 */
export function applied(session: WritingSession, findings: readonly Finding[], choice = 0): Finding[] {
  const before = session.document();
  let document = before;
  let metadata = session.state.get().metadata;
  const done: Finding[] = [];
  for (const finding of [...findings].sort((a, b) => b.start - a.start)) {
    const suggestion = finding.suggestions[choice];
    const place = { ...finding, ...(session.editor()?.marks.spanOf(finding) ?? {}) };
    if (suggestion === undefined) continue;
    const nextDocument = applySuggestion(document, place, suggestion);
    const nextMetadata = applyToMetadata(metadata, place, suggestion);
    if (nextDocument === document && nextMetadata === metadata) continue;
    document = nextDocument;
    metadata = nextMetadata;
    done.push(finding);
  }
  if (document.blocks !== before.blocks) session.editor()?.content.patch(document.blocks);
  if (document.title !== before.title) session.setTitle(document.title);
  if (metadata !== session.state.get().metadata) session.setMetadata(metadata);
  return done;
}
