/** Pads the serial number to six digits (信息资源代码, 发改高技〔2017〕1272号). */
export function formatResourceCode(classificationCode: string, serial: number): string {
  return `${classificationCode}/${String(serial).padStart(6, '0')}`;
}

/** Splits at the last `/` and validates nothing: `serial` may be NaN. */
export function parseResourceCode(code: string): { readonly classificationCode: string; readonly serial: number } {
  const slash = code.lastIndexOf('/');
  return { classificationCode: code.slice(0, slash), serial: Number(code.slice(slash + 1)) };
}
