/** What administrators see of the audit, by routes. */
import { AppError } from "../../shared/failure";
import type { AuditVerdict, Reconciliation } from "../../shared/http/audit";
import { requireAdministrative, requireCity } from "../identity/administration";
import { itemOf } from "../items/record";
import type { Caller, Services } from "../services";
import { reconcileDevice, reconcileItem } from "./reconciliation";
import { verifyChain } from "./verification";

/** The caller's own city's chain. @throws AppError E_PERM unless 系统管理 or 审计 */
export async function auditVerdictOf(services: Services, caller: Caller): Promise<AuditVerdict> {
  requireAdministrative(caller);
  requireCity(caller);
  const at = services.clock().toISOString();
  try {
    const state = await verifyChain(services.store.db, caller.site.site, services);
    return { chains: [{ ...state }], fault: null, at };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "E_AUDIT") throw error;
    return { chains: [], fault: error.detail, at };
  }
}

/** @throws AppError E_PERM, E_NOT_FOUND */
export async function deviceReconciliation(
  services: Services,
  caller: Caller,
  device: string,
): Promise<Reconciliation> {
  requireAdministrative(caller);
  requireCity(caller);
  return reconcileDevice(services.store.db, caller.site.site, device);
}

/** @throws AppError E_PERM, E_NOT_FOUND */
export async function itemReconciliation(services: Services, caller: Caller, itemId: string): Promise<Reconciliation> {
  requireAdministrative(caller);
  requireCity(caller);
  const item = await itemOf(services.store.db, itemId);
  if (item.site !== caller.site.site) throw new AppError("E_NOT_FOUND", "没有这份稿件");
  return reconcileItem(services.store.db, item.site, itemId);
}
