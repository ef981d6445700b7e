// SPDX-License-Identifier: Apache-2.0
/**
 * sco.html: what a learning system launches of a package. The player, or the page of exercises, is in a frame beside it; what it begins with
 * lies in experiment.json.
 */
import type { State } from "../../embed/protocol.ts";
import { Attempt } from "./attempt.ts";
import { Bridge } from "./bridge.ts";
import { findApi, type Launched } from "./runtime.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** What the page Downhill writes into a package. */
interface Experiment {
  /** Absent in packages of before there were exercises: the player. */
  readonly page?: "embed.html" | "exercise.html";
  /** The address of the page behind the #. */
  readonly link: string;
  readonly title: string;
  readonly view: State["view"];
}

const told = document.querySelector<HTMLElement>("#told");
const frame = document.querySelector<HTMLIFrameElement>("#player");
let words: Readonly<Record<keyof typeof en, string>> = /^zh/i.test(navigator.language) ? zh : en;

function tell(what: keyof typeof en | undefined): void {
  if (told === null) return;
  told.hidden = what === undefined;
  told.textContent = what === undefined ? "" : words[what];
}

function beginAttempt(): Attempt | undefined {
  const api = findApi(window as unknown as Launched);
  if (api === undefined) {
    tell("alone");
    return undefined;
  }
  try {
    return new Attempt(api);
  } catch {
    tell("refused");
    return undefined;
  }
}

async function begin(player: HTMLIFrameElement): Promise<void> {
  let experiment: Experiment;
  try {
    const response = await fetch("experiment.json", { credentials: "same-origin" });
    experiment = (await response.json()) as Experiment;
  } catch {
    tell("broken");
    return;
  }
  const { page = "embed.html", link, title, view } = experiment;
  if (view.lang !== undefined) {
    words = view.lang === "zh" ? zh : en;
    document.documentElement.lang = view.lang;
  }
  document.title = title;
  player.title = title;
  const attempt = beginAttempt();
  if (attempt !== undefined) connect(player, attempt, view);
  // Who was here before has seen the story.
  const again = attempt?.begun === undefined ? "" : "&view.autoplay=no";
  player.src =
    page === "exercise.html"
      ? `exercise.html#${link}&view.persist=host`
      : `embed.html#${link}${again}`;
}

function connect(player: HTMLIFrameElement, attempt: Attempt, view: State["view"]): void {
  const bridge = new Bridge(
    attempt,
    () => player.contentWindow,
    location.origin,
    view,
    (kept) => tell(kept === "whole" ? undefined : kept),
  );
  window.addEventListener("message", (event) => bridge.take(event));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") bridge.hide();
  });
  // Whoever comes back by the browser's history begins an attempt of its own.
  window.addEventListener("pagehide", () => attempt.finish());
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) location.reload();
  });
}

if (frame !== null) void begin(frame);
