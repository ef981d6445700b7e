// SPDX-License-Identifier: Apache-2.0
/** The main job: play makes the loss fall on a live chart, and the map turns into the data. */
import type { DownhillApp } from "../../web/src/pages/playground/downhill-app.ts";
import { expect, PlaygroundPage, test } from "./playground_page.ts";

test("play makes the loss fall and the map change", async ({ playground }) => {
  await playground.open();
  const before = await playground.progress();
  const untrained = await playground.mapPicture();
  await playground.play.click();
  await playground.reach(30);
  await playground.play.click();
  await playground.settle();
  const after = await playground.progress();
  expect(after.loss).toBeLessThan(before.loss);
  expect(await playground.mapPicture()).not.toBe(untrained);
});

test("the network learns the circle, and says so in every place", async ({ page, playground }) => {
  await playground.open("data.type=circle&stop.epochs=60&speed=fastest");
  await playground.play.click();
  await playground.settle();
  expect((await playground.progress()).status).toBe("finished");
  await expect(page.locator("#verdict")).toContainText("60 epochs");
  await expect(page.locator("#epoch")).toHaveText("60");
  await expect.poll(() => playground.testAccuracy()).toBeGreaterThan(95);
});

test("digits reach 95 % of the test part", async ({ page, playground }) => {
  const layers = '[{"type":"dense","units":32,"activation":"tanh"},{"type":"dense"}]';
  await playground.open(`data.type=digits&model.layers=${layers}&stop.epochs=30&speed=fastest`);
  await expect(page.locator("downhill-confusion table")).toBeVisible();
  await playground.play.click();
  await playground.settle();
  await expect.poll(() => playground.testAccuracy()).toBeGreaterThanOrEqual(95);
  await page.locator("#part").selectOption("test");
  const sum = async () => {
    const cells = await page.locator("downhill-confusion td").allTextContents();
    return cells.reduce((total, cell) => total + Number(cell), 0);
  };
  await expect.poll(sum).toBe(270);
});

test("without a validation part the confusion matrix shows another one, and keeps the one chosen", async ({
  page,
  playground,
}) => {
  await playground.open(
    "data.type=moons&data.split.train=0.8&data.split.validation=0&data.split.test=0.2&stop.epochs=2",
  );
  await page.locator("#view-confusion").click();
  const part = page.locator("#part");
  await expect(part).toHaveValue("train");
  const sum = async () => {
    const cells = await page.locator("downhill-confusion td").allTextContents();
    return cells.reduce((total, cell) => total + Number(cell), 0);
  };
  await expect.poll(sum).toBe(400);
  await part.selectOption("test");
  await expect.poll(sum).toBe(100);
  await page.locator("#view-map").click();
  await page.locator("#view-confusion").click();
  await expect(part).toHaveValue("test");
  await expect.poll(sum).toBe(100);
});

for (const kind of ["loss", "accuracy"] as const) {
  test(`the ${kind} chart holds exactly the points that the trainer reported`, async ({
    playground,
  }) => {
    await playground.open("data.type=moons");
    await playground.play.click();
    await playground.reach(40);
    await playground.play.click();
    await playground.settle();
    const { drawn, recorded } = await playground.chartAgainstHistory(kind);
    expect(recorded[0]?.length).toBeGreaterThan(40);
    expect(drawn).toEqual(recorded);
  });
}

test("a long run is drawn in a bounded number of points, and none is lost", async ({
  playground,
}) => {
  await playground.open(
    "data.type=gaussians&record.unit=step&stop.steps=5000&stop.epochs=null&speed=fastest",
  );
  await playground.play.click();
  await playground.settle();
  const { drawn, recorded } = await playground.chartAgainstHistory("loss");
  expect(recorded[0]).toHaveLength(5001);
  expect(drawn[0]?.length).toBeLessThanOrEqual(1000);
  expect((await playground.progress()).rows).toBe(5001);
});

test("step, epoch and reset do what they say, and say it aloud", async ({ page, playground }) => {
  await playground.open();
  const start = await playground.progress();
  const said = page.locator("downhill-announcer [role=status]");
  await expect(said).toHaveText("");
  await page.locator("#one-step").click();
  await expect.poll(async () => (await playground.progress()).step).toBe(1);
  await expect(said).toHaveText(/^1 update, epoch 0, training loss [\d.]+\.$/);
  await page.locator("#one-epoch").click();
  await expect.poll(async () => (await playground.progress()).epoch).toBe(1);
  await expect(said).toContainText("epoch 1,");
  await page.locator("#reset").click();
  await expect.poll(async () => (await playground.progress()).step).toBe(0);
  expect((await playground.progress()).loss).toBe(start.loss);
  await expect(said).toHaveText("Back at the start.");
  await page.locator("#log").click();
  await expect(said).toHaveText("Logarithmic scale.");
  await page.locator("#data-circle").click();
  await expect(said).toHaveText("Data: Circle.");
  await page.locator("#reseed").click();
  await expect(said).toHaveText(/^Seed \d+\.$/);
});

