// SPDX-License-Identifier: Apache-2.0
/** What the training curve is called: its points may be means of the batches instead of what all samples give (record.train). */
import type { Description } from "../../engine/api.ts";
import type { Words } from "../../locales/words.ts";
import type { LossWords } from "./words.ts";

export const isRunningMean = ({ experiment }: Description): boolean =>
  experiment.record.train === "running";

export const trainingName = (description: Description, words: Words, own: LossWords): string =>
  isRunningMean(description) ? own.runningMean : words.training;
