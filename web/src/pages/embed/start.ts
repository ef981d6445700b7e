// SPDX-License-Identifier: Apache-2.0
/** Puts the player together: settings and experiment from the address, a trainer that may rest, the story, the element. */

import { computed, effect, untracked } from "@preact/signals-core";
import { type Arrival, ArrivingEngine } from "../../app/arriving_engine.ts";
import { loadBeforehand } from "../../app/beforehand.ts";
import { loadFirstCatalog } from "../../app/first_catalog.ts";
import { PredictFirst } from "../../app/predict_first.ts";
import { loadFilm } from "../../app/recordings.ts";
import type { RestingEngine } from "../../app/resting_engine.ts";
import type { Address } from "../../app/router.ts";
import type { Settings } from "../../app/settings.ts";
import { Workspace } from "../../app/workspace.ts";
import { decodeLink, decodeView, encodeLink, LinkError } from "../../documents/link.ts";
import { viewFaults } from "../../documents/view_reading.ts";
import { badAddress, type CallFault, refusedFault } from "../../embed/fault.ts";
import { SharedEngine } from "../../embed/shared/shared_engine.ts";
import { wayOf } from "../../embed/shared/way.ts";
import type { Text } from "../../engine/api.ts";
import { learn } from "../../locales/dictionary.ts";
import { linkSentence } from "../../locales/link_sentence.ts";
import { saidBy, wordsOf } from "../../locales/words.ts";
import { dress } from "../shared/dress.ts";
import { engineWish } from "../shared/engine_wish.ts";
import { offlineLater } from "../shared/offline_later.ts";
import { showUnavailable } from "../shared/unavailable.ts";
import { DownhillEmbed } from "./downhill-embed.ts";
import { FrameEngine, soleEngine } from "./frame_engine.ts";
import { measureHeight } from "./height.ts";
import { forgetState, keepState, restoreState } from "./kept_state.ts";
import { misfits } from "./misfits.ts";
import { playerOptions } from "./options.ts";
import { Parking } from "./parking.ts";
import type { Begun, Player } from "./player.ts";
import type { Seen } from "./seen.ts";
import { Story } from "./story.ts";

/** The address is the author's: what the reader changes is not written there. */
const AUTHORS: Address = { read: () => location.hash, draft: () => undefined };

const ALONE: Text = {
  en: "view.run: here the browser gives frames no way to each other. This one trains by itself. As a <downhill-playground> it would find them.",
  zh: "view.run：浏览器在这里不让框架之间互相联系。此框架单独训练。改用 <downhill-playground> 元素就能互相联系。",
};

/** Of frames nobody is told how much of it is here. */
const ON_ITS_WAY: Arrival = { bytes: 0, all: undefined, late: false };

/** The trainer's comings and goings. */
type Parked = Pick<Parking, "away" | "see" | "wake" | "rest" | "resting">;

export async function startPlayer(place: Element, player: Player, seen: Seen): Promise<Begun> {
  const { settings } = player;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const options = computed(() => playerOptions(settings.view));
  dress(settings, options.peek().title ?? document.title);
  effect(() => {
    const { fit, projector } = options.value;
    const root = document.documentElement;
    root.dataset.fit = fit;
    root.toggleAttribute("data-projector", projector);
  });
  try {
    const [{ workspace, engine, shared, joined }] = await Promise.all([
      openWorkspace(settings, options.peek().run),
      learn(settings.language),
    ]);
    effect(() => dress(settings, options.value.title));
    const author = joined?.author ?? workspace.document.minimal;
    // What comes to other frames has its reader's work from them.
    const persists = options.peek().persist === "local" && joined === undefined;
    effect(() => {
      workspace.document.locked.value = options.value.lock;
    });
    workspace.wantedFirst.value = new PredictFirst(workspace, () => {
      const { predictsFirst, run } = options.value;
      return predictsFirst && run === undefined;
    });
    const parking: Parked = shared ?? new Parking(workspace, engine);
    const story = new Story(workspace, () => parking.away);
    let start = author;
    const back = async () => {
      story.leave();
      await parking.wake();
      await workspace.document.load(start, "host");
      forgetState(author);
    };
    const faults = viewFaults(location.hash, decodeView(location.hash), "player");
    if (options.peek().run !== undefined && shared === undefined) faults.push(ALONE);
    const element = new DownhillEmbed().show({ workspace, options, story, faults, back });
    place.replaceChildren(element);
    await element.updateComplete;
    // Its parts draw themselves after it: a host that hears of it finds the height that it has then.
    await new Promise((resolve) => setTimeout(resolve));
    const height = measureHeight(element);
    effect(() => {
      player.height.value = options.value.fit === "height" ? height.value : undefined;
    });
    const endSeeing = effect(() => parking.see(seen.atAll.value));
    return {
      workspace,
      author,
      faults: [
        ...[...faults, ...misfits(options.peek(), workspace.document)].map(badAddress),
        ...brokenLink(workspace),
      ],
      live: async () => {
        // Who was here before has seen the story.
        if (persists && (await restoreState(workspace, author))) story.leave();
        if (persists) keepState(workspace, author);
        offlineLater(workspace);
        effect(() => {
          const { autoplay, parts } = options.value;
          // Who is asked what will come has not seen it come.
          const asks = parts.includes("predict");
          const begins = autoplay && !asks && !calm.matches && seen.well.value;
          if (begins) untracked(() => story.begin());
        });
      },
      setStart: (document) => {
        start = document;
      },
      settle: () => story.leave(),
      get alone() {
        return story.alone;
      },
      wake: () => parking.wake(),
      rest: () => parking.rest(),
      end: async () => {
        endSeeing();
        story.leave();
        await (shared ?? engine).close();
      },
      get resting() {
        return parking.resting;
      },
    };
  } catch (error) {
    await showUnavailable(place, error, settings);
    throw error;
  }
}

