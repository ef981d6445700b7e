// SPDX-License-Identifier: Apache-2.0
/** The maps of all layers with units, leased while the network is seen: coarse and live while it trains, fine at standstill. */
import { effect, type ReadonlySignal, signal } from "@preact/signals-core";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Workspace } from "../../app/workspace.ts";
import { isMapped, mapSize } from "../../charts/unit_picture.ts";
import type { Description, UnitMapsAnswer } from "../../engine/api.ts";
import type { RunSession } from "../../sessions/run_session.ts";

type Host = ReactiveControllerHost & { readonly workspace: Workspace };

/** Pixels along each side. */
const LIVE_SIZE = 20;
const STILL_SIZE = 40;
/** Numbers of the layers whose units are functions of the plane. */
export function mappedLayers({ summary }: Description): number[] {
  return summary.layers.flatMap((_, layer) => (isMapped({ summary }, layer) ? [layer] : []));
}

export class LeasedUnitMaps implements ReactiveController {
  readonly #answers = signal<ReadonlyMap<number, UnitMapsAnswer>>(new Map());
  #of: RunSession | undefined;
  #end = () => {};

  constructor(
    private readonly host: Host,
    private readonly visible: ReadonlySignal<boolean>,
  ) {
    host.addController(this);
  }

  /** By the number of the layer. */
  get answers(): ReadonlyMap<number, UnitMapsAnswer> {
    return this.#answers.value;
  }

  hostConnected(): void {
    this.#end = effect(() => {
      const { run } = this.host.workspace;
      if (run !== this.#of) this.#answers.value = new Map();
      this.#of = run;
      const wished = run.playing ? LIVE_SIZE : STILL_SIZE;
      const ends = mappedLayers(run.description).map((layer) => {
        const units = run.description.summary.layers[layer]?.output[0] ?? 1;
        const spec = { kind: "unit_maps", layer, size: mapSize(units, wished) } as const;
        const lease = run.want<"unit_maps">(spec, this.visible);
        const end = effect(() => {
          const shown = lease.answer.value;
          if (shown === undefined) return;
          this.#answers.value = new Map(this.#answers.peek()).set(layer, shown);
        });
        return () => {
          end();
          lease.release();
        };
      });
      return () => {
        for (const end of ends) end();
      };
    });
  }

  hostDisconnected(): void {
    this.#end();
  }
}
