/** The units an amount may have. Those of several characters are tried before those of one. */
export const UNITS: readonly string[] = [
  "个百分点|人次|家次|件次|辆次|户次|车次|架次|例次|平方公里|平方千米|平方米|立方米|公顷|公里|千米|厘米|毫米|千克|公斤|吨|克|斤|米",
  "km|hm²|kg|m²|m³",
  "美元|欧元|港元|日元|英镑|元|角|分钟|小时|学时|课时|千瓦时|千瓦|兆瓦|度",
  "家|人|个|名|户|件|起|项|宗|例|场|期|台|辆|艘|架|套|座|栋|幢|处|所|条|份|篇|册|本|张|块|只|头|株|棵|位|批|种|类|亩|倍|岁|天|票|席|间|支|队|组|枚|幅|部|封|笔|单|盏|根|箱|袋|瓶|羽|尾|盘|组|村|次",
].flatMap((units) => units.split("|"));
