import { Spin } from "antd";

/** Never a spinner without words. */
export function Waiting({ words }: { readonly words: string }) {
  return (
    <div className="cb-entry" role="status">
      <div className="cb-toolbar">
        <Spin />
        <span>{words}</span>
      </div>
    </div>
  );
}
