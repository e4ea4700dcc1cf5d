/** Lengths are millimetres, from the upper left corner of the page. */
export type Weight = 'regular' | 'bold';

/** What colour it is drawn in; the writers know the values. */
export type Ink = 'black' | 'grey' | 'gold' | 'red' | 'pale' | 'tint';

/** Text from `x` on, standing on the line `y`; `turned` degrees against the clock around that point. One line, glyphs at their own widths. */
export type TextRun = {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly weight: Weight;
  readonly ink: Ink;
  readonly text: string;
  readonly turned?: number;
};

export type Stroke = {
  readonly kind: 'line';
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly width: number;
  readonly ink: Ink;
};

/** A rectangle: filled, or drawn with a line of `stroke`. */
export type Box = {
  readonly kind: 'box';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly ink: Ink;
  readonly stroke?: number;
};

/** A QR code of the text, with nothing around it. */
export type Code = {
  readonly kind: 'code';
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly text: string;
};

export type FaceDrawing = TextRun | Stroke | Box | Code;

/** A sheet of the face, drawn in this order: what comes later lies above. */
export type FacePage = { readonly width: number; readonly height: number; readonly drawings: readonly FaceDrawing[] };

/** What the layout must know of the fonts. */
export type Glyphs = {
  /** The width of a text set at size 1. */
  readonly widthOf: (text: string, weight: Weight) => number;
  /** Whether the fonts can show a character. */
  readonly has: (character: string) => boolean;
};
