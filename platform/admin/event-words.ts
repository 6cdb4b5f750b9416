/** Audit events in words, and which of them are what administrators did (LG-3). */

const administrative: Readonly<Record<string, string>> = {
  "admin-ticket": "领取管理页面入口",
  "admin-entered": "进入管理页面",
  "admin-entry-refused": "进入管理页面被拒绝",
  "admin-left": "退出管理页面",
  "admin-confirmed": "短信确认身份",
  "admin-refused": "管理操作被拒绝",
  "admin-exported": "导出表格",
  "enrolment-requested": "申请开通或变更账号",
  "enrolment-approved": "批准账号申请",
  "enrolment-refused": "退回账号申请",
  "account-opened": "办理开通",
  "account-changed": "办理变更",
  "account-cleared": "登记上岗条件",
  "account-left": "办理离岗",
  "notice-sent": "登记人员变更报送",
  "notice-printed": "打印人员变更报送表",
  "handover-opened": "建立移交单",
  "handover-noted": "登记移交事项",
  "handover-closed": "移交办结",
  "dormancy-keep": "查明原因后保留账号",
  "dormancy-disable": "停用账号",
  "dormancy-reclaim": "收回账号",
  "device-refused": "停用工作站",
  "device-allowed": "恢复工作站",
  "recovery-approved": "批准找回",
  "recovery-refused": "驳回找回",
  "pack-stored": "装入词库包",
  "pack-rolled-back": "词库退回上一版",
  "profile-stored": "装入城市配置",
  "policy-stored": "装入单位策略",
  "minimum-version": "设定最低版本",
  "ring-assigned": "指定更新批次",
  "ring-held": "暂停或延后更新批次",
  "unit-opened": "新增或恢复单位",
  "unit-changed": "变更单位",
  "unit-closed": "关闭单位",
  "unit-manager": "更换账号管理负责人",
  "column-owner": "指定栏目的牵头单位",
  "column-granted": "授权共建栏目",
  "column-withdrawn": "撤销共建授权",
  "officer-entered": "登记责任人",
  "officer-ended": "结束责任人登记",
  "audit-purged": "清除到期审计记录",
  "audit-exported": "审计记录存入备份文件夹",
};

const others: Readonly<Record<string, string>> = {
  login: "登录",
  logout: "退出登录",
  "login-refused": "登录被拒绝",
  "sms-sent": "发送验证码",
  "sms-wrong": "验证码错误",
  "sms-dead": "验证码失效",
  "session-replaced": "在别处登录",
  "refresh-reused": "续期凭据重复使用",
  "refresh-foreign": "续期凭据被他人使用",
  "session-unbound": "证书解除绑定，登录结束",
  "session-revoked": "证书被吊销，登录结束",
  "session-untrusted": "证书不再受信任，登录结束",
  "account-ended": "合同到期",
  "dormancy-opened": "长期未登录，建立核查单",
  "device-new": "首次使用的工作站",
  "desk-log": "工作站上报审计记录",
  "desk-log-broken": "工作站审计记录不连续",
  "recovery-asked": "申请找回",
  "recovery-given": "领取找回",
  revision: "上报版本",
  review: "审核或校对",
  file: "上报附件",
  ingest: "入库",
  publish: "发布",
  takedown: "撤稿",
  restored: "从备份恢复",
  "sms-provider-down": "短信通道中断",
  "sms-provider-up": "短信通道恢复",
};

export const administrativeEvents: readonly string[] = Object.keys(administrative);

/** Every event that has a word. */
export const knownEvents: readonly string[] = [...administrativeEvents, ...Object.keys(others)];

export function eventWord(event: string): string {
  const refused = /^refused (.+)$/.exec(event)?.[1];
  return refused === undefined ? (administrative[event] ?? others[event] ?? event) : `被拒绝：${eventWord(refused)}`;
}
