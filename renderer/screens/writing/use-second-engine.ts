/** The second engine beside the open draft (R20): asked on demand, or after every pass where the person wants that. */
import { useCallback, useEffect, useRef, useState } from "react";
import { toFailure } from "../../../shared/failure";
import type { Output } from "../../../shared/ipc/contract";
import type { TextBlock } from "../../../shared/proofreading/rule";
import { useServices } from "../../services";
import { useSignal } from "../../ui/use-signal";
import type { WritingDesk } from "./desk";

export type EngineList = Output<"desk:engines.list">;

export interface SecondEngineControl {
  /** Null until somebody asked for it. */
  readonly engines: EngineList | null;
  readonly running: boolean;
  /** Why the last question was not answered; empty when it was. */
  readonly trouble: string;
  /** Id of the engine asked after every pass; empty when only on demand. */
  readonly always: string;
  readonly look: () => void;
  readonly check: (engine: string) => void;
  readonly setAlways: (engine: string) => void;
  readonly clear: () => void;
}

/** Names an engine, nothing of a text. */
const ALWAYS = "caibian-second-engine";

export function useSecondEngine({ proofing }: WritingDesk): SecondEngineControl {
  const { ask } = useServices();
  const { blocks } = useSignal(proofing.state);
  const [engines, setEngines] = useState<EngineList | null>(null);
  const [running, setRunning] = useState(false);
  const [trouble, setTrouble] = useState("");
  const [always, keepAlways] = useState(() => localStorage.getItem(ALWAYS) ?? "");
  const newest = useRef<readonly TextBlock[] | null>(null);
  const look = useCallback(() => {
    ask("desk:engines.list", null).then(setEngines, (error: unknown) => setTrouble(toFailure(error).detail));
  }, [ask]);
  const check = useCallback(
    (engine: string) => {
      const asked = proofing.state.get().blocks;
      newest.current = asked;
      setRunning(true);
      ask("desk:engines.check", { engine, blocks: asked.map(({ id, text }) => ({ id, text })) }).then(
        ({ name, version, remarks }) => {
          // An answer to an older text is of no use any more.
          if (newest.current !== asked) return;
          proofing.hear({ engine, name, version, blocks: asked, remarks });
          setRunning(false);
          setTrouble("");
        },
        (error: unknown) => {
          if (newest.current !== asked) return;
          setRunning(false);
          setTrouble(toFailure(error).detail);
        },
      );
    },
    [ask, proofing],
  );
  const setAlways = useCallback((engine: string) => {
    localStorage.setItem(ALWAYS, engine);
    keepAlways(engine);
  }, []);
  const clear = useCallback(() => {
    newest.current = null;
    proofing.hear(null);
  }, [proofing]);
  useEffect(() => {
    if (always !== "" && blocks.length > 0) check(always);
  }, [always, blocks, check]);
  return { engines, running, trouble, always, look, check, setAlways, clear };
}
