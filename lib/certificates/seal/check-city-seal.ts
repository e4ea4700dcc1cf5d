import { inspectPng } from './inspect-png.ts';
import type { CitySeal } from './read-city-seal.ts';

/** What keeps a seal from being used. */
export type SealObstacle = 'picture' | 'picture-size' | 'dimensions' | 'other-certificate' | 'out-of-date';

/** Each OFD holds the picture twice. */
export const sealLimits = { pictureBytes: 100 * 1024, millimetres: { least: 10, greatest: 60 } } as const;

type SealUse = {
  /** The certificate that is going to sign, in DER. */
  readonly certificate: Uint8Array;
  /** An instant. */
  readonly now: string;
};

/** Returns what keeps this certificate from applying the seal now; `null` when nothing does. */
export function sealObstacle(seal: CitySeal, { certificate, now }: SealUse): SealObstacle | null {
  const { data, width, height } = seal.picture;
  const { least, greatest } = sealLimits.millimetres;
  if (data.length > sealLimits.pictureBytes) return 'picture-size';
  if (inspectPng(data) === null) return 'picture';
  if ([width, height].some((length) => length < least || length > greatest)) return 'dimensions';
  if (!seal.certificates.some((one) => isSame(one, certificate))) return 'other-certificate';
  return now < seal.validity.from || now > seal.validity.to ? 'out-of-date' : null;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
