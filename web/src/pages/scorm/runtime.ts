// SPDX-License-Identifier: Apache-2.0
/**
 * The run-time environment of SCORM 1.2, as a learning system offers it to what it launches.   Source: ADL, "SCORM 1.2 Run-Time
 * Environment", sections 3.3.6 (finding the API) and 3.4 (data model).
 */

/** All values are text; calls answer "true" or "false". */
export interface ScormApi {
  LMSInitialize(nothing: ""): string;
  LMSFinish(nothing: ""): string;
  LMSGetValue(element: string): string;
  LMSSetValue(element: string, value: string): string;
  LMSCommit(nothing: ""): string;
  LMSGetLastError(): string;
}

/** Of `cmi.suspend_data`: CMIString4096. */
export const LONGEST_STATE = 4_096;

/** As much of a window as the search needs. */
export interface Launched {
  readonly API?: unknown;
  readonly parent?: Launched | null;
  readonly opener?: Launched | null;
}

/** A frame lies no deeper than this. */
const DEEPEST = 7;

/** In the window itself or one that holds it, else in the one that opened it or one that holds that. */
export function findApi(window: Launched): ScormApi | undefined {
  return search(window) ?? (window.opener ? search(window.opener) : undefined);
}

function search(window: Launched): ScormApi | undefined {
  let here: Launched = window;
  for (let depth = 0; depth <= DEEPEST; depth += 1) {
    const api = apiOf(here);
    if (api !== undefined) return api;
    if (!here.parent || here.parent === here) return undefined;
    here = here.parent;
  }
  return undefined;
}

function apiOf(window: Launched): ScormApi | undefined {
  try {
    const { API } = window;
    return typeof API === "object" && API !== null ? (API as ScormApi) : undefined;
  } catch {
    // A window of another site is none of the learning system's.
    return undefined;
  }
}

/** `0001:02:03.40`: of CMITimespan the form that all systems take. */
export function timespan(milliseconds: number): string {
  const hundredths = Math.max(0, Math.round(milliseconds / 10));
  const two = (value: number) => String(value).padStart(2, "0");
  const [seconds, minutes, hours] = [
    Math.floor(hundredths / 100) % 60,
    Math.floor(hundredths / 6_000) % 60,
    Math.min(9_999, Math.floor(hundredths / 360_000)),
  ];
  return `${String(hours).padStart(4, "0")}:${two(minutes)}:${two(seconds)}.${two(hundredths % 100)}`;
}
