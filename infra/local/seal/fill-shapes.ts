export type Spot = readonly [x: number, y: number];
/** A closed polygon; holes turn the other way round. */
export type Polygon = readonly Spot[];

const samples = 4;

type Crossing = { readonly x: number; readonly turn: 1 | -1 };

/** Fills polygons by the non-zero rule into a square of `side` pixels: coverage from 0 to 255, row by row. */
export function fillShapes(polygons: readonly Polygon[], side: number): Uint8Array {
  const coverage = new Float32Array(side * side);
  for (const [line, crossings] of crossedLines(polygons, side * samples).entries()) {
    const row = Math.floor(line / samples) * side;
    for (const [from, to] of insideSpans(crossings)) addSpan(coverage, row, { from, to, side });
  }
  return Uint8Array.from(coverage, (value) => Math.round(Math.min(1, value / samples) * 255));
}

/** Where each line through the middle of a sample crosses an edge, and whether the edge goes down or up there. */
function crossedLines(polygons: readonly Polygon[], lines: number): Crossing[][] {
  const crossed = Array.from({ length: lines }, (): Crossing[] => []);
  const firstBelow = (y: number): number => Math.max(0, Math.min(lines, Math.ceil(y * samples - 0.5)));
  for (const polygon of polygons) {
    for (const [index, [x1, y1]] of polygon.entries()) {
      const [x2, y2] = polygon[index + 1] ?? polygon[0] ?? [x1, y1];
      for (let line = firstBelow(Math.min(y1, y2)); line < firstBelow(Math.max(y1, y2)); line += 1) {
        const share = ((line + 0.5) / samples - y1) / (y2 - y1);
        crossed[line]?.push({ x: x1 + share * (x2 - x1), turn: y1 < y2 ? 1 : -1 });
      }
    }
  }
  return crossed;
}

function insideSpans(crossings: readonly Crossing[]): Spot[] {
  const spans: Spot[] = [];
  let [winding, from] = [0, 0];
  for (const { x, turn } of crossings.toSorted((one, other) => one.x - other.x)) {
    if (winding === 0) from = x;
    winding += turn;
    if (winding === 0) spans.push([from, x]);
  }
  return spans;
}

function addSpan(
  coverage: Float32Array,
  row: number,
  { from, to, side }: { readonly from: number; readonly to: number; readonly side: number },
): void {
  for (let x = Math.max(0, Math.floor(from)); x < Math.min(side, Math.ceil(to)); x += 1)
    coverage[row + x] = (coverage[row + x] ?? 0) + Math.min(to, x + 1) - Math.max(from, x);
}
