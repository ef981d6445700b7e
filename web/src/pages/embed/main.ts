// SPDX-License-Identifier: Apache-2.0
/** Entry of the frame. Until somebody sees it, or its host asks for it, it costs next to nothing: the rest is loaded then. */
import { effect } from "@preact/signals-core";
import { Settings } from "../../app/settings.ts";
import { decodeView } from "../../documents/link.ts";
import { connectHost } from "../../embed/connect_host.ts";
import { Player } from "./player.ts";
import { watchSeen } from "./seen.ts";

const place = document.querySelector("#app") ?? document.body;
const seen = watchSeen(document.documentElement);
const darkness = matchMedia("(prefers-color-scheme: dark)");
// What is chosen here is chosen for this frame: the playground of the same origin remembers its own.
const settings = new Settings(
  decodeView(location.hash),
  navigator.languages,
  darkness.matches,
  false,
);
darkness.addEventListener("change", () => settings.setSystemDark(darkness.matches));
// Another address is another experiment, by another author.
window.addEventListener("hashchange", () => location.reload());

const player = new Player(settings, async (self) => {
  const { startPlayer } = await import("./start.ts");
  return startPlayer(place, self, seen);
});
const host = connectHost({
  settings,
  wake: async () => (await player.awake()).workspace,
  setStart: async (document) => (await player.begin()).setStart(document),
  settle: () => player.here?.settle(),
  alone: () => player.here?.alone === true,
  destroyed: () => {
    place.replaceChildren();
    void player.end();
  },
});

effect(() => {
  if (seen.atAll.value) void player.begin().catch(() => {});
});
player.onBegun(({ workspace, author, faults }) => {
  host.watch(workspace, author);
  for (const fault of faults) host.complain(fault);
});
player.onFailed((error) => host.fail(error));
effect(() => {
  const height = player.height.value;
  if (height !== undefined) host.tellHeight(height);
});
