// SPDX-License-Identifier: Apache-2.0
/** The address of a frame, of the attributes of an element: `src`, `link`, `document`, `exercise` and the keys of the view. */

/** As the element reads its attributes. */
export interface Attributes {
  getAttribute(name: string): string | null;
}

type Json = Readonly<Record<string, unknown>>;

/** Text that reads as something else is written in quotation marks, as in every link (documents/link.ts). */
function written(value: unknown): string {
  if (typeof value !== "string" || value[0] === "~") return JSON.stringify(value);
  try {
    JSON.parse(value);
    return JSON.stringify(value);
  } catch {
    return value;
  }
}

function flatten(value: unknown, path: string, into: URLSearchParams): void {
  const isGroup = value instanceof Object && !Array.isArray(value);
  if (isGroup && Object.keys(value).length) {
    for (const key in value) flatten((value as Json)[key], (path && `${path}.${key}`) || key, into);
  } else if (path) {
    into.set(path, written(value));
  }
}

/**
 * @param base what `src` may be relative to
 * @param home beside what embed.html lies; absent where nobody knows
 * @throws SyntaxError where `document` is no JSON, TypeError where `src` is no address, Error where it is not of http, https or file
 */
export function addressOf(
  element: Attributes,
  keys: readonly string[],
  { base, home }: { readonly base: string; readonly home: string | undefined },
): URL {
  const given = (name: string) => element.getAttribute(name);
  const source = given("src");
  const url = new URL(source || "embed.html", source ? base : home);
  // A script's address would run in the page of the host.
  if (!/^(ht|fi)/.test(url.href)) throw new Error(url.href);
  const parameters = new URLSearchParams((given("link") ?? url.hash).replace(/^.*?#/s, ""));
  const json = given("document");
  if (json !== null) flatten(JSON.parse(json), "", parameters);
  const exercise = given("exercise");
  if (exercise) {
    url.pathname = url.pathname.replace(/embed\.(?=[^/]*$)/, "exercise.");
    // One of this Downhill has a name, any other one an address.
    parameters.set(/\W/.test(exercise) ? "from" : "id", exercise);
  }
  for (const key of keys) {
    const value = given(key);
    if (value !== null) parameters.set(`view.${key}`, value);
  }
  // An element grows with what is in it, unless it is told otherwise.
  if (!parameters.has("view.fit")) parameters.set("view.fit", "height");
  url.hash = parameters.toString();
  return url;
}
