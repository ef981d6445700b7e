/** The two servers of the browser tests: one sends the headers that allow threads, the other does not. */

const port = Number(process.env.DOWNHILL_TEST_PORT ?? 18080);

export const ISOLATED = { port, url: `http://localhost:${port}/` } as const;
export const PLAIN = { port: port + 1, url: `http://localhost:${port + 1}/` } as const;
