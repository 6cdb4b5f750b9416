/** MC-02: one thing said by two words of a clause: 分头……分别, 大约……左右, 总投资共计. */
import { editing } from "../../authority";
import type { Pattern, PatternRule } from "../../rule";

interface Class {
  readonly words: string;
  /** How many characters may stand between two words of the class. */
  readonly most: number;
  /** Pairs that are right, `先|后`. */
  readonly except?: RegExp;
}

/** Between two of a list, or of two modifiers, both may stand. */
const LISTED = /[、和与及或并而且的也更都将为]/;

const classes: readonly Class[] = [
  { words: "分头|分别|各自|逐一分别", most: 4, except: /各自.*分别|分别.*各自的?$/ },
  {
    words:
      "逐项(?!逐)|逐条(?!逐)|逐个(?!逐)|逐一|逐件(?!逐)|挨个|挨家挨户|挨户|一项一项|一条一条|一个一个|一件一件|一户一户|一一(?!列|三|对应)",
    most: 4,
  },
  { words: "一律|统统|全都|全部|一概|悉数|全数|通通", most: 5, except: /全部[^一]*全部|全部的/ },
  { words: "陆续|相继|先后|接连", most: 5 },
  { words: "立即|马上|立刻|即刻|当即|火速|立马|随即", most: 5 },
  { words: "互相|相互|彼此|相互间|互相间", most: 7, except: /^[互相]{2}间?.+彼此$|^彼此.+相互|彼此之间/ },
  { words: "再次|再度|重新|又一次", most: 1 },
  { words: "已经|业已|早已|均已|早就已|都已", most: 6 },
  {
    words: "共同(?!体)|一起(?![^，。；]{0,4}(?:案|事故|事件|纠纷|交通))|一同|携手|联手",
    most: 1,
    except: /^携手共同|^共同携手/,
  },
  { words: "必须|务必|应当|应该|一定要|务须|必需要", most: 6, except: /其(?:必须|应当|应该)/ },
  { words: "目前|当前|(?<![出实体展呈发重表再浮])现在|如今|现阶段|眼下|当下", most: 6 },
  { words: "进一步|更加|更为|愈加|越发|愈发", most: 0 },
  { words: "首次|第一次|初次|首度|率先", most: 5 },
  { words: "一直|始终|从来|历来|向来|一向", most: 6 },
  { words: "不断|持续(?!不断)|连续不断|接连不断|源源不断", most: 1, except: /持续/ },
  {
    words: "反复|多次|屡次|一再|再三|频频|屡屡|三番五次|三令五申",
    most: 5,
    except: /多次反复|反复多次|反复.*再三|三令五申.*[，]/,
  },
  { words: "亲自|亲身|亲手|亲眼|亲口|亲临", most: 4 },
  { words: "提前|预先|事先|事前|提早|预前", most: 5 },
  { words: "免费|无偿|不收取?费用", most: 6 },
  { words: "仍然|依然|仍旧|依旧|照旧", most: 6 },
  { words: "往往|常常|经常|时常|通常|不时", most: 5 },
  { words: "日益|日渐|日趋|逐渐|逐步|渐渐|越来越|愈来愈", most: 4 },
  { words: "非常|十分|极其|极为|特别(?!是)|相当(?!于)|格外|异常|万分", most: 0, except: /非常特别|异常特别|异常$/ },
  { words: "大力|全力|着力|竭力|极力|奋力", most: 0 },
  { words: "尤其|特别是|尤为|尤其是", most: 4 },
  { words: "准时|按时|如期|按期|及时按", most: 4 },
  { words: "随时|时刻|时时刻刻|每时每刻|无时无刻", most: 4 },
  { words: "尽量|尽可能|尽最大可能", most: 4 },
  { words: "尽快|尽早|赶快|抓紧|赶紧|及早|早日", most: 1, except: /抓紧[^，]*[尽早]|尽早|及早/ },
  { words: "凡是|凡(?!事|人|响|士|是)|所有|一切|任何|全体", most: 0, except: /一切任何/ },
  { words: "有关|相关", most: 0 },
  { words: "其他|其它|其余|别的|另外", most: 0 },
  { words: "可以|能够|(?<![获取])得以(?![下上内外前后及色])", most: 1, except: /可以得以/ },
  { words: "历时|经过|历经|为期|耗时|用时|时长", most: 0, except: /经过为期|经过历经/ },
  { words: "仅仅|只有|仅有|唯有|仅只", most: 0 },
  { words: "几乎|差不多|将近|接近", most: 0 },
  { words: "忽然|突然|猛然|骤然", most: 1 },
  { words: "显著|明显|显而易见", most: 0, except: /明显显著的/ },
  { words: "全面|全方位|方方面面", most: 0, except: /全方位全面|全面全方位/ },
  { words: "真正|切实|确实|的确|着实", most: 0, except: /切实真正|真正切实/ },
  { words: "无论|不管|不论|任凭", most: 0 },
  { words: "曾经|过去|以前|从前|此前|以往|早先", most: 1, except: /此前曾经|过去以前/ },
  { words: "未来|将来|今后|以后|日后", most: 0 },
  { words: "亲朋好友|亲戚朋友|亲友", most: 0 },
  { words: "最终|最后|终究|到头来", most: 4 },
  { words: "一致|一同认为|共同认为|都认为", most: 0 },
  { words: "擅自|私自|自行|随意", most: 0, except: /自行/ },
  { words: "上述|以上|前述", most: 0 },
  { words: "位于|地处|坐落于|坐落在|座落于", most: 0 },
  { words: "据悉|据了解|据报道|据介绍", most: 1 },
  { words: "倘若|如果|假如|若是|要是", most: 5 },
  { words: "虽然|尽管|虽说", most: 6 },
  { words: "给予|予以|加以", most: 5, except: /时/ },
  { words: "累计|总计|合计|共计|一共|总共", most: 0 },
  { words: "每年|逐年|年年|历年", most: 4, except: /历年/ },
  { words: "各地|全国各地|各处|到处|处处|随处|四处", most: 4, except: /各地/ },
  { words: "估计|大概|大约|预估", most: 6 },
];

