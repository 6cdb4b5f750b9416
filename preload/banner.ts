/** One line across the window for what the page itself cannot know: its connection is gone. */

const ID = "caibian-connection";

/** Shows the text above everything, or takes the line away. */
export function showBanner(text: string | null): void {
  document.getElementById(ID)?.remove();
  if (text === null) return;
  const line = document.createElement("div");
  line.id = ID;
  line.setAttribute("role", "alert");
  line.textContent = text;
  Object.assign(line.style, {
    position: "fixed",
    inset: "0 0 auto 0",
    zIndex: "100000",
    padding: "8px 16px",
    background: "#fff1f0",
    color: "#820014",
    borderBottom: "1px solid #cf1322",
    font: "14px/1.6 sans-serif",
  });
  document.body.append(line);
}
