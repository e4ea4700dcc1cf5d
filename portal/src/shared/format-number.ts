const numbers = new Intl.NumberFormat('zh-CN');

/** `1,048,575`. */
export const formatNumber = (value: number): string => numbers.format(value);

/** `12.5 MB` of bytes; whole kilobytes below a megabyte. */
export function formatSize(bytes: number): string {
  if (bytes < 1024 ** 2) return `${formatNumber(Math.max(1, Math.round(bytes / 1024)))} KB`;
  return `${formatNumber(Math.round((bytes / 1024 ** 2) * 10) / 10)} MB`;
}
