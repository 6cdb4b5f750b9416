/** What each parameter of a city profile settles, in the words of the settings screen. */
const names: Readonly<Record<string, string>> = {
  meta: "配置的依据文件",
  "review.steps": "审核与校对的环节",
  "review.samePersonPairs": "可由同一人办理的环节",
  "review.gates": "必过的关口",
  "review.refusals": "退回的类别",
  "review.publisherRoles": "发布岗位",
  "metadata.required": "必填的元数据",
  "metadata.indexPattern": "信息索取号的格式",
  "privacy.exemptions": "个人信息豁免的类型",
  "privacy.masks": "个人信息的脱敏格式",
  "checks.sourceRequired": "转载须注明来源",
  "checks.outsideLink": "站外链接的检查",
  "proofreading.levels": "校对规则的级别与开关",
  "deadlines.disclosureWorkingDays": "公开时限（工作日）",
  "deadlines.reprintHours": "转载时限（小时）",
  "deadlines.takedownMinutes": "撤下时限（分钟）",
  "password.minLength": "口令最短长度",
  "password.classes": "口令字符种类",
  "password.rotationMonths": "口令更换周期（月）",
  "account.dormancyMonths": "账号多久未登录须查明原因（月）",
  "account.idleLockMinutes": "闲置多久自动锁定（分钟）",
  "account.trainingMonths": "多久须再次培训（月）",
  "account.changeNotice": "人员和账号变更报送给谁、几日内",
  extranet: "政务外网的范围",
};

export const parameterName = (parameter: string): string => names[parameter] ?? parameter;
