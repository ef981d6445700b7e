// SPDX-License-Identifier: Apache-2.0
/** Opens the port, on this machine only. */
import { createServer } from "node:net";
import { Failure } from "./failure.mjs";

const DEFAULT_PORT = 8080;

/** Both, because browsers and tools disagree on what `localhost` means first. */
const LOOPBACK = ["127.0.0.1", "::1"];

/** @returns {number} from --port, else PORT, else 8080 */
export function wantedPort(given = process.env.PORT) {
  const port = Number(given || DEFAULT_PORT);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new Failure(
    `"${given}" is no port: give a whole number up to 65535, as in PORT=8081 npm start.`,
  );
}

/**
 * Makes a server listen at every loopback address of the machine (or at HOST).
 * @param {() => import("node:net").Server} create one server for each address
 * @returns {Promise<{port: number, close: () => Promise<void>}>}
 */
export async function listen(create, port) {
  const servers = [];
  let actual = port;
  for (const host of process.env.HOST ? [process.env.HOST] : LOOPBACK) {
    const server = create();
    try {
      await new Promise((fulfil, reject) =>
        server.once("error", reject).listen(actual, host, fulfil),
      );
    } catch (error) {
      // A machine without IPv6.
      if (servers.length > 0 && /EADDRNOTAVAIL|EAFNOSUPPORT/.test(error.code)) continue;
      for (const opened of servers) opened.close();
      throw new Failure(sentence(error, actual));
    }
    actual = server.address().port;
    servers.push(server);
  }
  const closeOne = (server) =>
    new Promise((fulfil) => {
      server.close(fulfil);
      server.closeAllConnections?.();
    });
  return { port: actual, close: async () => void (await Promise.all(servers.map(closeOne))) };
}

/** Fails early when the port is taken, before a build of minutes. */
export async function checkPort(port) {
  await (await listen(() => createServer(), port)).close();
}

function sentence(error, port) {
  if (error.code === "EADDRINUSE") {
    return `Port ${port} is in use: stop the program that has it, or choose another port, as in PORT=${port + 1} npm start.`;
  }
  if (error.code === "EACCES") {
    return `Port ${port} is reserved: choose one from 1024 on, as in PORT=8080 npm start.`;
  }
  return `Port ${port} cannot be opened (${error.message}).`;
}
