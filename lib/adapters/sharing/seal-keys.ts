/** Seals are `seals/000000000123.json`, in the bucket and in a copied folder. */
export const sealFolder = 'seals/';

export const sealKey = (number: number): string => `${sealFolder}${`${number}`.padStart(12, '0')}.json`;

/** Parses a seal's object key; returns `null` for other keys in the bucket. */
export function sealNumber(key: string): number | null {
  const digits = /^(\d{12})\.json$/.exec(key.slice(key.lastIndexOf('/') + 1))?.[1];
  return digits === undefined ? null : Number(digits);
}
