/**
 * The menu, which Alt shows: editing and size of the page. Electron's own would offer developer tools and reloading, which
 * throws away what a screen holds.
 */
import type { MenuItemConstructorOptions } from "electron";

export const menuTemplate: readonly MenuItemConstructorOptions[] = [
  {
    label: "编辑",
    submenu: [
      { role: "undo", label: "撤销" },
      { role: "redo", label: "重做" },
      { type: "separator" },
      { role: "cut", label: "剪切" },
      { role: "copy", label: "复制" },
      { role: "paste", label: "粘贴" },
      { role: "selectAll", label: "全选" },
    ],
  },
  {
    label: "视图",
    submenu: [
      { role: "zoomIn", label: "放大" },
      { role: "zoomOut", label: "缩小" },
      { role: "resetZoom", label: "实际大小" },
      { type: "separator" },
      { role: "togglefullscreen", label: "全屏" },
    ],
  },
];
