/** A4 portrait in mm; identifier and page number stand in the strip below. */
export const pageArea = { width: 210, height: 297, left: 24, right: 186, top: 23, bottom: 271, strip: 273 } as const;

export const textWidth = pageArea.right - pageArea.left;
