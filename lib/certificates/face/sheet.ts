/** A4, upright. Text stands between left and right, top and bottom; below it is the strip with the identifier and the page. */
export const sheet = { width: 210, height: 297, left: 24, right: 186, top: 23, bottom: 271, strip: 273 } as const;

/** How wide text may run. */
export const measure = sheet.right - sheet.left;
