/** Lengths are millimetres from the upper left corner of the page. */
export type Weight = 'regular' | 'bold';

export type Ink = 'black' | 'grey' | 'gold' | 'red' | 'pale' | 'tint';

/** Starts at `x` on the baseline `y`, rotated counter-clockwise around that point; no kerning. */
export type TextRun = {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly weight: Weight;
  readonly ink: Ink;
  readonly text: string;
  readonly rotationDegrees?: number;
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

/** Filled, or outlined when `stroke` (mm) is given. */
export type Box = {
  readonly kind: 'box';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly ink: Ink;
  readonly stroke?: number;
};

/** `size` excludes the quiet zone. */
export type QrCode = {
  readonly kind: 'qr-code';
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly text: string;
};

export type FaceDrawing = TextRun | Stroke | Box | QrCode;

export type Point = { readonly x: number; readonly y: number };

/** Drawings are painted in this order. */
export type FacePage = {
  readonly width: number;
  readonly height: number;
  readonly drawings: readonly FaceDrawing[];
  /** Centre of a stamp: across issuing authority and day of issue. */
  readonly stampAt?: Point;
};

export type Glyphs = {
  /** Returns the width in em. */
  readonly widthOf: (text: string, weight: Weight) => number;
  readonly has: (character: string) => boolean;
};
