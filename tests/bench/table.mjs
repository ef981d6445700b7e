/** The table on the screen. */

const COLUMNS = [
  ["place", 9],
  ["network", 42],
  ["arithmetic", 13],
  ["threads", 8],
  ["whole", 12],
  ["pure", 12],
  ["prototype", 12],
  ["pure/proto", 11],
];

const NUMBERS = new Set(["threads", "whole", "pure", "prototype", "pure/proto"]);

function line(cells) {
  const padded = COLUMNS.map(([name, width]) =>
    NUMBERS.has(name) ? cells[name].padStart(width) : cells[name].padEnd(width),
  );
  return `${padded.join("").trimEnd()}\n`;
}

const grouped = (value) => value.toLocaleString("en-US");

export const printTable = {
  head() {
    process.stdout.write(line(Object.fromEntries(COLUMNS.map(([name]) => [name, name]))));
  },
  row(row) {
    process.stdout.write(
      line({
        ...row,
        threads: String(row.threads),
        whole: grouped(row.whole),
        pure: grouped(row.pure),
        prototype: grouped(row.prototype),
        "pure/proto": (row.pure / row.prototype).toFixed(2),
      }),
    );
  },
  foot() {
    process.stdout.write(
      "samples/s, best of five windows; whole: training with a recorded point an epoch, pure: updates alone, prototype: plain Eigen, one thread, relaxed\n",
    );
  },
};
