/**
 * A fictitious leaders pack for the demo: real names, posts and order come only from an administrator's signed pack.
 * Not among the built-in packs.
 */
import type { Leader } from "../rule";
import { packOf } from "./pack";

export const demoLeaders: readonly Leader[] = [
  {
    name: "周思齐",
    posts: [
      { title: "某市市委书记", from: "2023-02-01", rank: 1 },
      { title: "某市市长", from: "2019-03-01", until: "2023-02-01", rank: 2 },
    ],
  },
  {
    name: "李明远",
    posts: [
      { title: "某市市长", from: "2023-03-01", rank: 2 },
      { title: "某市市委副书记", from: "2023-02-01", rank: 2 },
      { title: "某市副市长", from: "2018-01-01", until: "2023-02-01", rank: 6 },
    ],
  },
  { name: "陈若松", posts: [{ title: "某市人大常委会主任", from: "2022-01-10", rank: 3 }] },
  { name: "郑云帆", posts: [{ title: "某市政协主席", from: "2022-01-12", rank: 4 }] },
  { name: "贺嘉", posts: [{ title: "某市常务副市长", from: "2021-09-01", rank: 5 }] },
  { name: "欧阳启文", posts: [{ title: "某市市委秘书长", from: "2022-06-01", rank: 7 }] },
];

export const demoLeadersPack = packOf("demo-leaders", "2026.11.1", { leaders: demoLeaders });
