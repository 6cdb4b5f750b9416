/** Sign-in and lock screen: three plain steps, each failure at its step. Nothing of any manuscript is shown here. */
import { Alert, App as AntApp, Button, Select, Steps } from "antd";
import type { SessionView } from "../../shared/ipc/contract";
import type { KeyInfo } from "../../shared/ipc/key";
import type { Ask, Listen } from "../services";
import { vaultText } from "../text/vault";
import { zh } from "../text/zh";
import { FailureNotice } from "../ui/failure-notice";
import { EntryCheck, FirstCheckNote, useFirstCheck } from "./settings/first-check";
import { CodeStep } from "./sign-in/code-step";
import { KeyStep } from "./sign-in/key-step";
import { OtherWays } from "./sign-in/other-ways";
import { PinStep } from "./sign-in/pin-step";
import { RestoreForm } from "./sign-in/restore-form";
import { storeWords } from "./sign-in/store-words";
import { type SignInFlow, useSignIn } from "./sign-in/use-sign-in";

export interface SignInScreenProps {
  readonly ask: Ask;
  readonly listen: Listen;
  readonly mode: "sign-in" | "locked";
  readonly demo: boolean;
  readonly keyId: string | null;
  /** The key is null when the store was opened without one. */
  readonly onDone: (view: SessionView, key: KeyInfo | null) => void;
}

export interface EntryProps extends SignInScreenProps {
  readonly version: string;
}

export function SignInScreen(props: EntryProps) {
  const { mode, ask, version } = props;
  const first = useFirstCheck(ask);
  return (
    <main className="cb-entry" data-testid={mode === "locked" ? "lock-screen" : "sign-in-screen"}>
      <section className="cb-entry-box">
        <h1>{mode === "locked" ? zh.signIn.locked : zh.signIn.title}</h1>
        <p className="cb-muted cb-entry-words">
          {mode === "locked" ? zh.signIn.lockedHint : "机器与人工校对，三审三校，数字签名，先入库后发布。"}
        </p>
        <FirstCheckNote first={first} />
        <SignInSteps {...props} ask={first.ask} />
        <EntryCheck ask={ask} version={version} first={first} />
      </section>
    </main>
  );
}

export interface StepsProps extends SignInScreenProps {
  /** The store is open and the person only signs in: there is nothing to open. */
  readonly inside?: boolean;
}

export function SignInSteps({ ask, listen, mode, demo, keyId, inside = false, onDone }: StepsProps) {
  const flow = useSignIn({ ask, listen, keyId, onDone });
  const names = mode === "locked" ? zh.signIn.steps.slice(0, 2) : zh.signIn.steps;
  const failedStep = flow.failed?.step;
  const items = names.map((title, at) => ({ title, ...(failedStep === at ? { status: "error" as const } : {}) }));
  return (
    <div className="cb-steps">
      <Steps size="small" current={flow.step} items={items} />
      {flow.failed === null ? null : (
        <div style={{ marginTop: 16 }}>
          <FailureNotice
            failure={flow.failed.failure}
            title={
              flow.failed.step === 1 && flow.view !== null
                ? zh.signIn.pinRight
                : zh.signIn.failedAt(flow.failed.step, zh.signIn.steps[flow.failed.step])
            }
            action={flow.failed.step === 1 && flow.view !== null ? <WorkOffline onClick={flow.workOffline} /> : null}
          />
        </div>
      )}
      {flow.busy && flow.late ? <TakesLong onGiveUp={flow.giveUp} /> : null}
      {flow.step === 0 ? <FirstStep ask={ask} flow={flow} inside={inside} /> : null}
      {flow.step === 1 && flow.ownStores.length > 1 ? <WhichStore flow={flow} /> : null}
      {flow.step === 1 ? (
        <PinStep
          info={flow.key}
          mode={mode}
          busy={flow.busy}
          need={flow.need}
          shortestPin={flow.shortestPin}
          onBegin={flow.begin}
          onUnlock={flow.unlock}
          onBack={flow.back}
        />
      ) : null}
      {flow.step === 2 && flow.sent !== null ? (
        <CodeStep
          sent={flow.sent}
          demo={demo}
          busy={flow.busy}
          onConfirm={flow.confirm}
          onResend={flow.resend}
          onWorkOffline={flow.workOffline}
        />
      ) : null}
    </div>
  );
}

interface FlowProps {
  readonly flow: SignInFlow;
}

function FirstStep({ ask, flow, inside }: FlowProps & { readonly ask: Ask; readonly inside: boolean }) {
  return (
    <>
      <KeyStep
        keys={flow.keys}
        chosen={flow.chosen}
        onChoose={flow.choose}
        onRefresh={flow.findKeys}
        onNext={flow.next}
      />
      {inside ? null : (
        <OtherWays
          ask={ask}
          keys={flow.keys ?? []}
          shortestPin={flow.shortestPin}
          onChosen={flow.choseOtherWay}
          onChanged={flow.readStores}
          stores={flow.stores}
          busy={flow.busy}
          onPin={flow.unlockByPin}
          onDevice={flow.unlockByDevice}
        />
      )}
      {inside ? null : (
        <AntApp>
          <RestoreForm ask={ask} onRestored={flow.readStores} />
        </AntApp>
      )}
    </>
  );
}

function WhichStore({ flow }: FlowProps) {
  return (
    <Select
      value={flow.storeId}
      onChange={flow.chooseStore}
      placeholder={vaultText.whichStore}
      aria-label={vaultText.whichStore}
      options={flow.ownStores.map((store) => ({
        value: store.storeId,
        label: storeWords(store) || `${store.name} · ${store.storeId}`,
      }))}
      style={{ width: "100%", margin: "12px 0" }}
      data-testid="which-store"
    />
  );
}

/** Nobody is held at a step that does not end. */
function TakesLong({ onGiveUp }: { readonly onGiveUp: () => void }) {
  return (
    <Alert
      type="info"
      showIcon
      title={zh.signIn.late}
      action={
        <Button size="small" onClick={onGiveUp} data-testid="give-up">
          {zh.signIn.giveUp}
        </Button>
      }
      style={{ marginTop: 16 }}
      data-testid="takes-long"
    />
  );
}

/** Offered once the PIN was right and only the platform did not answer. */
function WorkOffline({ onClick }: { readonly onClick: () => void }) {
  return (
    <Button type="primary" onClick={onClick} data-testid="work-offline">
      {zh.signIn.unlock}
    </Button>
  );
}
