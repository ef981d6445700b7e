import { expect, test } from "vitest";
import { typesOf } from "../../scripts/build/catalog_types.mjs";

const text = (en) => ({ en, zh: en });

const CATALOG = {
  version: 1,
  studies: [{ id: "race", fields: [{ id: "racers", type: "json" }] }],
  probes: [{ id: "layers", fields: [{ id: "bins", type: "integer" }] }],
  kinds: {
    optimizer: [
      {
        id: "sgd",
        help: text("Plain steps."),
        fields: [{ id: "learning_rate", type: "real", help: text("Step size.") }],
      },
      {
        id: "rmsprop",
        fields: [
          { id: "centered", type: "boolean" },
          { id: "mode", type: "choice", choices: [{ id: "rel" }, { id: "abs" }] },
        ],
      },
    ],
    clip: [],
    dataset: [{ id: "spiral", fields: [{ id: "noise", type: "real" }] }],
  },
  document: [
    { id: "version", type: "integer" },
    { id: "optimizer", type: "component", kind: "optimizer" },
    { id: "batch_size", type: "integer", words: ["full"] },
    { id: "stop", type: "group", fields: [{ id: "epochs", type: "integer", nullable: true }] },
    {
      id: "data",
      type: "group",
      fields: [
        { id: "type", type: "component", kind: "dataset", inline: true },
        { id: "standardize", type: "boolean", help: text("Mean 0.") },
      ],
    },
  ],
};

test("every entry becomes a type, every kind a union", () => {
  const types = typesOf(CATALOG);
  expect(types).toContain('export type OptimizerId = Optimizer["type"];');
  expect(types).toContain("export type Optimizer = SgdOptimizer | RmspropOptimizer;");
  expect(types).toContain(
    '/** Plain steps. */\nexport type SgdOptimizer = {\n  readonly type: "sgd";\n  /** Step size. */\n  readonly learning_rate: number;\n};',
  );
  expect(types).toContain('readonly mode: "rel" | "abs";');
  expect(types).toContain("export type Clip = never;");
  expect(types).toContain("  readonly optimizer: Optimizer;\n  readonly clip: Clip;\n");
});

test("studies are told by their kind, probes by their type", () => {
  const types = typesOf(CATALOG);
  expect(types).toContain(
    'export type RaceStudy = {\n  readonly kind: "race";\n  readonly racers: unknown;\n};',
  );
  expect(types).toContain("export type Study = RaceStudy;");
  expect(types).toContain('export type ProbeId = Probe["type"];');
});

test("the canonical document has every field", () => {
  const types = typesOf(CATALOG);
  const document = types.slice(types.indexOf("export type Experiment"));
  expect(document).toContain("readonly version: 1;");
  expect(document).toContain("readonly optimizer: Optimizer;");
  expect(document).toContain('readonly batch_size: number | "full";');
  expect(document).toContain("readonly stop: {\n    readonly epochs: number | null;\n  };");
});

test("the fields of an inline component stand among those of its group", () => {
  expect(typesOf(CATALOG)).toContain(
    "readonly data: Dataset & {\n    /** Mean 0. */\n    readonly standardize: boolean;\n  };",
  );
});

test("a type of field that is new in C++ is not passed over", () => {
  const catalog = { ...CATALOG, document: [{ id: "shape", type: "tensor" }] };
  expect(() => typesOf(catalog)).toThrow("shape");
});
