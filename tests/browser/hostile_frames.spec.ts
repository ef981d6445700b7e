// SPDX-License-Identifier: Apache-2.0
/** A frame with an address that makes no sense, or in a place that denies it what it needs: it says so, inside and to its host, which goes on. */
import { expect, type Page, test } from "@playwright/test";
import { type HostSite, hostSite } from "./host_site.ts";
import { ISOLATED } from "./servers.ts";

/** A short run on few samples. */
const SHORT = "data.type=circle&data.samples=60&stop.epochs=3";

const sites: HostSite[] = [];
test.afterEach(async () => {
  for (const site of sites.splice(0)) await site.close();
});

/** What the frame has told as an error, and what of its host broke. */
interface Heard {
  readonly errors: { readonly code: string; readonly message: string }[];
  readonly broken: string[];
}

async function openHost(page: Page, hash: string, attributes = ""): Promise<Heard> {
  const heard: Heard = { errors: [], broken: [] };
  page.on("pageerror", (error) => heard.broken.push(String(error)));
  await page.exposeFunction("hear", (fault: Heard["errors"][number]) => heard.errors.push(fault));
  const site = await hostSite({
    body: `<iframe title="Frame" src="${ISOLATED.url}embed.html#${hash}" width="480" height="460" ${attributes}></iframe>`,
    script: `addEventListener("message", ({ data }) => {
  if (data.downhill === 1 && data.event === "error") hear(data.detail);
});`,
  });
  sites.push(site);
  await page.goto(site.url);
  return heard;
}

const inside = (page: Page) => page.frameLocator("iframe");

/** It trains by itself to its end. */
const trains = (page: Page) => expect(inside(page).locator("#alt")).toContainText("3 epochs");

for (const { what, hash, code, says, at } of [
  {
    what: "64 kB of nothing",
    hash: `${SHORT}&${"x".repeat(65_536)}=1`,
    code: "bad_attribute",
    says: "longer than any experiment",
    at: "#broken-link",
  },
  {
    what: "64 kB in one value",
    hash: `${SHORT}&view.title=${"y".repeat(65_536)}`,
    code: "bad_attribute",
    says: "view.title",
    at: "#faults",
  },
  {
    what: "an unknown key of the view",
    hash: `${SHORT}&view.colour=red`,
    code: "bad_attribute",
    says: "view.colour",
    at: "#faults",
  },
  {
    what: "an unknown key of the document",
    hash: `${SHORT}&optimiser.type=adam`,
    code: "refused",
    says: "optimiser",
    at: "#broken-link",
  },
  {
    what: "a setting that the experiment does not have",
    hash: `${SHORT}&view.show=optimizer.momentum`,
    code: "bad_attribute",
    says: "optimizer.momentum",
    at: "downhill-shown-settings",
  },
  {
    what: "a document of the future",
    hash: `${SHORT}&version=99`,
    code: "refused",
    says: "version",
    at: "#broken-link",
  },
]) {
  test(`${what} in its address is told to reader and host`, async ({ page }) => {
    const heard = await openHost(page, hash);
    await expect
      .poll(() => heard.errors)
      .toContainEqual(expect.objectContaining({ code, message: expect.stringContaining(says) }));
    await expect(inside(page).locator(at)).toContainText(says);
    await expect(inside(page).locator("#play")).toBeVisible();
    expect(heard.broken).toEqual([]);
  });
}

test("in a sandbox with its own origin it trains", async ({ page }) => {
  const heard = await openHost(page, SHORT, 'sandbox="allow-scripts allow-same-origin"');
  await trains(page);
  expect(heard).toEqual({ errors: [], broken: [] });
});

test("in a sandbox without an origin it says that no trainer starts there, and how to open it", async ({
  page,
}) => {
  const heard = await openHost(page, SHORT, 'sandbox="allow-scripts"');
  await expect
    .poll(() => heard.errors)
    .toContainEqual(expect.objectContaining({ code: "unavailable" }));
  await expect(inside(page).locator("#unavailable")).toContainText("allow-same-origin");
  expect(heard.broken).toEqual([]);
});

test("where storage is denied, as with blocked cookies, it trains and keeps nothing", async ({
  page,
}) => {
  await page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
      Object.defineProperty(globalThis, name, {
        get: () => {
          throw new DOMException("denied", "SecurityError");
        },
      });
    }
  });
  const heard = await openHost(page, `view.persist=local&${SHORT}`);
  await trains(page);
  expect(heard).toEqual({ errors: [], broken: [] });
});
