/** Persons 人员 and the accounts 账号 they act through. Separation of duties compares persons, never accounts. */
import { z } from "zod";
import { id } from "../schema";

export const account = z.strictObject({
  accountId: id,
  personId: id,
  /** 真实姓名 */
  name: z.string().min(1).max(50),
  /** Site 站点: `luan`, `tongnan` … also the id of its city profile. */
  site: id,
  unitId: id,
  unitName: z.string().max(100),
  /** Role names exactly as the city profile writes them: 编辑员, 审核员, 主要负责人 … */
  roles: z.array(z.string().min(1).max(30)).max(20),
});
export type Account = z.infer<typeof account>;

/** Who acts, as history and decisions see a person. */
export const actor = account.pick({ accountId: true, personId: true, name: true, roles: true });
export type Actor = z.infer<typeof actor>;
