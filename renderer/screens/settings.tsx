/** 设置: who, with which certificate, under which profile, how the data are kept, which version, which keys. */
import { Button, Collapse } from "antd";
import { useEffect, useState } from "react";
import type { Output } from "../../shared/ipc/contract";
import type { PolicyView } from "../../shared/ipc/policy";
import { type IdleRules, idleMinutes } from "../../shared/model/idle";
import { usePolicy } from "../managed-policy";
import { workFacts } from "../self-check/window-facts";
import { useServices } from "../services";
import { integrityText } from "../text/backup";
import { clauseName } from "../text/clause";
import { keyboard } from "../text/keyboard";
import { parameterName } from "../text/parameter";
import { checkText } from "../text/self-check";
import { zh } from "../text/zh";
import { useSignal } from "../ui/use-signal";
import { useWindow } from "../window-context";
import { AboutProofreading } from "./settings/about-proofreading";
import { AdministrationSection } from "./settings/administration";
import { BackupSection } from "./settings/backup";
import { DiagnosticsPanel } from "./settings/diagnostics";
import { DictionarySection } from "./settings/dictionary";
import { IntegrityCheck } from "./settings/integrity";
import { Lexicons } from "./settings/lexicons";
import { PolicyLock } from "./settings/policy-lock";
import { PolicySection } from "./settings/policy-section";
import { RecoveryRequests } from "./settings/recovery-requests";
import { SelfCheckPanel } from "./settings/self-check";
import { TakeOverSection } from "./settings/take-over";
import { UpdateSection } from "./settings/update";
import { WaysInSection } from "./settings/ways-in";

export function SettingsScreen() {
  const policy = usePolicy(useServices());
  return (
    <div className="cb-page" data-testid="settings-screen">
      <Person />
      <Identity />
      <Lexicons />
      <ProfileFacts />
      <PolicySection view={policy} />
      <DictionarySection />
      <AboutProofreading />
      <WaysInSection />
      <RecoveryRequests />
      <AdministrationSection />
      <BackupSection policy={policy} />
      <TakeOverSection />
      <UpdateSection />
      <Safety policy={policy} />
      <section className="cb-panel">
        <h2>{zh.settings.keyboard}</h2>
        <dl className="cb-facts">
          {keyboard.flatMap(([keys, what]) => [<dt key={keys}>{keys}</dt>, <dd key={what}>{what}</dd>])}
        </dl>
      </section>
    </div>
  );
}

function Identity() {
  const { ask, sync, drafts, items } = useServices();
  const { appInfo, station } = useWindow();
  const facts = () =>
    workFacts({
      sync: sync.state(),
      drafts: drafts.list().length,
      items: items.list().length,
      index: station.records.health.get().mode,
    });
  return (
    <section className="cb-panel">
      <h2>{checkText.title}</h2>
      <SelfCheckPanel ask={ask} version={appInfo.version} />
      <DiagnosticsPanel ask={ask} workFacts={facts} />
    </section>
  );
}

function Person() {
  const { session: signal, keyInUse, signOut, lock } = useWindow();
  const { account } = useSignal(signal);
  return (
    <section className="cb-panel">
      <h2>{zh.settings.account}</h2>
      <dl className="cb-facts">
        <dt>姓名</dt>
        <dd>{account?.name ?? keyInUse?.name ?? "未登录"}</dd>
        <dt>单位</dt>
        <dd>{account?.unitName ?? keyInUse?.organisation ?? "未登录"}</dd>
        <dt>岗位</dt>
        <dd>{account?.roles.join("、") ?? "登录后显示"}</dd>
        <dt>{zh.settings.certificate}</dt>
        <dd>
          {keyInUse === null
            ? "本次打开窗口后尚未使用证书"
            : `${keyInUse.name}，${keyInUse.issuer}签发，有效期至 ${keyInUse.notAfter.slice(0, 10)}，序列号 ${keyInUse.serial}`}
        </dd>
      </dl>
      <div className="cb-toolbar" style={{ marginTop: 8 }}>
        <Button onClick={lock}>{zh.lock}</Button>
        <Button onClick={signOut} data-testid="switch-person">
          {zh.settings.switchPerson}
        </Button>
        <span className="cb-sub">切换人员会退出登录；本人的稿件仍加密保存在本机，下次登录可见。</span>
      </div>
    </section>
  );
}

