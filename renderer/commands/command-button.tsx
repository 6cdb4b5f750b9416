/**
 * A button of a command. One that cannot be used now stays within reach of keyboard and screen reader and says why:
 * a `disabled` button can neither be focused nor hovered.
 */
import { Button, type ButtonProps, Tooltip } from "antd";
import { useId } from "react";
import type { CommandId } from "../../shared/offline/commands";
import { useCommand } from "./use-command";
import "./command-button.css";

export interface CommandButtonProps extends Omit<ButtonProps, "disabled" | "onClick"> {
  readonly command: CommandId;
  /** What the person has still to give before this button does anything; null when nothing is missing. */
  readonly missing?: string | null;
  /** For the moment in which what was asked for is done. */
  readonly busy?: boolean;
  readonly onClick: () => void;
}

export function CommandButton({ command, missing = null, busy = false, onClick, ...rest }: CommandButtonProps) {
  const judged = useCommand(command);
  const available = judged.can && missing !== null ? { can: false as const, why: missing } : judged;
  const reason = useId();
  if (available.can) return <Button {...rest} disabled={busy} onClick={onClick} data-command={command} />;
  return (
    <Tooltip title={available.why} trigger={["hover", "focus"]}>
      {/* The tooltip describes the wrapper only while it is open; the button is described always. */}
      <span className="cb-command-wrap">
        <Button
          {...rest}
          className={`cb-command-off ${rest.className ?? ""}`}
          aria-disabled
          // Also where everything around is off: whoever looks for the reason has to get here.
          disabled={false}
          aria-describedby={reason}
          data-command={command}
          onClick={() => undefined}
        />
        <span id={reason} className="cb-command-why">
          {available.why}
        </span>
      </span>
    </Tooltip>
  );
}
