/** The six refusals 退回类别 of TN-16; base takes them over, so every city has them. */
import type { Profile } from "../profile";

export const refusals: Profile["review"]["refusals"] = [
  { code: "1", text: "涉密或敏感信息", clause: "TN-16.1" },
  { code: "2", text: "违反国家政策、法律法规", clause: "TN-16.2" },
  { code: "3", text: "损害其他单位或个人利益", clause: "TN-16.3" },
  { code: "4", text: "当前不宜公开", clause: "TN-16.4" },
  { code: "5", text: "不利于本地宣传和发展", clause: "TN-16.5" },
  { code: "6", text: "统计数据、提法不准确", clause: "TN-16.6" },
];
