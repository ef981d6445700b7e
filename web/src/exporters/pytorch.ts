// SPDX-License-Identifier: Apache-2.0
/** A trained network as one PyTorch script that predicts, and trains on as the experiment says. */
import type { InputSummary, SavedModel } from "../engine/api.ts";
import { PARTS } from "../engine/api.ts";
import { featureVariables, inputExpression } from "./input_text.ts";
import { type ExportedNetwork, exportedNetwork } from "./operations.ts";
import { type Producer, sentenceOf } from "./producer.ts";
import { pythonText } from "./python_text.ts";
import { lossText } from "./pytorch_loss.ts";
import { modulesOf } from "./pytorch_model.ts";
import { optimizerText } from "./pytorch_optimizer.ts";
import { scheduleText } from "./pytorch_schedule.ts";
import { COMMAND_TEXT, DATA_TEXT, NETWORK_TEXT } from "./pytorch_script.ts";
import { TRAINING_TEXT } from "./pytorch_training.ts";
import type { TrainingData } from "./training_data.ts";

/** Modules before those of the network: Standardize. */
const MODULES_BEFORE = 1;

/**
 * For Python 3.9 and PyTorch 1.13 or newer, without other packages. `data`: what the script trains on; without it it reads a CSV file
 * that --data names.
 * @throws ExperimentError where a number of the model is not finite, or PyTorch has no such optimizer.
 */
