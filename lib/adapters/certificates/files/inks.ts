import type { Ink } from '../../../certificates/face/face.ts';

/** RGB, 0 to 255. */
export const inks = {
  black: [0, 0, 0],
  grey: [84, 84, 84],
  gold: [164, 122, 44],
  red: [176, 30, 30],
  pale: [230, 230, 230],
  tint: [255, 245, 238],
} as const satisfies Record<Ink, readonly [number, number, number]>;