test("after a single update every number is of that update, with one line that says what it did", async ({
  page,
  playground,
}) => {
  await playground.open("data.type=moons&optimizer.learning_rate=0.05");
  const shown = page.locator("downhill-chart #train");
  const before = await shown.textContent();
  await page.locator("#one-step").click();
  const change = page.locator("#change");
  await expect(change).toHaveText(/^Loss [\d.]+ → [\d.]+$/);
  const measured = await page.evaluate(() => {
    const { run } = (document.querySelector("downhill-app") as DownhillApp).workspace;
    return [run.state?.step, run.state?.train_loss, run.halt?.loss?.[1]];
  });
  expect(measured[0]).toBe(1);
  expect(measured[1]).toBe(measured[2]);
  await expect(shown).not.toHaveText(before ?? "");
  await expect(change).toHaveText(`Loss ${before} → ${await shown.textContent()}`);
});

test("the learning rate changes while it runs, without a reset", async ({ page, playground }) => {
  await playground.open();
  await playground.play.click();
  await playground.reach(5);
  const rate = page.locator("downhill-knobs").getByRole("textbox", { name: "Learning rate" });
  await rate.fill("0.02");
  await rate.press("Enter");
  await expect(page).toHaveURL(/optimizer\.learning_rate=0\.02/);
  await expect.poll(async () => (await playground.progress()).learning_rate).toBe(0.02);
  const { epoch, playing } = await playground.progress();
  expect(epoch).toBeGreaterThanOrEqual(5);
  expect(playing).toBe(true);
});

test("the batch size changes while it runs, and what starts over says so beside it", async ({
  page,
  playground,
}) => {
  await playground.open();
  await playground.play.click();
  await playground.reach(5);
  const knobs = page.locator("downhill-knobs");
  await knobs.getByRole("button", { name: "Batch size: full" }).click();
  await expect(page).toHaveURL(/batch_size=full/);
  const { step, epoch, playing } = await playground.progress();
  expect(playing).toBe(true);
  expect(epoch).toBeGreaterThanOrEqual(5);
  expect(step).toBeGreaterThan(epoch);
  // From now on an update is an epoch.
  await playground.reach(Math.ceil(epoch) + 5);
  const optimizer = knobs.locator("downhill-field", { hasText: "Optimizer" });
  await expect(optimizer.getByTitle("A change begins a new run")).toBeVisible();
  const rate = knobs.locator("downhill-field", { hasText: "Learning rate" });
  await expect(rate.getByTitle("A change begins a new run")).toHaveCount(0);
});

test("a learning rate typed while other data are being made is the one it trains with", async ({
  page,
  playground,
}) => {
  await playground.open(
    'data.samples=10000&model.layers=[{"type":"dense","units":512},{"type":"dense","units":512},{"type":"dense"}]',
  );
  const rate = page.locator("downhill-knobs").getByRole("textbox", { name: "Learning rate" });
  await page.locator("#reseed").click();
  await rate.fill("0.5");
  await rate.press("Enter");
  await expect(page).toHaveURL(/learning_rate=0\.5/);
  await expect.poll(async () => (await playground.progress()).learning_rate).toBe(0.5);
});

test("divergence is explained, and its remedy trains", async ({ page, playground }) => {
  await playground.open("data.type=plane&optimizer.type=sgd&optimizer.learning_rate=0.5");
  await playground.play.click();
  const verdict = page.locator("#verdict");
  await expect(verdict).toContainText("Diverged at update");
  await page.locator("#dismiss").click();
  await expect(verdict).toHaveCount(0);
  await playground.play.click();
  await expect(verdict).toContainText("Diverged at update");
  await page.locator("#cure").click();
  await expect.poll(async () => (await playground.progress()).playing).toBe(true);
  await expect(page).toHaveURL(/learning_rate=0\.05/);
});

test("one-dimensional data show a fitted curve", async ({ page, playground }) => {
  await playground.open("data.type=line");
  const canvas = page.locator("downhill-curve canvas");
  const before = await canvas.evaluate((one: HTMLCanvasElement) => one.toDataURL());
  await playground.play.click();
  await playground.reach(20);
  await playground.play.click();
  await playground.settle();
  await expect
    .poll(() => canvas.evaluate((one: HTMLCanvasElement) => one.toDataURL()))
    .not.toBe(before);
  await expect(page.locator("downhill-chart #show-accuracy")).toHaveCount(0);
});

test("the layer editor changes the network", async ({ page, playground }) => {
  await playground.open();
  const network = page.locator("downhill-network");
  await network.getByRole("button", { name: "One unit fewer in Layer 1" }).click();
  await expect(network.getByRole("spinbutton", { name: "Units of Layer 1" })).toHaveValue("7");
  await network.locator("#add-layer").click();
  await expect(network.getByRole("spinbutton", { name: "Units of Layer 4" })).toHaveValue("8");
  await network.getByRole("combobox", { name: "Activation of Layer 4" }).selectOption("relu");
  await network.getByRole("button", { name: "Settings of Layer 2" }).click();
  await network.locator("#remove").click();
  await expect(network.getByRole("spinbutton", { name: "Units of Layer 4" })).toHaveCount(0);
  await expect(network.getByRole("combobox", { name: "Activation of Layer 3" })).toHaveValue(
    "relu",
  );
  await expect(page).toHaveURL(/model\.layers=/);
});

