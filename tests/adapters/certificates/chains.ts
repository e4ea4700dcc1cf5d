import type { StatusListRepository } from '../../../lib/certificates/ports.ts';
import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import type { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import type { CertificateStatusCode } from '../../../schemas/certificates/status.ts';
import { versionWith } from '../../certificates/lookup/builders.ts';

/** Each test has its own types, so that tests do not share certificates. */
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

/** The head after a version has superseded the current one. */
export const superseding = (head: CertificateHead, current: CertificateVersion): CertificateHead =>
  next(head, { current, ...definedOnly({ previous: head.current }) });
export const withStatus = (head: CertificateHead, status: CertificateStatusCode): CertificateHead =>
  next(head, head.current === undefined ? {} : { current: { ...head.current, status } });

/** A head as read back: the previous version is an item of its own. */
export const asStored = ({ previous: _previous, ...head }: CertificateHead): CertificateHead => head;

export async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** The entries of the list of 2020, by index. */
export const readEntries = async (
  lists: StatusListRepository,
  type: string,
): Promise<[index: number, value: number][]> =>
  (await listOf(lists.entries(type, 2020)))
    .map(({ index, value }): [number, number] => [index, value])
    .toSorted(([one], [other]) => one - other);
