// SPDX-License-Identifier: Apache-2.0
/** Puts the player together: settings and experiment from the address, a trainer that may rest, the story, the element. */
import { computed, effect, untracked } from "@preact/signals-core";
import { type Arrival, ArrivingEngine } from "../../app/arriving_engine.ts";
import { loadBeforehand } from "../../app/beforehand.ts";
import { ownTables } from "../../app/own_tables.ts";
import { loadFilm } from "../../app/recordings.ts";
import { RestingEngine } from "../../app/resting_engine.ts";
import type { Address } from "../../app/router.ts";
import type { Settings } from "../../app/settings.ts";
import { Workspace } from "../../app/workspace.ts";
import { decodeView } from "../../documents/link.ts";
import { viewFaults } from "../../documents/view_reading.ts";
import type { Engine } from "../../engine/api.ts";
import { loadCatalog } from "../../engine/catalog_file.ts";
import type { Lanes } from "../../engine/contract/lanes.ts";
import { createLanes, engineOver } from "../../engine/engine.ts";
import { dress } from "../shared/dress.ts";
import { type EngineWish, engineWish } from "../shared/engine_wish.ts";
import { offlineLater } from "../shared/offline_later.ts";
import { showUnavailable } from "../shared/unavailable.ts";
import { DownhillEmbed } from "./downhill-embed.ts";
import { measureHeight } from "./height.ts";
import { forgetState, keepState, restoreState } from "./kept_state.ts";
import { playerOptions } from "./options.ts";
import { Parking } from "./parking.ts";
import type { Begun, Player } from "./player.ts";
import type { Seen } from "./seen.ts";
import { Story } from "./story.ts";

/** The address is the author's: what the reader changes is not written there. */
const AUTHORS: Address = { read: () => location.hash, draft: () => undefined };

/** Several frames on a page cost little: documents are judged by the trainer that trains, between two frames. */
function startEngine(wish: EngineWish): Promise<Engine> {
  const lanes = createLanes({ tables: ownTables.find, ...wish });
  const frugal: Lanes = {
    lane: (name) => lanes.lane(name === "check" ? "live" : name),
    onCrash: (listener) => lanes.onCrash(listener),
    close: () => lanes.close(),
  };
  return engineOver(frugal);
}

export async function startPlayer(place: Element, player: Player, seen: Seen): Promise<Begun> {
  const { settings } = player;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const options = computed(() => playerOptions(settings.view));
  effect(() => dress(settings, options.value.title));
  effect(() => {
    const { fit, projector } = options.value;
    const root = document.documentElement;
    root.dataset.fit = fit;
    root.toggleAttribute("data-projector", projector);
  });
  try {
    const { workspace, engine } = await openWorkspace(settings);
    const author = workspace.document.minimal;
    const persists = options.peek().persist === "local";
    effect(() => {
      workspace.document.locked.value = options.value.lock;
    });
    const parking = new Parking(workspace, engine);
    const story = new Story(workspace, () => parking.away);
    let start = author;
    const back = async () => {
      story.leave();
      await parking.wake();
      await workspace.document.load(start, "host");
      forgetState(author);
    };
    const faults = viewFaults(location.hash, decodeView(location.hash), "player");
    const element = new DownhillEmbed().show({ workspace, options, story, faults, back });
    place.replaceChildren(element);
    await element.updateComplete;
    const height = measureHeight(element);
    effect(() => {
      player.height.value = options.value.fit === "height" ? height.value : undefined;
    });
    effect(() => parking.see(seen.atAll.value));
    return {
      workspace,
      live: async () => {
        // Who was here before has seen the story.
        if (persists && (await restoreState(workspace, author))) story.leave();
        if (persists) keepState(workspace, author);
        offlineLater(workspace);
        effect(() => {
          const begins = options.value.autoplay && !calm.matches && seen.well.value;
          if (begins) untracked(() => story.begin());
        });
      },
      setStart: (document) => {
        start = document;
      },
      wake: () => parking.wake(),
      rest: () => parking.rest(),
      get resting() {
        return parking.resting;
      },
    };
  } catch (error) {
    showUnavailable(place, error, settings);
    throw error;
  }
}

async function openWorkspace(settings: Settings) {
  const engine = new RestingEngine(() => startEngine(engineWish(settings.view)));
  const coming = engine.wake();
  const { first, recording, known } = await loadBeforehand(AUTHORS, coming);
  const arriving = new ArrivingEngine(
    coming.then(() => engine),
    { catalog: loadCatalog, description: known },
  );
  const arrival = computed<Arrival | undefined>(() =>
    arriving.arrived ? undefined : { bytes: 0, all: undefined, late: false },
  );
  // No sketch: what a reader's work is kept by is what the parser says.
  const starting = Workspace.start(arriving, settings, AUTHORS, { first, recording, arrival });
  const workspace = await Promise.race([starting, coming.then(() => starting)]);
  if (!arriving.arrived && recording !== undefined) void loadFilm(recording);
  return { workspace, engine };
}
