/** Lines of the self-check that only the window can measure: fonts, and whether it can print. */
import type { CheckLine } from "../../shared/ipc/self-check";
import { type Draw, fontLine, measureFonts } from "./fonts";

const SIZE = 32;

/** What a canvas shows, as text: the pixels themselves, since widths of two fonts may agree. */
function canvasDraw(owner: Document): Draw | null {
  const canvas = owner.createElement("canvas");
  canvas.width = SIZE * 2;
  canvas.height = SIZE + 8;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return null;
  const known = new Map<string, string>();
  return (text, font) => {
    const key = `${font} ${text}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.font = `${SIZE}px ${font}`;
    context.fillText(text, 0, SIZE);
    const drawn = context.getImageData(0, 0, canvas.width, canvas.height).data.join(",");
    known.set(key, drawn);
    return drawn;
  };
}

const noCanvas: CheckLine = {
  subject: "fonts",
  state: "unknown",
  words: "窗口不允许测量字体。",
  next: "请看稿件中的汉字是否都正常显示。",
  code: null,
};

const cannotPrint: CheckLine = {
  subject: "printer",
  state: "bad",
  words: "这个浏览器不能打印。",
  next: "请管理员换用系统的 Chromium、Chrome 或 Edge。",
  code: null,
};

export function windowLines(owner: Window): CheckLine[] {
  const draw = canvasDraw(owner.document);
  const fonts = draw === null ? noCanvas : fontLine(measureFonts(draw));
  // Printers themselves are asked for by main.
  return typeof owner.print === "function" ? [fonts] : [fonts, cannotPrint];
}
