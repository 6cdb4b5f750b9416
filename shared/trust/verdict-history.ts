/** The history of a pack: every entry allowed when it happened, every signature in it backed by a signed statement. */
import { sameBytes } from "../bytes";
import { canonicalBytes } from "../canonical";
import { digestOf } from "../digest";
import { AppError } from "../failure";
import { never } from "../never";
import { decide } from "../workflow/decide";
import type { Action, HistoryEntry } from "../workflow/history";
import { replay } from "../workflow/replay";
import { type Responsibility, responsibilityOf } from "../workflow/responsibility";
import type { ItemState } from "../workflow/state";
import type { Evidence } from "./evidence";
import type { Pack, SignedPart } from "./pack-read";
import type { Statement } from "./statement";

export const stateOf = ({ history, profile }: Pack): ItemState => replay(history.value, profile.value);

/** What follows from history and content; the unit is the platform's word, under its seal. */
export function responsibilityIn({ history, profile, content, responsibility }: Pack): Responsibility {
  const { writer } = content.value.metadata;
  const unit = responsibility?.value.unit ?? "";
  return responsibilityOf({ history: history.value, profile: profile.value, writer, unit });
}

/** The responsible persons are those who are proved by the rest of the pack, and no others (RP-5). */
export function checkResponsibility({ pack }: Evidence): string {
  const derived = responsibilityIn(pack);
  const stated = pack.responsibility;
  if (stated === null) return "早期证据包没有责任信息，以下由流程记录得出，单位未记载";
  if (!sameBytes(canonicalBytes(derived), stated.bytes))
    throw new AppError("E_PACK", "责任信息与流程记录和审签书不一致");
  const signed = new Set(pack.statements.map(({ bytes }) => digestOf(bytes)));
  const unproved = derived.reviewers.find(({ statementHash }) => !signed.has(statementHash));
  if (unproved !== undefined) throw new AppError("E_PACK", `${unproved.stepName}的责任人没有审签书`);
  return `采编、录入、${derived.reviewers.length} 名审核人、签发和发布人与签名和流程记录一致，单位由平台封签证明`;
}

/** Each entry must have been allowed by the profile at its place: the same `decide` that the platform asks. */
export function checkReplay({ pack }: Evidence): string {
  const history = pack.history.value;
  history.forEach(({ seq, action, actor }, i) => {
    if (i > 0 && seq <= (history[i - 1]?.seq ?? -1)) throw new AppError("E_PACK", `流程记录第 ${i + 1} 条次序不对`);
    const decision = decide(action, actor, history.slice(0, i), pack.profile.value);
    if (!decision.allowed) throw new AppError(decision.code, `流程记录第 ${i + 1} 条不符合规定：${decision.reason}`);
  });
  return `${history.length} 条记录逐条重放，均符合城市配置`;
}

/** Every step that the profile demands carries a signature that stands, and the item ended as these very bytes. */
export function checkCompleteness({ pack }: Evidence): string {
  const state = stateOf(pack);
  const { steps } = pack.profile.value.review;
  const signed = new Set(state.signatures.filter(({ valid }) => valid).map(({ step }) => step));
  const missing = steps.filter(({ id }) => !signed.has(id)).map(({ name }) => name);
  if (missing.length > 0) throw new AppError("E_STAGE", `缺少环节：${missing.join("、")}`);
  const { contentHash, phase } = state;
  if (contentHash !== digestOf(pack.content.bytes)) throw new AppError("E_HASH", "审签完成的不是这份内容");
  if (phase === "draft" || phase === "in-review" || phase === "returned") {
    throw new AppError("E_STAGE", "流程尚未走完");
  }
  return steps.map(({ name }) => name).join("、");
}

type Signing = HistoryEntry & { readonly action: Extract<Action, { kind: "sign" | "return" | "takedown" }> };

const isSigning = (entry: HistoryEntry): entry is Signing =>
  entry.action.kind === "sign" || entry.action.kind === "return" || entry.action.kind === "takedown";

/** The signing entries of the history and the statements are the same decisions, in the same order. */
export function checkStatementRecords({ pack }: Evidence): string {
  const entries = pack.history.value.filter(isSigning);
  if (entries.length !== pack.statements.length) throw new AppError("E_PACK", "流程记录与审签书份数不一致");
  entries.forEach((entry, i) => {
    const part = pack.statements[i];
    if (part === undefined || !sameBytes(recorded(entry), stated(part))) {
      throw new AppError("E_PACK", `流程记录中的第 ${i + 1} 次审签与审签书不一致`);
    }
  });
  return `${entries.length} 次审签与审签书逐项一致`;
}

/** What a signing entry and its statement must agree on, in one form. */
function recorded({ action, actor }: Signing): Uint8Array {
  const { accountId, personId, name } = actor;
  const { role, contentHash, statementHash } = action;
  const common = { accountId, personId, name, role, contentHash, statementHash };
  switch (action.kind) {
    case "return": {
      const { step, category, text } = action;
      return canonicalBytes({ ...common, step, decision: "return", category, note: text });
    }
    case "takedown": {
      const { repoId, category, text } = action;
      return canonicalBytes({ ...common, step: "takedown", decision: "takedown", category, note: text, repoId });
    }
    case "sign": {
      const { step, note, layoutHash, ledgerHash, gates, checks } = action;
      const seen = { layoutHash, ledgerHash, gates, checks };
      return canonicalBytes({ ...common, step, decision: "approve", category: null, note, ...seen });
    }
    default:
      return never(action);
  }
}

function stated({ value, bytes }: SignedPart<Statement>): Uint8Array {
  const { accountId, personId, name, role } = value.signer;
  const { step, contentHash, decision, category, note } = value;
  const common = { accountId, personId, name, role, contentHash, statementHash: digestOf(bytes) };
  const said = { ...common, step, decision, category, note };
  if (value.type === "caibian-takedown/1") return canonicalBytes({ ...said, repoId: value.repoId });
  const { layoutHash, ledgerHash, gates, checks } = value;
  return decision === "return"
    ? canonicalBytes(said)
    : canonicalBytes({ ...said, layoutHash, ledgerHash, gates, checks });
}
