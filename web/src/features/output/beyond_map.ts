// SPDX-License-Identifier: Apache-2.0
/** What the stage shows besides the map: each is drawn when it is asked for, or where the data have no map. */
import "./downhill-curve.ts";
import "./downhill-fit.ts";
import "./downhill-mistakes.ts";
import "./downhill-pad.ts";
import "./downhill-predictions.ts";
import "./downhill-sample.ts";
import "./downhill-space.ts";
import "./downhill-unit.ts";
