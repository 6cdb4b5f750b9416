/** Routes of administration that workstations call; the administrators' pages themselves are HTML (plain-routes.ts). */
import { nothing } from "../schema";
import { adminTicket } from "./admin";
import { checkedIn, fleetState } from "./fleet";
import { none, send } from "./route";

export const adminRoutes = {
  "fleet.checkIn": send(
    "POST",
    "/fleet",
    "session",
    none,
    fleetState,
    checkedIn,
    "工作站报告版本、策略、批次和待上报件数，不含任何内容；答以管理员设定的更新批次、暂停和最低版本",
  ),
  "admin.ticket": send(
    "POST",
    "/administration/tickets",
    "session",
    none,
    nothing,
    adminTicket,
    "领取一次性的管理页面入口，限系统管理和审计",
  ),
} as const;
