/** What every writer of a package is given. */
import type { NodeRuntime } from "../node-runtime";
import type { PackageOptions } from "../options";

export interface PackParts {
  readonly options: PackageOptions;
  readonly runtime: NodeRuntime;
  /** The time everything carries. */
  readonly at: Date;
  /** Folder of what is made on the way. */
  readonly work: string;
  /** The version's folder. */
  readonly payload: string;
}

/** Packages of the two editions exclude each other; both answer to `caibian`. */
export const packageName = "caibian-browser";

export const summary = "采编工作站（浏览器版）：政府网站信息采编、审校、签审";

/** L6: said wherever a person reads what a package is. */
export const unsupported =
  "不支持龙芯（LoongArch、MIPS）处理器和 Windows 7/8：这些终端请用浏览器访问集约化平台的网页版，地址由系统管理员告知。";
