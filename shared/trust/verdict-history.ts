/** The history of a pack: every entry allowed when it happened, every signature in it backed by a signed statement. */
import { sameBytes } from "../bytes";
import { canonicalBytes } from "../canonical";
import { digestOf } from "../digest";
import { AppError } from "../failure";
import { decide } from "../workflow/decide";
import type { Action, HistoryEntry } from "../workflow/history";
import { replay } from "../workflow/replay";
import type { ItemState } from "../workflow/state";
import type { Evidence } from "./evidence";
import type { Pack, SignedPart } from "./pack-read";
import type { Statement } from "./statement";

export const stateOf = ({ history, profile }: Pack): ItemState => replay(history.value, profile.value);

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

type Signing = HistoryEntry & { readonly action: Extract<Action, { kind: "sign" | "return" }> };

const isSigning = (entry: HistoryEntry): entry is Signing =>
  entry.action.kind === "sign" || entry.action.kind === "return";

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
  const common = { accountId, personId, name, role: action.role, step: action.step, contentHash: action.contentHash };
  const { statementHash } = action;
  return action.kind === "return"
    ? canonicalBytes({ ...common, statementHash, decision: "return", category: action.category, note: action.text })
    : canonicalBytes({
        ...common,
        statementHash,
        decision: "approve",
        category: null,
        note: action.note,
        layoutHash: action.layoutHash,
        ledgerHash: action.ledgerHash,
        gates: action.gates,
        checks: action.checks,
      });
}

function stated({ value, bytes }: SignedPart<Statement>): Uint8Array {
  const { accountId, personId, name, role } = value.signer;
  const { step, contentHash, decision, category, note } = value;
  const common = { accountId, personId, name, role, step, contentHash, statementHash: digestOf(bytes) };
  const { layoutHash, ledgerHash, gates, checks } = value;
  return decision === "return"
    ? canonicalBytes({ ...common, decision, category, note })
    : canonicalBytes({ ...common, decision, category, note, layoutHash, ledgerHash, gates, checks });
}
