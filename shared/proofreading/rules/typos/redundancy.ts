/** MC-01, MC-02: a thing said twice, a negation too many, verb and object that do not go together. */
import { editing, inspection2019 } from "../../authority";
import type { Pattern, PatternRule } from "../../rule";

export const typoDoubleNegative: PatternRule = {
  id: "typo-double-negative",
  category: "collocation",
  title: "否定失当",
  severity: "warning",
  fix: "suggest",
  authority: [editing("否定失当")],
  confidence: 0.85,
  checks: ["MC-01", "MC-02"],
  yieldsToVocabulary: true,
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<=防止|避免|杜绝|防范|严防|谨防|以防|遏制)(?<mark>[^，。；、：\n不]{1,16}不(?:再次?|会再?|致|重新)?)(?=发生|出现|重演|反弹|复发|流失|扩散|蔓延|扩大|泄露|遗漏|返贫|重现|产生|掉队)/g,
      message: "“防止”“避免”与“不”连用，意思正好相反，删去“不”。",
      suggest: (found) => {
        const text = found.groups?.mark ?? "";
        return [text.replace(/不(?:再次?|会再|重新)$/, "再次").replace(/不(?:会|致)?$/, "")];
      },
    },
    { regex: /切忌(?:不要|不可|不能|勿)/g, message: "“切忌”已含否定，不再加“不要”。", suggest: "切忌" },
    {
      regex: /(?:禁止|严禁|不准|不得)(?:不得|不准|禁止|不许|严禁|不要)/g,
      message: "两个否定重复，留一个。",
      suggest: (found) => [found[0].slice(0, 2)],
    },
    {
      regex: /(?<=忘记|难免|差点儿?|险些)(?<mark>不)(?=要?(?:带|关|报|填|提交|盖章|签字|发生|出现|犯))/g,
      message: "前面已有否定意思，删去“不”。",
      suggest: "",
    },
    {
      regex:
        /(?<=无时无刻)(?<!不[^，。；]{0,4}无时无刻)(?=(?:都在|在)(?:关注|关心|想着|思考|牢记|提醒|努力|奋斗|践行|体现|坚守))(?:都在|在)/g,
      message: "“无时无刻”意为没有一时一刻，后面要用“不”：“无时无刻不在”，或改为“时时刻刻都在”。",
      suggest: "不在",
    },
    {
      regex: /(?<=不能|不可|不要|决不)(?<mark>否认|否定)(?=[^，。；]{1,12}不是)/g,
      message: "多重否定，意思相反，请核对。",
    },
  ],
  wrong: [
    { text: "防止⟦类似问题不再⟧发生。", first: "类似问题再次" },
    { text: "避免⟦事故不⟧发生。", first: "事故" },
    { text: "⟦严禁不得⟧携带火种。", first: "严禁" },
    { text: "我们无时无刻⟦都在⟧牢记使命。", first: "不在" },
  ],
  right: [
    "防止类似问题再次发生。",
    "防止工作不力、落实不到位。",
    "避免因材料不全重复跑动。",
    "严禁携带火种，不得吸烟。",
    "我们无时无刻不在牢记使命。",
  ],
};

function twice(
  regex: RegExp,
  suggest: Pattern["suggest"] & (string | ((found: RegExpExecArray) => string[])),
): Pattern {
  return { regex, message: "“$0”语义重复，留一个。", suggest };
}

