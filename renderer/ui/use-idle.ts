import { useEffect } from "react";

const signs = ["keydown", "pointerdown", "pointermove", "wheel", "compositionupdate"] as const;

/** Calls `onIdle` once nobody has touched the window for `ms`. */
export function useIdle(ms: number, onIdle: () => void): void {
  useEffect(() => {
    let last = Date.now();
    const touched = () => {
      last = Date.now();
    };
    // Checked against the clock, not counted: a machine that slept comes back already idle.
    const timer = setInterval(() => {
      if (Date.now() - last >= ms) onIdle();
    }, 5_000);
    for (const sign of signs) window.addEventListener(sign, touched, { passive: true, capture: true });
    return () => {
      clearInterval(timer);
      for (const sign of signs) window.removeEventListener(sign, touched, { capture: true });
    };
  }, [ms, onIdle]);
}
