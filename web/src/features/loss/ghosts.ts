// SPDX-License-Identifier: Apache-2.0
/** The runs before this one, each with what is different of it in words. */
import { html, nothing, type TemplateResult } from "lit";
import type { Palette } from "../../charts/palette.ts";
import { differences } from "../../documents/difference.ts";
import { LAYERS } from "../../documents/edits.ts";
import type { Catalog, Experiment } from "../../engine/api.ts";
import { Labels } from "../../locales/labels.ts";
import type { Language } from "../../locales/language.ts";
import { icons } from "../../ui/icons.ts";
import { setProperties } from "../../ui/set_properties.ts";
import { colourOf } from "./scene.ts";
import type { Ghost, LossStore } from "./store.ts";
import { lossWords } from "./words.ts";

/** More would be a list to study, not a name. */
const MOST_NAMED = 3;

/** "Optimizer SGD, Learning rate 0.1": what the other experiment has instead. */
export function differenceInWords(
  experiment: Experiment,
  other: Experiment,
  catalog: Catalog,
  language: Language,
): string {
  const own = lossWords(language);
  const labels = new Labels(catalog, other, language);
  const paths = differences(experiment, other);
  if (paths.length === 0) return own.same;
  const named = paths.slice(0, MOST_NAMED).map((path) => {
    const value = path === LAYERS ? labels.layers(other.model.layers) : labels.value(path);
    return value === undefined ? labels.place(path) : `${labels.place(path)} ${value}`;
  });
  const more = paths.length - named.length;
  return [...named, ...(more > 0 ? [own.andMore(String(more))] : [])].join(
    language === "zh" ? "，" : ", ",
  );
}

export function renderGhosts(
  store: LossStore,
  ghosts: readonly Ghost[],
  palette: Palette,
  say: { readonly language: Language; readonly catalog: Catalog; readonly experiment: Experiment },
): TemplateResult | typeof nothing {
  if (ghosts.length === 0) return nothing;
  const own = lossWords(say.language);
  return html`
    <ul class="ghosts" aria-label=${own.ghosts}>
      ${ghosts.map((ghost) => {
        const { id, pinned, description } = ghost;
        const other = description.experiment;
        const words =
          ghost.strayed && differences(say.experiment, other).length === 0
            ? own.strayed
            : differenceInWords(say.experiment, other, say.catalog, say.language);
        const pin = (pinned ? own.unpin : own.pin)(words);
        return html`
          <li ${setProperties({ "--mark": colourOf(ghost, ghosts, palette) })}>
            <span class="line" aria-hidden="true"></span>
            <span class="difference" title=${words}>${words}</span>
            <button
              class="plain pin"
              aria-pressed=${pinned}
              aria-label=${pin}
              title=${pin}
              ?disabled=${!pinned && !store.canPin}
              @click=${() => store.pin(id, !pinned)}
            >
              ${icons.pin}
            </button>
            <button
              class="plain"
              aria-label=${own.remove(words)}
              title=${own.remove(words)}
              @click=${() => store.remove(id)}
            >
              ${icons.close}
            </button>
          </li>
        `;
      })}
    </ul>
  `;
}
