/** How the page is bundled: static files with relative addresses, fit for any folder of any host. */
import { existsSync, readdirSync } from "node:fs";
import { defineConfig } from "vite";

/** Every HTML file directly under web/ is a page of its own. */
const pages = existsSync("web") ? readdirSync("web").filter((name) => name.endsWith(".html")) : [];

export default defineConfig({
  root: "web",
  // Relative addresses: the site works from any folder of any host.
  base: "./",
  build: {
    outDir: "../dist",
    emptyOutDir: true,
    // The browsers with fixed-width SIMD and module workers; nothing older can run the trainer.
    target: ["chrome91", "firefox114", "safari16.4"],
    // No data: addresses: the content security policy allows this site's own files only.
    assetsInlineLimit: 0,
    rollupOptions: { input: pages.map((name) => `web/${name}`) },
  },
  worker: { format: "es" },
});
