/** Builds the page: relative addresses for `app://` and loopback alike, no inline script, the worker as an ES module. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const vendors = [
  // Together, so that no schema is made before zod is told not to compile any.
  { name: "zod", test: /node_modules[\\/]zod[\\/]|renderer[\\/]jitless/ },
  { name: "antd", test: /node_modules[\\/](antd|@ant-design|@rc-component|rc-)/ },
  { name: "lexical", test: /node_modules[\\/](lexical|@lexical)/ },
  { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
];

export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [react()],
  worker: { format: "es" },
  build: {
    outDir: "../dist/renderer",
    emptyOutDir: true,
    target: "chrome120",
    // A module-preload polyfill would be an inline script, which the CSP forbids.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_600,
    rolldownOptions: { output: { codeSplitting: { groups: vendors } } },
  },
});
