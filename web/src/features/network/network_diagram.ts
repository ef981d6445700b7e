// SPDX-License-Identifier: Apache-2.0
/** The network as columns of units; the lines between them show the weights while they change. */
import { html, svg, type TemplateResult } from "lit";
import {
  type Connection,
  columnsOf,
  connectionsOf,
  type UnitColumn,
} from "../../charts/network_layout.ts";
import type { Summary } from "../../engine/api.ts";

export const COLUMN_WIDTH = 78;
export const DIAGRAM_HEIGHT = 132;
const MARGIN = 8;
const LARGEST_RADIUS = 6;
/** A weight of this size has the full width; larger ones are no wider. */
const FULL_WEIGHT = 2.5;
const WIDEST_LINE = 2.6;

export interface Diagram {
  readonly columns: readonly UnitColumn[];
  readonly connections: readonly Connection[];
  readonly width: number;
}

export function diagramOf(summary: Summary): Diagram {
  const columns = columnsOf(summary);
  return {
    columns,
    connections: connectionsOf(summary, columns),
    width: columns.length * COLUMN_WIDTH,
  };
}

const columnX = (column: number): number => (column + 0.5) * COLUMN_WIDTH;

function rowY(rows: number, row: number): number {
  const gap = Math.min(20, (DIAGRAM_HEIGHT - 2 * MARGIN) / Math.max(1, rows - 1));
  return DIAGRAM_HEIGHT / 2 + (row - (rows - 1) / 2) * gap;
}

function radius(rows: number): number {
  return Math.min(LARGEST_RADIUS, (0.4 * (DIAGRAM_HEIGHT - 2 * MARGIN)) / Math.max(1, rows - 1));
}

export function networkDiagram(
  diagram: Diagram,
  parameters: Float32Array | undefined,
  label: string,
): TemplateResult {
  const { columns, connections, width } = diagram;
  return html`
    <svg width=${width} height=${DIAGRAM_HEIGHT} viewBox="0 0 ${width} ${DIAGRAM_HEIGHT}" role="img" aria-label=${label}>
      ${connections.map((connection) => line(connection, columns, parameters?.[connection.parameter]))}
      ${columns.map((column, index) => units(column, index, columns.length))}
    </svg>
  `;
}

function line(
  { from, to }: Connection,
  columns: readonly UnitColumn[],
  weight = 0,
): TemplateResult<2> {
  const strength = Math.min(1, Math.abs(weight) / FULL_WEIGHT);
  const left = columns[from[0]]?.units.length ?? 1;
  const right = columns[to[0]]?.units.length ?? 1;
  const x1 = columnX(from[0]);
  const x2 = columnX(to[0]);
  const y1 = rowY(left, from[1]);
  const y2 = rowY(right, to[1]);
  return svg`<line class=${weight < 0 ? "minus" : "plus"} x1=${x1} y1=${y1} x2=${x2} y2=${y2}
    stroke-width=${(0.4 + WIDEST_LINE * strength).toFixed(2)}
    stroke-opacity=${(0.1 + 0.7 * strength).toFixed(2)}></line>`;
}

function units(column: UnitColumn, index: number, columns: number): TemplateResult<2>[] {
  const rows = column.units.length;
  const kind = index === 0 ? "first" : index === columns - 1 ? "last" : "inner";
  return column.units.map((unit, row) => {
    const x = columnX(index);
    const y = rowY(rows, row);
    if (unit === undefined) return svg`<text x=${x} y=${y} dy="0.35em">⋮</text>`;
    return svg`<circle class=${kind} cx=${x} cy=${y} r=${radius(rows).toFixed(1)}></circle>`;
  });
}
