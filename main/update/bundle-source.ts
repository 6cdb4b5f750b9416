/** An offline bundle 离线更新包 as a feed (L10): the same reading, the same checks. */
import type { UpdateBundle } from "../../node/update-bundle";
import { AppError } from "../../shared/failure";
import type { FeedSource } from "./feed-source";

export function bundleFeed(bundle: UpdateBundle): FeedSource {
  return {
    document: async (name) => {
      const bytes = await bundle.read(name);
      return bytes === null ? null : { bytes, mark: null };
    },
    artifact: async (name) => {
      const bytes = bundle.stream(name);
      if (bytes === null) throw new AppError("E_UPDATE_OTHER", "更新包里没有适合本机系统的文件");
      return { from: 0, bytes };
    },
  };
}