export function exportPytorch(model: SavedModel, producer: Producer, data?: TrainingData): string {
  const { experiment, summary } = model;
  const { regularization, stop, record, clip } = experiment;
  const network = exportedNetwork(model);
  const modules = modulesOf(network.operations, "", MODULES_BEFORE);
  const optimizer = optimizerText(experiment.optimizer);
  const tensors = modules.tensors.map(
    ({ name, shape, numbers }) => `    "${name}": (${pythonText(shape)}, "${numbers}"),\n`,
  );
  const batch = experiment.batch_size === "full" ? null : experiment.batch_size;
  return `#!/usr/bin/env python3
# Made by ${producer.name} ${producer.version}.
# ${sentenceOf(model)}
"""Trains on from the weights below, as the experiment says, from step 0 of optimizer and schedule.

  python3 SCRIPT                                     trains to the end
  python3 SCRIPT --check                             predictions, and the loss before and after one step, as JSON
  torchrun --nproc_per_node=2 SCRIPT                 the same on several processes: each takes its share of every batch
  python3 SCRIPT --data FILE.csv                     other samples: see read_csv
  python3 SCRIPT --save FILE.pt                      writes the state_dict of network() at the end

In several processes each batch norm measures the share of its own process. The torchrun of Debian 12 (PyTorch 1.13 with
Python 3.11) needs two more words: torchrun --redirects=1 --tee=1 --nproc_per_node=2 SCRIPT
"""
import argparse
import base64
import csv
import json
import math
import os
import time

import torch
from torch import distributed, nn
from torch.nn import functional

FEATURES = ${pythonText(summary.feature_names)}
FEATURE_COUNT = ${summary.features}
CLASSES = ${pythonText(summary.class_names)}
TARGETS = ${summary.task === "regression" ? network.outputs : 1}

# The network sees (${network.inputs === undefined ? "feature" : "input"} - MEAN) / SCALE.
MEAN = ${pythonText(network.mean)}
SCALE = ${pythonText(network.scale)}
${targetText(network)}
SEED = ${experiment.seed}
# Samples an update; None: all.
BATCH_SIZE = ${pythonText(batch)}
LEARNING_RATE = ${pythonText(experiment.optimizer.learning_rate)}
# l1 |w| + l2/2 |w|^2 of these parameters.
L1 = ${pythonText(regularization.l1)}
L2 = ${pythonText(regularization.l2)}
PENALIZED = ${regularization.applies_to === "all" ? "None  # all" : pythonText(modules.weights)}
CLIP_NORM = ${clip.type === "norm" ? pythonText(clip.max_norm) : "None"}
CLIP_VALUE = ${clip.type === "value" ? pythonText(clip.max_value) : "None"}
# A point is recorded, and the rules below are asked, after every so many epochs or steps.
RECORD_EVERY = ${record.every}
RECORD_UNIT = ${pythonText(record.unit)}
# Its training loss is that of all samples, or the running mean of the batches since the last point.
RECORD_TRAIN = ${pythonText(record.train)}
STOP_EPOCHS = ${pythonText(stop.epochs)}
STOP_STEPS = ${pythonText(stop.steps)}
STOP_LOSS_BELOW = ${pythonText(stop.loss_below)}
STOP_GRADIENT_NORM_BELOW = ${pythonText(stop.gradient_norm_below)}
STOP_LOSS_CHANGE_BELOW = ${pythonText(stop.loss_change_below)}
DIVERGENCE_FACTOR = ${pythonText(stop.divergence_factor)}
PATIENCE = ${pythonText(stop.early_stopping.patience)}
MINIMUM_IMPROVEMENT = ${pythonText(stop.early_stopping.minimum_improvement)}
RESTORE_BEST = ${pythonText(stop.early_stopping.restore_best)}

# Weights of dense layers and convolutions, parameters that stay as they are, and batch norms that measure nothing.
WEIGHT_NAMES = ${pythonText(modules.weights)}
FROZEN = ${pythonText(modules.frozen)}
FROZEN_NORMS = ${pythonText(modules.frozenNorms)}
# What a schedule cycles together with the rate, and whether the optimizer looks at the loss elsewhere.
CYCLES = ${pythonText(optimizer.cycles)}
NEEDS_OBJECTIVE = ${pythonText(optimizer.needsObjective)}

# Shape, and 32-bit numbers as base64, by the name in state_dict().
TENSORS = {
${tensors.join("")}}

# Features in original units and targets of each part, or None: then --data names a file.
DATA = ${data === undefined ? "None" : dataText(data)}
${networkText(network, modules.text.trimEnd())}
${lossText(model, network)}
${scheduleText(experiment.schedule)}
${optimizer.classes}
def optimizer_of(parameters):
    """parameters: those that learn, by name."""
    matrices = [p for name, p in parameters.items() if name in WEIGHT_NAMES and is_matrix(p)]
    rest = [p for name, p in parameters.items() if not (name in WEIGHT_NAMES and is_matrix(p))]
    return ${optimizer.make}

${DATA_TEXT}
${TRAINING_TEXT}
${COMMAND_TEXT}`.replace(/\n{4,}/g, "\n\n\n");
}

const networkText = ({ inputs, features }: ExportedNetwork, modules: string) =>
  NETWORK_TEXT.replace("MODULES", () => modules)
    .replace("FEATURES_TO_INPUTS", inputs === undefined ? "" : inputsText(features, inputs))
    .replace("INPUTS", inputs === undefined ? "x" : "inputs_of(x)");

const inputsText = (features: number, inputs: readonly InputSummary[]) => `

def inputs_of(x):
    """Features (N, features) to what the network is fed (N, inputs): formulas of them."""
    [${featureVariables(features)}] = x.unbind(1)
    return torch.stack(
        [
${inputs.map((input) => `            ${inputExpression(input, "torch.sin")},\n`).join("")}        ],
        1,
    )
`;

const targetText = ({ target }: ExportedNetwork) =>
  target === undefined
    ? ""
    : `
# It gives (target - TARGET_MEAN) / TARGET_SCALE, and the loss is of that.
TARGET_MEAN = ${pythonText(target.mean)}
TARGET_SCALE = ${pythonText(target.scale)}
`;

function dataText(data: TrainingData): string {
  const parts = PARTS.map((part) => `"${part}": ${JSON.stringify(data[part])}`);
  return `json.loads('{${parts.join(",\\\n")}}')`;
}
