/** Stops that the words around them rule out: 有下列情形之一的；（一）…, 如何办理！, 改善.. , “要是……的话。”某某说 (GB/T 15834-2011 4.1–4.7, 4.13). */
import { gb15834 } from "../../authority";
import type { PatternRule } from "../../rule";

const FIRST = "(?:（(?:一|1)）|\\((?:一|1)\\)|①)";
const ASKS =
  "什么是|何为|何谓|为什么|为何|怎么|怎样|如何|哪些|哪类|哪种|谁(?:可以|能|来)|多久|多长时间|是否(?:可以|需要|能够|必须)";
const PLACE = "[一-龥]{2,4}";
const LINE = "城际|高速|公路|铁路|高铁|航线|班线|专线|快线|公交|旅游|客运|动车|列车|输气|段|线";

export const misplacedStop: PatternRule = {
  id: "punct-misplaced-stop",
  category: "punctuation",
  title: "点号与前后的词语不合",
  severity: "warning",
  fix: "suggest",
  authority: [gb15834("4.1、4.2、4.7、4.13")],
  confidence: 0.86,
  checks: ["MC-01"],
  roles: ["heading", "body", "list"],
  scope: "pattern",
  patterns: [
    {
      // The first of the items that stand in one paragraph: what announces them ends in a colon.
      regex: new RegExp(
        `[；，、](?=${FIRST}[^（）()①②。]{2,80}[；，、。](?:（(?:二|2)）|\\((?:二|2)\\)|②))(?<=(?:[^，。；]{2,30}，)?[^，。；]{4,40}.)`,
        "g",
      ),
      message: "引出下面的各项，用冒号。",
      suggest: "：",
    },
    {
      regex: /(?<=[一-龥\d%）”])(?<![.．])[.．。]{2}(?![.．。\d])(?<!。。)/g,
      message: "句末用一个句号。",
      suggest: "。",
    },
    {
      // A question that the answer follows at once, or that is all there is.
      regex: new RegExp(
        `(?<=(?:^|[。？；]|问[：:])(?:[一二三四五六七八九十\\d]{1,2}[、.．])?(?:${ASKS})[^，。；：！？“”！]{2,26})！(?=$|[一-龥“《])`,
        "g",
      ),
      message: "这是问句，句末用问号。",
      suggest: "？",
      accept: ({ input, index }) =>
        !/[都也啊呀吧]|多么|不[^，。]{0,4}什么/.test(
          input
            .slice(Math.max(0, index - 30), index)
            .split(/[。？；]/)
            .at(-1) ?? "",
        ),
    },
    {
      // What is quoted is half a sentence; the rest comes behind the speaker.
      regex:
        /(?<=“[^“”。！？]{0,20}(?:如果|要是|假如|只要|自从|自打|等到|的话|以前|虽然|因为|由于|别看)[^“”。！？，]{1,20})。”(?=[一-龥]{2,14}(?:说|介绍|表示|告诉记者|道)，“)/g,
      message: "引的话没有说完，引号里面用逗号。",
      suggest: "，”",
      accept: ({ input, index }) => {
        const quoted = input.slice(0, index).split("“").at(-1) ?? "";
        return /的话$|^(?:如果|要是|假如|只要|自从|自打|等到|虽然|因为|由于|别看)[^，]{1,24}$/.test(quoted);
      },
    },
    {
      regex:
        /(?<=^“[^“”。！？]{2,30}(?:的话|以后|之后|的时候|以前))”[。，](?=[一-龥]{2,14}(?:说|介绍|表示|告诉记者|道)，“)/g,
      message: "引的话没有说完，停顿的标点放在引号里面。",
      suggest: "，”",
    },
    {
      regex: new RegExp(
        `(?<=(?:^|[“，。、；])${PLACE})一(?=${PLACE}”(?:${LINE}))|(?<=(?<![一二三四五六七八九十百千万\\d:：])\\d{1,2}[:：]\\d{2})[一_](?=\\d{1,2}[:：]\\d{2})|(?<=(?:19|20)\\d{2}年?)一(?=(?:19|20)\\d{2}(?!\\d))`,
        "g",
      ),
      message: "起止之间用连接号“—”，这里写成了“一”。",
      suggest: "—",
    },
    {
      // 每天不少于两次、发现…要及时…: the second has a predicate of its own.
      regex:
        /(?<=(?:不少于|不低于|不超过|不得少于|不得低于|不得超过)(?:[一二两三四五六七八九十]|\d{1,5})[一-龥%]{1,3})、(?=[^、。；]{2,24}(?:要|应当?|须|必须|不得)[^、。；]{3,40}。)/g,
      message: "前面的话已经说完，用句号或分号。",
      suggest: ["。", "；"],
    },
    {
      regex:
        /(?<=^附件)[；，。、](?=[一-龥]{2,30}(?:表|书|单|录|函|图|册|方案|样本|办法|细则|说明|指南|通知|名单|标准)$)/g,
      message: "“附件”后面用冒号。",
      suggest: "：",
    },
    {
      regex:
        /(?<=^[一-龥]{2,20}关于[^，。；：！？]{4,70}的(?:通知|通告|公告|公示|通报|决定|意见|批复|函|报告|请示|命令|议案|公报))[！，；、：？](?=\s{0,4}$)/g,
      message: "公文标题末尾不用标点。",
      suggest: "",
      // A list of titles on lines of their own is parted by ；.
      accept: ({ 0: mark }, { id }, { blocks }) => /[！？]/.test(mark) || blocks[0]?.id === id,
    },
    {
      // The line of those written to, above what is told them.
      regex:
        /(?<=^(?:各|有关)[一-龥]{2,12}(?:[，、][县市区省州]?(?:各|有关|直|属|驻|局)[^。；：！？，、]{2,20}){1,4}(?:单位|部门|企业|机构|学校|政府|街道|公司|委|局|院|组织|社区|中心|科室|站|所))[，；。、](?=\s{0,4}$)/g,
      message: "主送机关后面用冒号。",
      suggest: "：",
    },
  ],
  wrong: [
    { text: "有下列情形之一的，不予奖励⟦，⟧（一）材料不实的；（二）逾期申报的。", first: "：" },
    { text: "申请人应当符合以下条件⟦；⟧（1）在本县居住；（2）按时缴费。", first: "：" },
    { text: "维修完成以后，水压恢复正常⟦..⟧", first: "。" },
    { text: "如何领取消费券⟦！⟧登录小程序即可领取。", first: "？" },
    { text: "“要是早几年修路的话⟦。”⟧村民老张说，“果子就不愁卖了。”", first: "，”" },
    { text: "“手续办好以后⟦”。⟧店主老李说，“第二天就开张了。”", first: "，”" },
    { text: "“东湖⟦一⟧西山”旅游公路建成。", first: "—" },
    { text: "门诊时间为8:00⟦一⟧11:30。", first: "—" },
    { text: "每周巡查不少于三次⟦、⟧发现问题要及时上报处理。", first: "。" },
    { text: "附件⟦、⟧县城区学校招生范围一览表", first: "：" },
    { text: "东山县人民政府关于加强水源保护的通告⟦！⟧", first: "" },
    { text: "各乡镇卫生院，县直各医疗单位⟦，⟧", first: "：" },
  ],
  right: [
    "有下列情形之一的，不予奖励：（一）材料不实的；（二）逾期申报的。",
    "维修完成以后，水压恢复正常……",
    "如何领取消费券？登录小程序即可领取。多么美好！怎么也想不到！",
    "“路通了。”张亮说，“我们方便多了。”“要是早几年修路的话，”老张说，“就好了。”",
    "“东湖—西山”旅游公路建成，门诊时间为8:00—11:30，“统一战线”专题。",
    "每周不少于三次、每月不少于十次。",
    "附件：县城区学校招生范围一览表",
    "东山县人民政府关于加强水源保护的通告\n各乡镇卫生院，县直各医疗单位：",
  ],
};
