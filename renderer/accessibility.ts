/** Least sizes and contrast by policy (A1): the person may have more, by the system or the browser's zoom, and never less. */
import type { ThemeConfig } from "antd";
import { useEffect } from "react";
import type { PolicyView } from "../shared/ipc/policy";
import { theme } from "./theme";

type Minima = PolicyView["applied"]["accessibility"];

const SMALL = 12;
const NORMAL = 14;
const LARGE = 16;

/** Ant Design's own sizes; ours follow `--cb-least-font` in the style sheets. */
export function themeFor({ fontPixels = 0 }: Minima): ThemeConfig {
  const least = (usual: number) => Math.max(usual, fontPixels);
  return {
    ...theme,
    token: { ...theme.token, fontSize: least(NORMAL), fontSizeSM: least(SMALL), fontSizeLG: least(LARGE) },
  };
}

export function useAccessibility({ fontPixels = 0, highContrast = false, reducedMotion = false }: Minima): void {
  useEffect(() => {
    const { style, dataset } = document.documentElement;
    style.setProperty("--cb-least-font", `${fontPixels}px`);
    dataset.contrast = highContrast ? "more" : "system";
    dataset.motion = reducedMotion ? "reduce" : "system";
  }, [fontPixels, highContrast, reducedMotion]);
}
