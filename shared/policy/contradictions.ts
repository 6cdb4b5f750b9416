/** Keys that each are right and together cannot be meant: refused before anything goes by them. */
import { z } from "zod";
import { liesIn } from "./ranges";
import type { PolicyFault } from "./reading";
import type { PolicyValues } from "./values";

const text = z.string();
const texts = z.array(z.string());
const window = z.object({ from: z.string(), to: z.string() });
const named = z.array(z.object({ name: z.string() }));

/** This machine itself: plain http goes there in the demo city, and nowhere else (AU-6). */
const loopback = ["127.0.0.0/8", "::1/128"];

export function contradictions(values: PolicyValues): readonly PolicyFault[] {
  return [...addressFaults(values), ...windowFaults(values), ...moduleFaults(values), ...folderFaults(values)];
}

function addressFaults(values: PolicyValues): PolicyFault[] {
  const extranet = texts.safeParse(values.extranet).data;
  return (["platformUrl", "updates.feed"] as const).flatMap((key) => {
    const url = text.safeParse(values[key]).data;
    if (url === undefined) return [];
    const { protocol, hostname } = new URL(url);
    const host = hostname.replace(/^\[|\]$/g, "");
    const own = host === "localhost" || liesIn(host, loopback);
    const plain = protocol === "http:" && !(values.demo === true && own);
    // A name is judged whenever it is resolved; an address can be judged now.
    const outside =
      extranet !== undefined && /^[\d.]+$|:/.test(host) && !liesIn(host, extranet) && !(values.demo === true && own);
    return [
      ...(plain ? [{ key, words: "须使用 https；http 只限演示城市的本机回环地址" }] : []),
      ...(outside ? [{ key, words: "不在 extranet 所列的地址段内" }] : []),
    ];
  });
}

function windowFaults(values: PolicyValues): PolicyFault[] {
  const times = window.safeParse(values["updates.window"]).data;
  return times !== undefined && times.from === times.to
    ? [{ key: "updates.window", words: "起止时间相同，没有可以更新的时候" }]
    : [];
}

function moduleFaults(values: PolicyValues): PolicyFault[] {
  const names = named.safeParse(values.tokenModules).data?.map(({ name }) => name) ?? [];
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  return twice === undefined ? [] : [{ key: "tokenModules", words: `有两个驱动都叫 ${twice}` }];
}

function folderFaults(values: PolicyValues): PolicyFault[] {
  const journal = text.safeParse(values.journalFolder).data;
  return journal !== undefined && journal === values["backup.folder"]
    ? [{ key: "backup.folder", words: "与 journalFolder 是同一个文件夹，一块硬盘坏了两样都丢" }]
    : [];
}
