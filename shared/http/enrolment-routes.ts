/** Routes of the accounts' life cycle, for 系统管理. */
import { z } from "zod";
import { id, nothing } from "../schema";
import { clearance, departure, enrolmentDecision, enrolmentForm, enrolmentView } from "./enrolment";
import { get, none, send } from "./route";

const params = z.strictObject({ enrolmentId: id });

export const enrolmentRoutes = {
  "enrolments.request": send(
    "POST",
    "/enrolments",
    "session",
    none,
    enrolmentForm,
    enrolmentView,
    "申请开通或变更账号，限系统管理",
  ),
  "enrolments.list": get(
    "/enrolments",
    "session",
    none,
    none,
    z.strictObject({ enrolments: z.array(enrolmentView) }),
    "账号申请，限系统管理",
  ),
  "enrolments.decide": send(
    "POST",
    "/enrolments/:enrolmentId/decision",
    "session",
    params,
    enrolmentDecision,
    enrolmentView,
    "批准或退回账号申请，由申请人以外的系统管理人员办理",
  ),
  "enrolments.execute": send(
    "POST",
    "/enrolments/:enrolmentId/execution",
    "session",
    params,
    nothing,
    enrolmentView,
    "按批准的申请开通或变更账号，由批准人以外的系统管理人员办理",
  ),
  "accounts.clear": send(
    "PUT",
    "/accounts/:accountId/clearance",
    "session",
    z.strictObject({ accountId: id }),
    clearance,
    nothing,
    "登记保密审查和培训日期：两项齐备账号才有权限，限系统管理",
  ),
  "accounts.leave": send(
    "POST",
    "/accounts/:accountId/departure",
    "session",
    z.strictObject({ accountId: id }),
    departure,
    nothing,
    "离岗：立即结束登录、解除证书绑定、取消权限，限系统管理",
  ),
} as const;
