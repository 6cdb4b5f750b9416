/** The people of the random histories: some hold several roles, some two accounts, one administers the system. */
import type { Actor } from "../../model/person";

/** An actor; the part after `@` tells the accounts of one person apart. */
export function actorOf(account: string, ...roles: readonly string[]): Actor {
  const personId = account.split("@")[0] ?? account;
  return { accountId: `a-${account.replace("@", ".")}`, personId, name: personId, roles: [...roles] };
}

export const casts: Readonly<Record<"base" | "luan" | "tongnan", readonly Actor[]>> = {
  luan: [
    actorOf("wang", "编辑员"),
    actorOf("wang@2", "审核员", "发布员"),
    actorOf("li", "编辑员", "审核员", "相关负责人", "主要负责人"),
    actorOf("zhao", "审核员"),
    actorOf("zhao@2", "相关负责人", "主要负责人"),
    actorOf("qian", "审核员", "编辑员"),
    actorOf("sun", "相关负责人"),
    actorOf("zhou", "相关负责人", "审核员"),
    actorOf("wu", "主要负责人"),
    actorOf("zheng", "发布员"),
    actorOf("feng", "审核发布人员", "编辑员"),
    actorOf("admin", "系统管理", "编辑员", "审核员", "相关负责人", "发布员"),
  ],
  tongnan: [
    actorOf("wang", "信息员"),
    actorOf("wang@2", "分管负责人", "网站管理员"),
    actorOf("li", "信息员", "科室负责人"),
    actorOf("zhao", "分管负责人"),
    actorOf("zhao@2", "主要负责人", "保密审查员"),
    actorOf("qian", "分管负责人", "科室负责人"),
    actorOf("sun", "主要负责人", "分管负责人"),
    actorOf("zhou", "主要负责人", "科室负责人"),
    actorOf("wu", "保密审查员"),
    actorOf("chen", "保密审查员", "信息员"),
    actorOf("zheng", "网站管理员"),
    actorOf("feng", "网站管理员", "科室负责人", "分管负责人"),
    actorOf("admin", "系统管理", "信息员", "分管负责人", "主要负责人", "网站管理员", "科室负责人"),
  ],
  base: [
    actorOf("wang", "编辑员"),
    actorOf("wang@2", "审核员", "发布员"),
    actorOf("li", "编辑员", "网站管理员", "科室负责人"),
    actorOf("zhao", "审核员"),
    actorOf("zhao@2", "相关负责人", "保密审查员"),
    actorOf("qian", "审核员", "科室负责人"),
    actorOf("sun", "相关负责人", "审核员"),
    actorOf("zhou", "主要负责人", "网站管理员"),
    actorOf("wu", "保密审查员"),
    actorOf("chen", "相关负责人", "保密审查员", "编辑员"),
    actorOf("zheng", "网站管理员", "发布员"),
    actorOf("feng", "科室负责人", "审核员", "审核发布人员"),
    actorOf("admin", "系统管理员", "编辑员", "审核员", "相关负责人", "网站管理员", "科室负责人"),
  ],
};
