// SPDX-License-Identifier: Apache-2.0
/** Files of the site. A connection that hangs is as good as none, and whoever waits for it is told so. */

/** Slow lines bring something more often. */
const SILENCE_MS = 20_000;

/** As `fetch`, but given up when nothing more comes for so long; the reader of the body is told too. */
export async function patientFetch(
  address: string | URL,
  silence_ms = SILENCE_MS,
): Promise<Response> {
  const hangs = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listen = () => {
    clearTimeout(timer);
    timer = setTimeout(() => hangs.abort(new Error(`${address} hangs`)), silence_ms);
  };
  listen();
  try {
    const { signal } = hangs;
    const response = await fetch(address, { credentials: "same-origin", signal });
    if (response.body === null) return response;
    const heard = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(piece, controller) {
        listen();
        controller.enqueue(piece);
      },
      flush: () => clearTimeout(timer),
    });
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(heard), { status, statusText, headers });
  } catch (error) {
    clearTimeout(timer);
    throw error;
  }
}
