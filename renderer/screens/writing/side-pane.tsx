/** Right side: 校对, 元数据, 版本. */
import { ConfigProvider, Tabs } from "antd";
import { type JSX, type RefObject, useCallback, useSyncExternalStore } from "react";
import type { Finding } from "../../../shared/proofreading/finding";
import type { MetadataField } from "../../../shared/workflow/metadata";
import { useCommand } from "../../commands/use-command";
import type { PanelGroup } from "../../proof/dispositions";
import type { GroupJudgement } from "../../proof/finding-card";
import { ProofPanel } from "../../proof/panel";
import { SecondEngineMenu } from "../../proof/second-engine-menu";
import { SECOND_RULE } from "../../proof/second-opinion";
import { useServices } from "../../services";
import { writingText } from "../../text/writing";
import { useSignal } from "../../ui/use-signal";
import type { WritingDesk } from "./desk";
import { IndexNumberField } from "./index-number-field";
import { MetadataPanel } from "./metadata-panel";
import { type ProofDialogs, ProofDialogsView, useProofDialogs } from "./proof-dialogs";
import { useSecondEngine } from "./use-second-engine";
import { VersionsPanel } from "./versions-panel";

export type SideTab = "proof" | "metadata" | "versions";

interface SidePaneProps {
  readonly desk: WritingDesk;
  readonly tab: SideTab;
  readonly onTab: (tab: SideTab) => void;
  readonly panelRef: RefObject<HTMLElement | null>;
  readonly strict: boolean;
  readonly focusField: MetadataField | null;
}

export function SidePane(props: SidePaneProps): JSX.Element {
  const { desk, tab, onTab } = props;
  const { versionsRead } = useSignal(desk.session.state);
  const dialogs = useProofDialogs(desk);
  const known: readonly SideTab[] = ["proof", "metadata", "versions"];
  return (
    <aside className="writing-right">
      <Tabs
        size="small"
        activeKey={tab}
        onChange={(key) => onTab(known.find((each) => each === key) ?? "proof")}
        items={known.map((key) => ({
          key,
          label: <span data-testid={`tab-${key}`}>{writingText.tabs[key]}</span>,
        }))}
      />
      <div className="writing-right-body">
        {tab === "proof" && <Proof {...props} dialogs={dialogs} />}
        {tab === "metadata" && <Meta {...props} />}
        {tab === "versions" && <VersionsPanel session={desk.session} read={versionsRead} />}
      </div>
      <ProofDialogsView desk={desk} dialogs={dialogs} />
    </aside>
  );
}

function Proof({ desk, panelRef, dialogs }: SidePaneProps & { readonly dialogs: ProofDialogs }): JSX.Element {
  const { proofing, session } = desk;
  const state = useSignal(proofing.state);
  const { count } = useSignal(session.state);
  const engine = useSecondEngine(desk);
  const onSelect = useCallback(
    (group: PanelGroup, index: number) => proofing.goTo({ group: group.id, index }),
    [proofing],
  );
  const onAccept = useCallback(
    (group: PanelGroup, findings: readonly Finding[], choice?: number) => proofing.accept(group, findings, choice),
    [proofing],
  );
  const onJudge = useCallback(
    (group: PanelGroup, { kind, reason, findings }: GroupJudgement) =>
      proofing.judge(group, { disposition: kind, reason }, findings),
    [proofing],
  );
  const onTakeBack = useCallback((group: PanelGroup) => proofing.takeBack(group), [proofing]);
  const onLeave = (): void => {
    const finding = proofing.groupAt()?.finding;
    if (finding === undefined) session.editor()?.focus();
    else session.editor()?.marks.select(finding);
  };
  return (
    <ProofPanel
      {...state}
      stage={session.stage}
      partial={state.report?.status === "partial" ? state.report.reason : ""}
      characters={count.characters}
      onFilter={(filter) => proofing.setFilter(filter)}
      secondEngine={
        <SecondEngineMenu
          {...engine}
          opinion={state.second}
          agreed={state.agreed.size}
          only={state.local.filter(({ rule }) => rule === SECOND_RULE).length}
        />
      }
      onBulk={dialogs.onBulk}
      onMiss={dialogs.onMiss}
      onAddWord={dialogs.onAddWord}
      onRun={() => void proofing.run().catch(() => null)}
      onSelect={onSelect}
      onAccept={onAccept}
      onJudge={onJudge}
      onTakeBack={onTakeBack}
      onLeave={onLeave}
      panelRef={panelRef}
    />
  );
}

function Meta({ desk, strict, focusField }: SidePaneProps): JSX.Element {
  const { profile, items } = useServices();
  const { metadata } = useSignal(desk.session.state);
  const columns = useSyncExternalStore(items.subscribe, items.columns);
  const { can } = useCommand("draft.write");
  return (
    // What cannot be saved is not typed (D5); the frame says why.
    <ConfigProvider componentDisabled={!can}>
      <MetadataPanel
        metadata={metadata}
        profile={profile}
        columns={columns}
        strict={strict}
        focus={focusField}
        numberInput={
          <IndexNumberField
            itemId={desk.session.itemId}
            metadata={metadata}
            // What was typed elsewhere while the platform answered stays.
            onNumber={(indexNumber) => desk.session.setMetadata({ ...desk.session.state.get().metadata, indexNumber })}
          />
        }
        onChange={(next) => desk.session.setMetadata(next)}
      />
    </ConfigProvider>
  );
}
