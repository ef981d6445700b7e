// SPDX-License-Identifier: Apache-2.0
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { exerciseFrom, UnreachableError } from "../../../web/src/app/exercise_files.ts";
import { readExercise } from "../../../web/src/exercises/read_exercise.ts";
import { plain } from "../exercises/fixture.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function served(listener: RequestListener): Promise<URL> {
  const here = createServer(listener);
  server = here;
  await new Promise<void>((resolve) => here.listen(0, "127.0.0.1", resolve));
  return new URL(`http://127.0.0.1:${(here.address() as AddressInfo).port}/x.json`);
}

describe("an exercise from elsewhere", () => {
  it("is read", async () => {
    const address = await served((_, response) => response.end(JSON.stringify(plain())));
    expect(await exerciseFrom(address)).toEqual(readExercise(plain()));
  });

  it("is refused where the answer is none", async () => {
    const wrong = await served((_, response) => response.writeHead(404).end());
    await expect(exerciseFrom(wrong)).rejects.toThrow("404");
    server?.close();
    const page = await served((_, response) => response.end("<html></html>"));
    await expect(exerciseFrom(page)).rejects.toThrow("no JSON");
  });

  it("does not go where nobody has agreed to go", async () => {
    const asked: (string | undefined)[] = [];
    const address = await served((request, response) => {
      asked.push(request.url);
      response.writeHead(302, { Location: "/other.json" }).end();
    });
    await expect(exerciseFrom(address)).rejects.toThrow("leads elsewhere");
    expect(asked).toEqual(["/x.json"]);
  });

  it("is given up when it is too large, or does not come", async () => {
    const large = await served((_, response) => {
      const more = () => response.write("x".repeat(2 ** 16), more);
      more();
    });
    await expect(exerciseFrom(large)).rejects.toThrow("larger than");
    server?.closeAllConnections();
    server?.close();
    const silent = await served(() => {});
    const given = exerciseFrom(silent, { patience_ms: 50 });
    await expect(given).rejects.toThrow("does not answer");
    await expect(given).rejects.toBeInstanceOf(UnreachableError);
    const ended = new AbortController();
    const waiting = exerciseFrom(silent, { signal: ended.signal });
    ended.abort(new Error("left"));
    await expect(waiting).rejects.toThrow("left");
  });
});
