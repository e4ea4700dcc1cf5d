import type { StatusListRepository } from '../../../lib/certificates/ports.ts';
import type { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import type { CertificateStatusCode } from '../../../schemas/certificates/status.ts';
import { versionWith } from '../../certificates/lookup/builders.ts';

/** Each test uses types of its own, so that tests share no certificates. */
let types = 0;
export const newType = (): string => `certificate-contract-${(types += 1)}`;

export const version = (number: number, changes: Partial<CertificateVersion> = {}): CertificateVersion =>
  versionWith(
    { version: number, list: { year: 2020, index: number }, ...changes },
    { CertificateVersion: `${number}`.padStart(3, '0') },
  );

export const next = (head: CertificateHead, changes: Partial<CertificateHead>): CertificateHead => ({
  ...head,
  lockVersion: head.lockVersion + 1,
  ...changes,
});

/** The head after a version superseded its current one. */
export const superseding = (head: CertificateHead, current: CertificateVersion): CertificateHead =>
  next(head, { current, ...(head.current === undefined ? {} : { previous: head.current }) });
export const withStatus = (head: CertificateHead, status: CertificateStatusCode): CertificateHead =>
  next(head, head.current === undefined ? {} : { current: { ...head.current, status } });

/** A head as it is read: the previous version has an item of its own. */
export const withoutPrevious = ({ previous: _previous, ...head }: CertificateHead): CertificateHead => head;

export async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** The entries of the status list of 2020, by index. */
export const placesIn = async (lists: StatusListRepository, type: string): Promise<[index: number, value: number][]> =>
  (await listOf(lists.entries(type, 2020)))
    .map(({ index, value }): [number, number] => [index, value])
    .toSorted(([one], [other]) => one - other);
