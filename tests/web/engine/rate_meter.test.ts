/** The measured speed: a sliding window of wall-clock time. */
import { expect, it } from "vitest";
import { RateMeter } from "../../../web/src/engine/worker/rate_meter.ts";

it("measures steps over the wall clock", () => {
  const meter = new RateMeter();
  meter.start(0, 0, 0);
  for (let ms = 10; ms <= 3000; ms += 10) meter.mark(ms, ms * 2, ms * 64);
  expect(meter.steps_per_second).toBeCloseTo(2_000, 6);
  expect(meter.samples_per_second).toBeCloseTo(64_000, 6);
});

it("forgets what is older than a second", () => {
  const meter = new RateMeter();
  meter.start(0, 0, 0);
  for (let ms = 50; ms <= 5000; ms += 50) meter.mark(ms, ms, 0);
  for (let ms = 5050; ms <= 6200; ms += 50) meter.mark(ms, 5000 + (ms - 5000) * 10, 0);
  expect(meter.steps_per_second).toBeCloseTo(10_000, 6);
});

it("keeps a rate when a single step takes longer than the window", () => {
  const meter = new RateMeter();
  meter.start(0, 0, 0);
  for (let n = 1; n <= 5; n++) meter.mark(n * 4_000, n, n * 10);
  expect(meter.steps_per_second).toBeCloseTo(0.25, 6);
});

it("does not count a rest", () => {
  const meter = new RateMeter();
  meter.start(0, 0, 0);
  meter.mark(500, 500, 0);
  meter.start(60_000, 500, 0);
  meter.mark(60_500, 1_000, 0);
  expect(meter.steps_per_second).toBeCloseTo(1_000, 6);
});
