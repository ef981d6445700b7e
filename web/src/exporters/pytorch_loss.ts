// SPDX-License-Identifier: Apache-2.0
/** Loss, targets and predictions of a PyTorch script; the rules are those of src/training/data.cpp and evaluation.cpp. */
import type { Loss, LossId } from "#catalog";
import type { SavedModel } from "../engine/api.ts";
import type { ExportedNetwork, Link } from "./operations.ts";
import { pythonText } from "./python_text.ts";

/** Labels of the two sides of a class, and above which output it is predicted. */
const SIDES: Record<
  LossId,
  { readonly labels: readonly [number, number]; readonly threshold: number }
> = {
  mse: { labels: [0, 1], threshold: 0.5 },
  mae: { labels: [0, 1], threshold: 0.5 },
  huber: { labels: [0, 1], threshold: 0.5 },
  smooth_l1: { labels: [0, 1], threshold: 0.5 },
  bce: { labels: [0, 1], threshold: 0.5 },
  bce_logits: { labels: [0, 1], threshold: 0 },
  cross_entropy: { labels: [0, 1], threshold: 0.5 },
  hinge: { labels: [-1, 1], threshold: 0 },
  squared_hinge: { labels: [-1, 1], threshold: 0 },
};

const LINKS: Record<Link, string> = {
  none: "outputs",
  sigmoid: "torch.sigmoid(outputs)",
  softmax: "torch.softmax(outputs, dim=1)",
};

const STANDARDIZED = "(targets - torch.tensor(TARGET_MEAN)) / torch.tensor(TARGET_SCALE)";
const ORIGINAL_UNITS = "outputs * torch.tensor(TARGET_SCALE) + torch.tensor(TARGET_MEAN)";

/** The functions loss_of, encoded, predictions_of and classes_of. */
export function lossText(
  { experiment, summary }: SavedModel,
  { link, target }: ExportedNetwork,
): string {
  const { loss } = experiment;
  const { labels, threshold } = SIDES[loss.type];
  return `
def loss_of(outputs, targets):
    """The mean loss of a batch; targets as encoded() makes them."""
    return ${lossExpression(loss)}


def encoded(targets):
    """Targets of the data, (N, 1) numbers or class numbers, as the loss wants them."""
    return ${target === undefined ? encodedExpression(experiment, summary, labels) : STANDARDIZED}


def predictions_of(outputs):
    """What a person wants to see: probabilities where the loss has them, or values in original units."""
    return ${target === undefined ? LINKS[link] : ORIGINAL_UNITS}


def classes_of(outputs):
    """The predicted class numbers, or None for real targets."""
    return ${classesExpression(summary, threshold)}
`;
}

function lossExpression(loss: Loss): string {
  const call = (name: string, options = "") => `functional.${name}(outputs, targets${options})`;
  switch (loss.type) {
    case "mse":
      return loss.half ? `${call("mse_loss")} / 2` : call("mse_loss");
    case "mae":
      return call("l1_loss");
    case "huber":
      return call("huber_loss", `, delta=${pythonText(loss.delta)}`);
    case "smooth_l1":
      return call("smooth_l1_loss", `, beta=${pythonText(loss.beta)}`);
    case "bce":
      return call("binary_cross_entropy");
    case "bce_logits":
      return call("binary_cross_entropy_with_logits");
    case "cross_entropy":
      return call("cross_entropy", `, label_smoothing=${pythonText(loss.label_smoothing)}`);
    case "hinge":
      return "torch.clamp(1 - targets * outputs, min=0).mean()";
    case "squared_hinge":
      return "torch.clamp(1 - targets * outputs, min=0).square().mean()";
  }
}

function encodedExpression(
  { loss, data }: SavedModel["experiment"],
  { classes, outputs }: SavedModel["summary"],
  [negative, positive]: readonly [number, number],
): string {
  if (classes === 0) return "targets";
  if (loss.type === "cross_entropy" && data.class_targets !== "one_hot") {
    return "targets[:, 0].long()";
  }
  if (data.class_targets === "index" && classes > 2) return "targets";
  const isClass =
    outputs === classes
      ? `functional.one_hot(targets[:, 0].long(), ${classes}).float()`
      : "(targets == 1).float()";
  if (negative === 0 && positive === 1) return isClass;
  return `${isClass} * ${positive - negative} + (${negative})`;
}

function classesExpression({ classes, outputs }: SavedModel["summary"], threshold: number): string {
  if (classes === 0) return "None";
  if (outputs > 1) return "outputs.argmax(dim=1)";
  if (classes === 2) return `(outputs[:, 0] > ${threshold}).long()`;
  return `outputs[:, 0].round().clamp(0, ${classes - 1}).long()`;
}
