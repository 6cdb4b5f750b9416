/** Routes of administration that workstations call; the administrators' pages themselves are HTML (plain-routes.ts). */
import { z } from "zod";
import { instant, nothing } from "../schema";
import { adminTicket } from "./admin";
import { fleetState } from "./fleet";
import { none, send } from "./route";

export const adminRoutes = {
  "fleet.checkIn": send(
    "POST",
    "/fleet",
    "session",
    none,
    fleetState,
    z.strictObject({ serverTime: instant }),
    "工作站报告版本、策略和待上报件数，不含任何内容",
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
