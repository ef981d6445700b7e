/** Measuring in Chromium, in the very worker of the built site, driven over its Comlink protocol. */
import { spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { chromiumPath } from "../../scripts/lib/chromium.mjs";

const WARM_UP_S = 0.3;
const PORT = Number(process.env.DOWNHILL_BENCH_PORT ?? 18090);
const SITE = `http://localhost:${PORT}/`;
const root = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export async function chromiumPlace() {
  const executablePath = chromiumPath();
  if (executablePath === undefined) {
    throw new Error("Chromium is missing. Run `npm test` once, which installs it.");
  }
  const server = await serve();
  // Chromium refuses to start its sandbox as root, which is what containers run as.
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] }).catch(stop);
  const page = await openSite(browser).catch(stop);
  const worker = await workerAddress().catch(stop);

  function stop(error) {
    server.kill();
    throw error;
  }

  return {
    name: "chromium",
    version: browser.version(),
    samplesPerSecond: (experiment, measuring) =>
      page.evaluate(measureInPage, {
        site: SITE,
        worker,
        text: JSON.stringify(experiment),
        warmUp: WARM_UP_S,
        ...measuring,
      }),
    async close() {
      await browser.close();
      server.kill();
    },
  };
}

/** A document of the site that is not the page itself, which would draw and train beside us. */
async function openSite(browser) {
  const page = await browser.newPage();
  await page.goto(`${SITE}wasm/simd.mjs`);
  const comlink = await readFile(root("node_modules/comlink/dist/umd/comlink.min.js"), "utf8");
  // A script, not a module: it leaves its global behind.
  await page.evaluate(`var exports, module, define; ${comlink}; self.Comlink = Comlink;`);
  return page;
}

async function workerAddress() {
  const names = await readdir(root("dist/assets"));
  const name = names.find((file) => /^engine\.worker-.*\.js$/.test(file));
  if (name === undefined) throw new Error("dist/assets holds no engine worker. Build first.");
  return new URL(`assets/${name}`, SITE).href;
}

function serve() {
  const server = spawn(process.execPath, [root("scripts/serve.mjs"), "--port", String(PORT)], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return waitUntilItAnswers(server);
}

async function waitUntilItAnswers(server) {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    const answers = await fetch(SITE).then(
      (response) => response.ok,
      () => false,
    );
    if (answers) return server;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  server.kill();
  throw new Error(`the server does not answer at ${SITE}`);
}

/** Runs inside the page: nothing of this file is visible there but the argument. */
async function measureInPage({ site, worker, text, warmUp, threads, seconds, windows }) {
  const { wrap, proxy } = self.Comlink;
  const trainer = new Worker(worker, { type: "module" });
  try {
    const service = wrap(trainer);
    const wasm = `${site}wasm/`;
    const silent = () => {};
    await service.start({ wasm, threads, failed: [] }, proxy(silent), proxy(silent), proxy(silent));
    const opened = await service.open(text);
    if (opened.error) throw new Error(`${opened.error.path}: ${opened.error.message}`);
    const host = await service.host(opened.id);
    const trainFor = async (time) => {
      const training = host.train();
      await new Promise((resolve) => setTimeout(resolve, time * 1000));
      await host.pause();
      return training;
    };
    let before = await trainFor(warmUp);
    let rate = 0;
    for (let window = 0; window < windows; window++) {
      const begin = performance.now();
      const after = await trainFor(seconds / windows);
      const elapsed = (performance.now() - begin) / 1000;
      rate = Math.max(rate, (after.samples - before.samples) / elapsed);
      before = after;
    }
    if (before.status !== "ready") throw new Error(`the run ${before.status}`);
    return { rate, module: opened.module.name };
  } finally {
    trainer.terminate();
  }
}
