/** 信息资源代码: the classification code, a slash, and a serial number of at least six digits (standards of 发改高技〔2017〕1272号). */
export function formatResourceCode(classificationCode: string, serial: number): string {
  return `${classificationCode}/${String(serial).padStart(6, '0')}`;
}

/** The two halves of a resource code. */
export function parseResourceCode(code: string): { readonly classificationCode: string; readonly serial: number } {
  const slash = code.lastIndexOf('/');
  return { classificationCode: code.slice(0, slash), serial: Number(code.slice(slash + 1)) };
}
