/** Words about the administrators' pages in 设置. */
export const administrationText = {
  title: "系统管理",
  about: "单位、账号、授权、终端、审计等在平台的管理页面办理，凭本次登录进入。",
  open: "打开系统管理",
  again: "重新打开",
  opened: "管理页面已在另一个窗口打开，请在那里输入进入码：",
  rule: "一分钟内有效，只能用一次。退出工作站登录，管理页面也随之结束。",
};