function ProfileFacts() {
  const { profile } = useServices();
  if (profile === null) {
    return (
      <section className="cb-panel">
        <h2>{zh.settings.profile}</h2>
        <p className="cb-muted">还没有经过验签的城市配置。登录平台后自动取得。</p>
      </section>
    );
  }
  const { meta, review, sources } = profile;
  const clauses = (
    <dl className="cb-facts cb-facts-clauses">
      {Object.entries(sources).flatMap(([name, clause]) => [
        <dt key={`${name} n`}>{parameterName(name)}</dt>,
        <dd key={name}>{clauseName(clause)}</dd>,
      ])}
    </dl>
  );
  return (
    <section className="cb-panel" data-testid="profile-facts">
      <h2>{zh.settings.profile}</h2>
      <dl className="cb-facts">
        <dt>名称与版本</dt>
        <dd>
          {profile.name} · 第 {profile.version} 版 · {profile.siteName}
        </dd>
        <dt>依据文件</dt>
        <dd>{meta.documentNumber ?? "无"}</dd>
        <dt>环节</dt>
        <dd>
          {review.steps
            .map((step) => `${step.name}（${step.roles.join("、")}，${clauseName(step.clause)}）`)
            .join(" → ")}
        </dd>
        <dt>必过关口</dt>
        <dd>{review.gates.join("、")}</dd>
      </dl>
      <Collapse
        ghost
        size="small"
        items={[{ key: "sources", label: `依据条款 ${Object.keys(sources).length} 项`, children: clauses }]}
      />
    </section>
  );
}

/** Whose rule holds, so that nobody asks the machine's administrator for what the city decides. */
function IdleLock({ city, machine }: IdleRules) {
  const minutes = idleMinutes({ city, machine });
  const cityAlone = idleMinutes({ city, machine: null });
  return zh.settings.idle(minutes, minutes < cityAlone ? "machine" : "city");
}

function Safety({ policy }: { readonly policy: PolicyView | null }) {
  const { ask, profile } = useServices();
  const { appInfo, station } = useWindow();
  const [journal, setJournal] = useState<Output<"desk:journal.health"> | null>(null);
  useEffect(() => {
    // Without an answer the line says that it is being read; the store's own trouble is shown by the frame.
    ask("desk:journal.health", null).then(setJournal, () => undefined);
  }, [ask]);
  const { mode } = useSignal(station.records.health);
  return (
    <section className="cb-panel">
      <h2>{zh.settings.safety}</h2>
      <dl className="cb-facts">
        <dt>密钥保护</dt>
        <dd data-testid="key-protection">{zh.settings.protection[appInfo.keyProtection]}</dd>
        <dt>本机存储</dt>
        <dd>
          {mode === "both" ? "加密日志与加密索引，两处独立保存" : zh.indexStopped}
          {journal === null ? "" : `；日志 ${journal.records} 条，${megabytes(journal.bytes)}`}
        </dd>
        <dt>{integrityText.persistence}</dt>
        <dd data-testid="persistence">{integrityText.persistenceWords[station.persistence]}</dd>
        <dt>{integrityText.title}</dt>
        <dd>
          <IntegrityCheck />
        </dd>
        <dt>磁盘余量</dt>
        <dd>
          {journal === null
            ? "正在读取…"
            : `${megabytes(journal.freeBytes)}${journal.readOnly ? "，已转为只读保护" : ""}`}
        </dd>
        <dt>自动锁定</dt>
        <dd data-testid="idle-lock">
          <IdleLock
            city={profile?.account.idleLockMinutes ?? null}
            machine={policy?.applied.idleLockMinutes ?? appInfo.idleLockMinutes}
          />
          <PolicyLock line={policy?.lines.find(({ key }) => key === "idleLockMinutes")} />
        </dd>
        <dt>{zh.settings.about}</dt>
        <dd>
          {zh.product} {appInfo.version} · {appInfo.shell === "electron" ? "桌面外壳" : "浏览器外壳"}
          {appInfo.demo ? " · 演示城市" : ""}
        </dd>
      </dl>
    </section>
  );
}

const megabytes = (bytes: number): string =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.max(1, Math.round(bytes / 1e6))} MB`;
