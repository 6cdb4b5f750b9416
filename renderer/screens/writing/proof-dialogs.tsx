/** The dialogs of the proofreading pane: bulk corrections, and words for the dictionary. */
import { type JSX, useCallback, useEffect, useState } from "react";
import type { Finding } from "../../../shared/proofreading/finding";
import { BulkDialog } from "../../proof/bulk-dialog";
import { withWord } from "../../proof/dictionary";
import { maskings, safeFixes } from "../../proof/safe-fixes";
import { WordDialog, type WordDraft } from "../../proof/word-dialog";
import { useServices } from "../../services";
import { paneText } from "../../text/proof-pane";
import { useSignal } from "../../ui/use-signal";
import type { WritingDesk } from "./desk";

type Asked =
  | { readonly kind: "bulk"; readonly which: "safe" | "masks"; readonly findings: readonly Finding[] }
  | { readonly kind: "word"; readonly draft: WordDraft };

export interface ProofDialogs {
  readonly asked: Asked | null;
  readonly onBulk: (which: "safe" | "masks") => void;
  readonly onMiss: () => void;
  readonly onAddWord: (finding: Finding) => void;
  readonly close: () => void;
}

const LONGEST = 60;

/** Alt+M reports what is selected in the text as missed. */
export function useProofDialogs({ proofing, session }: WritingDesk): ProofDialogs {
  const [asked, setAsked] = useState<Asked | null>(null);
  const onBulk = useCallback(
    (which: "safe" | "masks") => {
      const { view, blocks } = proofing.state.get();
      if (view === null) return;
      setAsked({ kind: "bulk", which, findings: which === "safe" ? safeFixes(view, blocks) : maskings(view) });
    },
    [proofing],
  );
  const onMiss = useCallback(() => {
    const word = selectedText();
    if (word === "") session.tell(paneText.nothingSelected);
    else setAsked({ kind: "word", draft: { kind: "reject", scope: "unit", word, right: "", why: "" } });
  }, [session]);
  const onAddWord = useCallback(
    (finding: Finding) => {
      const text = proofing.state.get().blocks.find(({ id }) => id === finding.block)?.text ?? finding.text;
      setAsked({
        kind: "word",
        draft: { kind: "accept", scope: "person", word: wordAround(text, finding), right: "", why: "" },
      });
    },
    [proofing],
  );
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!event.altKey || event.isComposing || event.key.toLowerCase() !== "m") return;
      event.preventDefault();
      onMiss();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [onMiss]);
  const close = useCallback(() => setAsked(null), []);
  return { asked, onBulk, onMiss, onAddWord, close };
}

function selectedText(): string {
  const text = (window.getSelection()?.toString() ?? "").trim();
  return text.includes("\n") ? "" : text.slice(0, LONGEST);
}

/** One character is no word: its neighbours come with it, and the person corrects what is offered. */
function wordAround(text: string, { start, end }: Finding): string {
  if (end - start >= 2) return text.slice(start, Math.min(end, start + LONGEST));
  return text.slice(Math.max(0, start - 1), end + 1).trim();
}

export function ProofDialogsView({
  desk,
  dialogs,
}: {
  readonly desk: WritingDesk;
  readonly dialogs: ProofDialogs;
}): JSX.Element | null {
  const { asked, close } = dialogs;
  const { dictionary, session: view, clock } = useServices();
  const { blocks } = useSignal(desk.proofing.state);
  if (asked === null) return null;
  if (asked.kind === "bulk")
    return (
      <BulkDialog
        kind={asked.which}
        findings={asked.findings}
        blocks={blocks}
        onCancel={close}
        onApply={(findings) => {
          close();
          void desk.proofing.acceptMany(findings);
        }}
      />
    );
  const add = (draft: WordDraft): void => {
    close();
    const word = { ...draft, by: view.account?.name ?? "本机用户", at: clock().toISOString() };
    dictionary.put(withWord(dictionary.words.get(), word)).then(
      () => desk.session.tell(paneText.added(word.word)),
      (error: unknown) => desk.session.fail(error),
    );
  };
  return <WordDialog draft={asked.draft} onDone={add} onCancel={close} />;
}
