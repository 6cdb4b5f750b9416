/** Stops that the other members of a series show to be wrong: 一是…；二是…。三是…, 电话；5521036, …为准。），且 (GB/T 15834-2011 4.1–4.7). */
import { gb15834 } from "../../authority";
import type { PatternRule } from "../../rule";

const LABEL =
  "电话|热线|时间|地点|地址|传真|邮编|邮箱|网址|账号|户名|开户行|联系人|邮政编码|期限|电子邮箱|咨询电话|联系电话|监督电话";
const MEMBER = "[^。；！？]{3,70}";

export const seriesStop: PatternRule = {
  id: "punct-series-stop",
  category: "punctuation",
  title: "与并列的其他各项标点不一致",
  severity: "warning",
  fix: "suggest",
  authority: [gb15834("4.1、4.4、4.6、4.7")],
  confidence: 0.86,
  checks: ["MC-01"],
  roles: ["body", "list"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `。(?=三(?<w>[是要])[^是要])(?<=一[是要]${MEMBER}；二[是要]${MEMBER}。)|。(?=二[是要][^。；]{3,70}；三[是要])(?<=一[是要]${MEMBER}。)|。(?=四[是要][^是要])(?<=一[是要]${MEMBER}；二[是要]${MEMBER}；三[是要]${MEMBER}。)`,
        "g",
      ),
      message: "其他各项之间用分号，这里也用分号。",
      suggest: "；",
    },
    {
      regex: /。(?=）[，、；][^。]{2})(?<=（[^（）。]{2,40}。)/g,
      message: "句内的括注末尾不用句号。",
      suggest: "",
    },
    {
      regex: new RegExp(`(?<=(?:^|[；。，（])[一-龥]{0,6}(?:${LABEL}))；(?=[\\dA-Za-z一-龥][^；]{2,40}[；。，])`, "g"),
      message: "说明项后面用冒号。",
      suggest: "：",
      accept: ({ input }) => /[一-龥]{2}：/.test(input),
    },
    {
      regex:
        /(?<=(?:^|[，。；])[^。；？！“”你您]{0,24}(?:摸清|查清|检查|核实|查看|询问|排查|核查|察看|弄清|关注|看看|确认|落实)[^。；？！“”你您]{0,40}是否[^，。；？！“”呢吗]{2,24})？(?=[一-龥])/g,
      message: "这里只是提到一个问题，全句是陈述，句末用句号。",
      suggest: "。",
    },
    {
      regex:
        /(?<=(?:^|[，。；])[^，。；、]{0,10}[把将][一-龥]{2,6})，(?=[一-龥]{2,8}、[一-龥]{2,10}(?:放在|作为|纳入|摆在|列为|列入|贯穿|落到|抓在|融入|结合起来|统一起来))/g,
      message: "并列的词语之间用顿号。",
      suggest: "、",
    },
    {
      // 一是…；二是…；四是…
      regex:
        /(?<=[一二三四五六七][是要][^。；]{2,60}[；。，](?<before>[二三四五六七八])(?<word>[是要])[^。；]{2,60}[；。，])(?<mark>[三四五六七八九])(?=\k<word>[一-龥])/g,
      message: "序号不连续，请核对。",
      accept: ({ groups, input, index }) => {
        const order = "一二三四五六七八九";
        const step = order.indexOf(groups?.mark ?? "") - order.indexOf(groups?.before ?? "");
        const earlier = order.charAt(order.indexOf(groups?.before ?? "") - 1);
        const between = input.slice(input.lastIndexOf(`${groups?.before ?? ""}${groups?.word ?? ""}`, index), index);
        return (
          step > 1 &&
          input.slice(0, index).includes(`${earlier}${groups?.word ?? ""}`) &&
          !/[：“]|.[一二三四五六七八九][是要]/.test(between)
        );
      },
    },
  ],
  wrong: [
    { text: "一是压实责任，分片包干；二是强化巡查，及时处置⟦。⟧三是严格追责。", first: "；" },
    { text: "申请人须年满60周岁（以身份证为准⟦。⟧），且具有本县户籍。", first: "" },
    { text: "咨询地点：县医保局一楼；咨询电话⟦；⟧5521036；咨询时间：工作日。", first: "：" },
    { text: "要逐户核实用气设备是否完好⟦？⟧对发现的问题当场整改。", first: "。" },
    { text: "各乡镇要把防火⟦，⟧防汛、防滑坡作为重点。", first: "、" },
    { text: "一要强化宣传，二要严管火源，⟦四⟧要备足物资。" },
  ],
  right: [
    "一是压实责任，分片包干；二是强化巡查，及时处置；三是严格追责。",
    "一是压实责任。分片包干。二是强化巡查。三是严格追责。",
    "申请人须年满60周岁（以身份证为准），且具有本县户籍。",
    "咨询地点：县医保局一楼；咨询电话：5521036；咨询时间：工作日。",
    "要逐户核实用气设备是否完好。您检查过管道是否漏气？请回答。",
    "各乡镇要把防火、防汛、防滑坡作为重点。",
    "一要强化宣传，二要严管火源，三要备足物资。",
  ],
};