function twiceOf({ words, most, except }: Class): Pattern {
  return {
    regex: new RegExp(`(?<first>${words})(?<gap>[一-龥]{0,${most}}?)(?<last>${words})`, "g"),
    message: ({ groups }) => `“${groups?.first ?? ""}”与“${groups?.last ?? ""}”意思相同，留一个。`,
    suggest: ({ groups }) => [
      `${groups?.first ?? ""}${groups?.gap ?? ""}`,
      `${groups?.gap ?? ""}${groups?.last ?? ""}`,
    ],
    accept: ({ groups, 0: whole }) => {
      const [first, gap, last] = [groups?.first ?? "", groups?.gap ?? "", groups?.last ?? ""];
      return first !== last && !LISTED.test(gap) && except?.test(whole) !== true;
    },
  };
}

export const saidTwice: PatternRule = {
  id: "grammar-said-twice",
  category: "collocation",
  title: "同一个意思说了两遍",
  severity: "warning",
  fix: "suggest",
  authority: [editing("语义重复")],
  confidence: 0.85,
  checks: ["MC-02"],
  yieldsToVocabulary: true,
  scope: "pattern",
  patterns: classes.map(twiceOf),
  wrong: [
    { text: "四个专班⟦分头分别⟧入户核查。", first: "分头" },
    { text: "逾期材料⟦一律全部⟧退回。", first: "一律" },
    { text: "各村⟦已经全面早已⟧完成清底。", first: "已经全面" },
    { text: "两县⟦互相之间相互⟧开放停车场。", first: "互相之间" },
    { text: "这条便道⟦首次实现第一次⟧通车。", first: "首次实现" },
    { text: "防汛物资须⟦提前做好事先⟧储备。", first: "提前做好" },
  ],
  right: [
    "四个专班分头入户核查，两组分别汇报；逐条逐项抓落实。",
    "持续不断的努力，相互照顾彼此核心利益，应该也必须发挥作用。",
    "呈现在世人眼前，今天是一个非常特别的日子，携手共同发展。",
    "收集证据时，应当告知其必须如实提供证据。",
    "企业可以获得以下资金；出现在境外，目前没有消息；命运共同体携手前行；给予福利时予以适当限制。",
    "经过为期三天的培训，其他界别的议员参加选举，共同侦破一起案件。",
  ],
};
