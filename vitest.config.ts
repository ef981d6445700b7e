/** Tests that need no browser: the web code's logic in Node, and the scripts. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/web/**/*.test.ts", "tests/fuzz/**/*.test.ts", "tests/setup/**/*.test.mjs"],
    environment: "node",
    setupFiles: ["tests/web/wait_for_states.ts", "tests/web/learn_words.ts"],
    // Two cores are what CI has; more processes only wait for each other.
    maxWorkers: 2,
    // Ends what hangs; how long a test takes is the machine's affair, and a busy one is no fault.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