test("every dataset of the catalog opens and trains", async ({ page, playground }) => {
  await playground.open();
  // Synthetic data of any width stand out of the first sight.
  await page.locator("downhill-data").getByText("More settings").click();
  const ids = await page
    .locator("downhill-data button[id^=data-]")
    .evaluateAll((buttons) => buttons.map(({ id }) => id));
  expect(ids.length).toBeGreaterThanOrEqual(14);
  for (const id of ids) {
    await page.locator(`#${id}`).click();
    await expect(page.locator(`#${id}`)).toHaveAttribute("aria-pressed", "true");
    await page.locator("#one-epoch").click();
    await expect.poll(async () => (await playground.progress()).epoch, { message: id }).toBe(1);
  }
});

test("an image network with blocks trains, and its lists of whole numbers are edited", async ({
  page,
  playground,
}) => {
  const layers = [
    { type: "conv2d", out_channels: 4 },
    { type: "batch_norm" },
    { type: "max_pool2d" },
    { type: "flatten" },
    { type: "residual", layers: [{ type: "dense", units: 36, activation: "relu" }] },
    { type: "dropout", p: 0.2 },
    { type: "dense" },
  ];
  await playground.open(
    `data.type=digits&model.layers=${JSON.stringify(layers)}&schedule.type=multistep&stop.epochs=2`,
  );
  await expect(page.locator("#broken-link")).toHaveCount(0);
  const network = page.locator("downhill-network");
  for (const [index, { type }] of layers.entries()) {
    const title = network.locator("button.title").nth(index);
    await title.click();
    await expect(network.locator("#kind")).toHaveValue(type);
    await title.click();
  }
  await network.locator("button.title").nth(0).click();
  const kernel = network.getByRole("textbox", { name: "Kernel" });
  await expect(kernel).toHaveValue("3");
  await kernel.fill("2 2");
  await kernel.press("Enter");
  await expect(page).toHaveURL(/kernel/);
  await expect(kernel).toHaveValue("2, 2");
  await page.locator("#all").click();
  await page.locator("#section-schedule summary").first().click();
  const milestones = page.getByRole("textbox", { name: "Milestones" });
  await milestones.fill("10, 5");
  await milestones.press("Enter");
  await expect(milestones).toHaveAttribute("aria-invalid", "true");
  await milestones.fill("10, 20");
  await milestones.press("Enter");
  await expect(milestones).toHaveAttribute("aria-invalid", "false");
  await expect(page).toHaveURL(/milestones=/);
  await playground.play.click();
  await playground.settle();
  expect((await playground.progress()).status).toBe("finished");
});

test("a run that stops early says why", async ({ page, playground }) => {
  await playground.open(
    "data.type=circle&stop.early_stopping.patience=3&stop.epochs=100000&optimizer.learning_rate=0.1&speed=fastest",
  );
  await playground.play.click();
  await playground.settle();
  expect(
    await page.evaluate(() => document.querySelector("downhill-app")?.workspace.run.state?.reason),
  ).toBe("early_stopping");
  await expect(page.locator("#verdict p")).toContainText("Stopped early");
});

for (const hash of [
  "data.type=circle&optimizer.type=lbfgs&batch_size=full",
  "data.type=circle&schedule.type=one_cycle",
]) {
  test(`trains and shows its fields: ${hash}`, async ({ page, playground }) => {
    await playground.open(hash);
    await page.locator("#all").click();
    for (const summary of await page.locator("downhill-settings summary").all()) {
      await summary.click();
    }
    await playground.play.click();
    await playground.reach(3);
    await page.locator("#lang-zh").click();
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
    await playground.reach(5);
  });
}

test("every optimizer of the catalog opens and makes a step", async ({ page, playground }) => {
  await playground.open("data.type=circle");
  const select = page.locator("downhill-knobs").getByRole("combobox", { name: "Optimizer" });
  const ids = await select
    .locator("option")
    .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
  expect(ids.length).toBeGreaterThanOrEqual(8);
  for (const id of ids) {
    await select.selectOption(id);
    // What is pressed before the parser has accepted the choice is a step of the run before.
    await page.waitForFunction((type) => {
      const { run } = (document.querySelector("downhill-app") as DownhillApp).workspace;
      return run.description?.experiment.optimizer.type === type;
    }, id);
    await page.locator("#one-step").click();
    await expect.poll(async () => (await playground.progress()).step, { message: id }).toBe(1);
  }
});

test("a trainer that dies is told and replaced, and the experiment is kept", async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open("data.type=moons&seed=3");
  await playground.play.click();
  await playground.reach(2);
  await playground.breakTrainers();
  await expect(page.locator("#verdict")).toContainText("Your experiment is kept");
  await page.locator("#restart").click();
  await expect.poll(async () => (await playground.progress()).status).toBe("ready");
  await playground.play.click();
  await playground.reach(2);
  expect(page.url()).toContain("data.type=moons");
  await expect(page.locator("#data-moons")).toHaveAttribute("aria-pressed", "true");
});
