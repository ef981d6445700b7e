import { expect, test } from "vitest";
import { typesOf } from "../../scripts/build/catalog_types.mjs";

const text = (en) => ({ en, zh: en });

const CATALOG = {
  version: 1,
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
  },
  document: [
    { id: "version", type: "integer" },
    { id: "optimizer", type: "component", kind: "optimizer" },
    { id: "batch_size", type: "integer", words: ["full"] },
    { id: "stop", type: "group", fields: [{ id: "epochs", type: "integer", nullable: true }] },
  ],
};

test("every entry becomes an interface, every kind a union", () => {
  const types = typesOf(CATALOG);
  expect(types).toContain('export type OptimizerId = "sgd" | "rmsprop";');
  expect(types).toContain("export type Optimizer = SgdOptimizer | RmspropOptimizer;");
  expect(types).toContain(
    '/** Plain steps. */\nexport interface SgdOptimizer {\n  readonly type: "sgd";\n  /** Step size. */\n  readonly learning_rate: number;\n}',
  );
  expect(types).toContain('readonly mode: "rel" | "abs";');
  expect(types).toContain("export type Clip = never;");
});

test("the canonical document has every field", () => {
  const types = typesOf(CATALOG);
  const document = types.slice(types.indexOf("export interface CanonicalExperiment"));
  expect(document).toContain("readonly version: 1;");
  expect(document).toContain("readonly optimizer: Optimizer;");
  expect(document).toContain('readonly batch_size: number | "full";');
  expect(document).toContain("readonly stop: { readonly epochs: number | null; };");
});

test("a type of field that is new in C++ is not passed over", () => {
  const catalog = { ...CATALOG, document: [{ id: "shape", type: "tensor" }] };
  expect(() => typesOf(catalog)).toThrow("shape");
});
