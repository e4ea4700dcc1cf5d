import { statusListAttributes, statusListName } from '../../../lib/adapters/certificates/status-list-attributes.ts';
import { toTally } from '../../../lib/adapters/certificates/tally-key.ts';
import type { CertificateRepository, StatusEntry, StatusListRepository } from '../../../lib/certificates/ports.ts';
import { CertificateHead, type CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';

type Chain = {
  readonly head: CertificateHead;
  readonly holders: readonly string[];
  readonly earlier: readonly CertificateVersion[];
};

/** Chains and status lists in memory; each change is atomic. */
export function certificateMemory(): {
  readonly repository: CertificateRepository;
  readonly lists: StatusListRepository;
} {
  const chains = new Map<string, Chain>();
  const claims = new Map<string, string>();
  const lists = new Map<string, { size: number; changes: number; changedAt: Instant; dueAt: Instant }>();
  const head = (certificate: string): CertificateHead | null => structuredClone(chains.get(certificate)?.head ?? null);
  const versions = (certificate: string): CertificateVersion[] => {
    const { head: newest, earlier = [] } = chains.get(certificate) ?? {};
    const all = newest?.current === undefined ? earlier : [...earlier, newest.current];
    return structuredClone(
      all.toSorted((one, other) => other.generation - one.generation || other.version - one.version),
    );
  };
  const openList = (type: string, year: number, at: Instant) => {
    const name = statusListName(type, year);
    const list = { ...(lists.get(name) ?? { size: 0, changes: 0 }), changedAt: at, dueAt: at };
    lists.set(name, list);
    return list;
  };

  const repository: CertificateRepository = {
    head: async (certificate) => head(certificate),
    heads: async (certificates) => certificates.map(head),
    version: async (certificate, generation, version) =>
      versions(certificate).find((one) => one.generation === generation && one.version === version) ?? null,
    versions: async (certificate) => versions(certificate),
    move: async (to, holders) => {
      const before = chains.get(to.certificate);
      if ((before?.head.lockVersion ?? 0) !== to.lockVersion - 1) return false;
      const { previous, ...stored } = structuredClone(CertificateHead.parse(to));
      const others =
        before?.earlier.filter((one) => one.generation !== previous?.generation || one.version !== previous.version) ??
        [];
      chains.set(to.certificate, {
        head: stored,
        holders,
        earlier: previous === undefined ? others : [...others, previous],
      });
      return true;
    },
    findChain: async (identifier) => claims.get(identifier) ?? null,
    claim: async (identifier, certificate) => {
      if ((claims.get(identifier) ?? certificate) !== certificate) return false;
      claims.set(identifier, certificate);
      return true;
    },
    byNumber: async (type, number) =>
      structuredClone(
        [...chains.values()].flatMap(({ head: one }) => (one.type === type && one.number === number ? [one] : [])),
      ),
    byHolder: async (holder, { cursor = '', limit }) => {
      const named = [...chains]
        .filter(([certificate, { holders }]) => holders.includes(holder) && certificate > cursor)
        .toSorted(([one], [other]) => (one < other ? -1 : 1));
      const page = named.slice(0, limit);
      const last = named.length > limit ? page.at(-1) : undefined;
      return {
        heads: structuredClone(page.map(([, chain]) => chain.head)),
        ...(last === undefined ? {} : { next: last[0] }),
      };
    },
    tallies: async function* (type) {
      for (const { head: one } of chains.values()) if (one.type === type) yield toTally(one);
    },
  };

  const listEntries = ({ head: { type, current }, earlier }: Chain, list: string): StatusEntry[] =>
    [
      ...earlier.map((version) => statusListAttributes(type, version, 'superseded')),
      ...(current === undefined ? [] : [statusListAttributes(type, current, 'current')]),
    ].flatMap((entry) => (entry?.statusList === list ? [{ index: entry.statusIndex, value: entry.statusValue }] : []));

  return {
    repository,
    lists: {
      reserve: async (type, year, count, at) => {
        const list = openList(type, year, at);
        list.size += count;
        return list.size - count;
      },
      touch: async (type, year, at) => {
        openList(type, year, at).changes += 1;
      },
      due: async (now) =>
        [...lists].flatMap(([name, { dueAt }]) => {
          const [type = '', year] = name.split('#');
          return dueAt <= now ? [{ type, year: Number(year) }] : [];
        }),
      made: async (type, year, seen, dueAt) => {
        const list = lists.get(statusListName(type, year));
        if (list?.size === seen.size && list.changes === seen.changes) list.dueAt = dueAt;
      },
      state: async (type, year) => structuredClone(lists.get(statusListName(type, year)) ?? null),
      entries: async function* (type, year) {
        for (const chain of chains.values()) yield* listEntries(chain, statusListName(type, year));
      },
    },
  };
}