/** @param run by which frames of one page show one run */
async function openWorkspace(settings: Settings, run: string | undefined) {
  const wish = engineWish(settings.view);
  // Frames of one run share its trainer, and who asks for one of a kind has that.
  const isSole = run !== undefined || Object.keys(wish).length > 0;
  const engine = isSole ? soleEngine(wish) : new FrameEngine(wish);
  const shared = run === undefined ? undefined : sharedEngine(run, engine, settings);
  const joined = await shared?.join();
  if (shared !== undefined && joined !== undefined) {
    // Its experiment is the others', whatever the address says; how it is looked at is its own.
    const { preset: _, ...view } = settings.view;
    const hash = encodeLink({ document: joined.document, view });
    const address = { ...AUTHORS, read: () => hash };
    const arrival = computed(() => (shared.arrived ? undefined : ON_ITS_WAY));
    const workspace = await Workspace.start(shared, settings, address, {
      first: undefined,
      arrival,
    });
    shared.follow(workspace);
    return { workspace, engine, shared, joined };
  }
  const coming = engine.wake();
  // No sketch: what a reader's work is kept by is what the parser says.
  const { first, recording, known } = await loadBeforehand(AUTHORS, coming, settings.language, {
    sketched: false,
  });
  const arriving = new ArrivingEngine(
    coming.then(() => shared ?? engine),
    { catalog: () => loadFirstCatalog(settings.language), description: known },
  );
  const arrival = computed(() => (arriving.arrived ? undefined : ON_ITS_WAY));
  const starting = Workspace.start(arriving, settings, AUTHORS, { first, recording, arrival });
  const workspace = await Promise.race([starting, coming.then(() => starting)]);
  shared?.follow(workspace);
  if (!arriving.arrived && recording !== undefined) void loadFilm(recording);
  return { workspace, engine, shared, joined };
}

/** The trainer that frames of this run have together, where the browser lets them find each other. */
function sharedEngine(
  run: string,
  engine: RestingEngine,
  settings: Settings,
): SharedEngine | undefined {
  const way = wayOf(run, experimentIn(location.hash));
  if (way === undefined) return undefined;
  const shared = new SharedEngine(engine, way, {
    catalog: () => loadFirstCatalog(settings.language),
  });
  window.addEventListener("pagehide", ({ persisted }) => {
    if (!persisted) void shared.close();
  });
  return shared;
}

function brokenLink({ router: { broken } }: Workspace): CallFault[] {
  if (broken === undefined) return [];
  if (!(broken instanceof LinkError)) return [refusedFault(broken)];
  return [badAddress(saidBy((language) => linkSentence(broken, wordsOf(language))))];
}

/** What the author has written of it, without how it is looked at. */
function experimentIn(hash: string): string {
  try {
    const { document, view } = decodeLink(hash);
    return JSON.stringify([document, view.preset]);
  } catch {
    return "";
  }
}
