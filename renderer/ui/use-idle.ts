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

/** Tells at most so often that somebody is there. */
const TELL_MS = 20_000;

/** Calls `onTouched` now and then while somebody touches the window: main counts idle time by itself too. */
export function useTouched(onTouched: () => void): void {
  useEffect(() => {
    let told = Number.NEGATIVE_INFINITY;
    const touched = () => {
      if (Date.now() - told < TELL_MS) return;
      told = Date.now();
      onTouched();
    };
    for (const sign of signs) window.addEventListener(sign, touched, { passive: true, capture: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, touched, { capture: true });
    };
  }, [onTouched]);
}
