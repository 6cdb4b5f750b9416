/** What a refused start prints once a window shows its reason; the start script looks for it, and then opens no dialog of its own. */
export const REFUSAL_SHOWN = "原因已在窗口中显示。";