export const typoRedundant: PatternRule = {
  id: "typo-redundant",
  category: "collocation",
  title: "语义重复",
  severity: "hint",
  fix: "suggest",
  authority: [editing("语义重复"), inspection2019()],
  confidence: 0.8,
  checks: ["MC-01", "MC-02"],
  yieldsToVocabulary: true,
  scope: "pattern",
  patterns: [
    twice(
      /(?:大约|大概|约|近|将近|接近)([\d.一二三四五六七八九十百千万亿两几]{1,10}(?:多)?[\u4e00-\u9fff%％]{0,3})(?:左右|上下)(?![一两岸开下为的游级班车学文家各]|联动)/g,
      (found) => [`${found[1] ?? ""}左右`],
    ),
    twice(/截[至止]到?(?:目前|今日|现在)为止/g, "截至目前"),
    twice(/超过([\d.,]{1,12}[万亿]?[\u4e00-\u9fff%％]{0,2})(?:以上|多(?=[，。；]))/g, (found) => [
      `超过${found[1] ?? ""}`,
    ]),
    twice(/(?:不足|低于|少于|小于)([\d.]{1,10}[万亿]?[\u4e00-\u9fff%％]{0,2})以[下内]/g, (found) => [
      found[0].slice(0, -2),
    ]),
    twice(/(?:过去|以前|从前)曾经?(?=[\u4e00-\u9fff])/g, "曾"),
    {
      regex: /(?<=涉及)到(?=[\u4e00-\u9fff《“\d])(?![场访岗位期货账])/g,
      message: "“涉及”已含“到”的意思，删去“到”。",
      suggest: "",
    },
    {
      regex: /(?<=波及|触及|顾及|提及|论及|普及|惠及|推及)到(?=[\u4e00-\u9fff])(?![场访岗位期货账])/g,
      message: "“及”已含“到”的意思，删去“到”。",
      suggest: "",
    },
    { regex: /(?:凯旋|胜利凯旋)而?归来?|凯旋归来/g, message: "“凯旋”就是胜利归来，删去“归”。", suggest: "凯旋" },
    { regex: /悬殊(?:很|较|极)?大/g, message: "“悬殊”就是相差很大，删去“大”。", suggest: "悬殊" },
    { regex: /(?:非常|十分|特别|极其|很)(?:酷爱|巨大无比|罕见至极)/g, message: "程度重复，留一个。" },
    { regex: /来自于/g, message: "“自”就是“从”，“来自于”写“来自”。", suggest: "来自" },
    { regex: /付诸于/g, message: "“诸”就是“之于”，写“付诸”。", suggest: "付诸" },
    { regex: /诉诸于/g, message: "“诸”就是“之于”，写“诉诸”。", suggest: "诉诸" },
    { regex: /见诸于/g, message: "“诸”就是“之于”，写“见诸”。", suggest: "见诸" },
    { regex: /公诸于(?!众|世)/g, message: "“诸”就是“之于”。", suggest: "公之于" },
    { regex: /(?<=[^，。；]{0,8})目的是为了/g, message: "“目的”与“为了”重复。", suggest: ["目的是", "是为了"] },
    {
      regex: /(?:其|的)?原因是(?:因为|由于)(?![^，。；]{1,20}而)/g,
      message: "“原因”与“因为”“由于”重复。",
      suggest: "原因是",
    },
    {
      regex: /(?:忍俊不禁|不禁哑然)(?:地)?(?:笑了|笑)(?:起来|出来|出声)/g,
      message: "“忍俊不禁”就是忍不住笑，不再加“笑”。",
      suggest: "忍俊不禁",
    },
    {
      regex: /(?:人|大家|彼此|互相|相互)(?:互相|相互)(?<=互相互相|相互互相|互相相互|彼此互相|彼此相互)/g,
      message: "语义重复，留一个。",
      suggest: "互相",
    },
    { regex: /(?:必须|务必)(?:一定要|要必须|务必)/g, message: "语义重复，留一个。", suggest: "必须" },
    { regex: /(?:目前|当前)(?:现在|现阶段|当前|目前)(?!价)/g, message: "时间重复，留一个。", suggest: "目前" },
    {
      regex: /(?:全部都|全都)(?:悉数|统统)|(?:悉数|统统)(?:全部|全都)/g,
      message: "语义重复，留一个。",
      suggest: "全部",
    },
    { regex: /第一(?:个|次|家|部)首(?:次|个|家|创)/g, message: "语义重复，留一个。" },
    { regex: /(?:首次|第一次)(?:初次|首次|开创先河)/g, message: "语义重复，留一个。", suggest: "首次" },
    { regex: /(?:即将|将要)(?:快要|就要|将)(?!士|领|军|帅)/g, message: "语义重复，留一个。", suggest: "即将" },
    { regex: /(?:再次|再度)(?:重新|又|重申了又)/g, message: "语义重复，留一个。", suggest: "再次" },
    {
      regex: /(?:自|从)?[\u4e00-\u9fff]{0,4}(?<mark>一直以来始终|长期以来一直以来)/g,
      message: "语义重复，留一个。",
      suggest: "一直以来",
    },
    { regex: /日期期间|年度年份|时间时期/g, message: "语义重复，留一个。" },
    { regex: /(?:亲眼|亲自)目睹/g, message: "“目睹”就是亲眼看见。", suggest: "目睹" },
    {
      regex: /(?:免费|无偿)(?:赠送|馈赠)(?=给|了|的|，|。)/g,
      message: "“赠送”就是不收费，删去“免费”。",
      suggest: "赠送",
    },
    { regex: /(?:提前|预先|事先)(?:预先|事先|预告|预知|预订)/g, message: "语义重复，留一个。" },
  ],
  wrong: [
    { text: "⟦大约三百人左右⟧参加会议。", first: "三百人左右" },
    { text: "⟦截至目前为止⟧，已完成整改。", first: "截至目前" },
    { text: "⟦超过100人以上⟧的会议", first: "超过100人" },
    { text: "事项涉及⟦到⟧多个部门。", first: "" },
    { text: "⟦原因是因为⟧设备老化。", first: "原因是" },
    { text: "把蓝图⟦付诸于⟧行动。", first: "付诸" },
  ],
  right: [
    "大约三百人参加会议。",
    "截至目前，已完成整改。",
    "100人以上的会议，超过100人的须报备。",
    "左右两侧约3米，约50家上下游企业参会。",
    "事项涉及多个部门，涉及到岗人员。",
    "把蓝图付诸行动，公诸于众。",
  ],
};
