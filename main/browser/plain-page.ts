/** Pages that need nothing of the workstation: shown to whoever comes without the cookie. */
/** Named by its hash in the headers. */
export const plainStyle = "body{font:16px/1.8 sans-serif;max-width:36em;margin:15vh auto;padding:0 2em;color:#222}";

export function plainPage(title: string, text: string): string {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${title}</title><style>${plainStyle}</style><h1>${title}</h1><p>${text}</p></html>`;
}

export const closedPage = plainPage(
  "请从启动程序打开采编工作站",
  "这个地址只供采编工作站自己的窗口使用。请运行启动程序；如窗口已关闭，在启动程序的终端里按回车可重新打开。",
);
