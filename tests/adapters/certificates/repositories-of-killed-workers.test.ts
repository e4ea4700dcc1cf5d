import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CertificateHead } from '../../../schemas/certificates/certificate.ts';
import { statusListValues } from '../../../schemas/certificates/status-list-values.ts';
import { headWith } from '../../certificates/lookup/builders.ts';
import { tableServers } from '../dynamodb/table-servers.ts';
import { withoutPrevious, newType, next, placesIn, superseding, version, withStatus } from './chains.ts';
import { openRepositories, type RepositoriesOnServer } from './opened-repositories.ts';

class Killed extends Error {}
/** Fails from the n-th write on. */
const killedAt = (end: number) => (write: number) => {
  if (write >= end) throw new Killed();
};

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let server: RepositoriesOnServer;
    beforeAll(async () => {
      server = await openRepositories(kind);
    });
    afterAll(() => server.close());

    /** Everything that can be read of a chain and its holders. */
    const readAll = async ({ certificate, type }: CertificateHead) => ({
      head: await server.repository.head(certificate),
      versions: await server.repository.versions(certificate),
      each: await Promise.all([
        server.repository.version(certificate, 1, 1),
        server.repository.version(certificate, 1, 2),
      ]),
      places: await placesIn(server.lists, type),
      holders: await Promise.all(
        ['old', 'new'].map(
          async (name) => (await server.repository.byHolder(`${type}-${name}`, { limit: 9 })).heads.length,
        ),
      ),
    });
    /** A chain with one version, withheld, of the holder `old`. */
    const begin = async () => {
      const first = headWith(`${newType()}#a`, version(1, { status: '02' }));
      const hashes = (holders: readonly string[]) => holders.map((name) => `${first.type}-${name}`);
      await server.repository.move(first, hashes(['old']));
      return { first, hashes };
    };

    describe('a worker that is killed', () => {
      test.each<[string, (head: CertificateHead) => CertificateHead, string[], number]>([
        ['while it issues another version to another holder', (head) => superseding(head, version(2)), ['new'], 5],
        [
          'while it issues another version that is withheld like the one before',
          (head) => superseding(head, version(2, { status: '02' })),
          ['old'],
          3,
        ],
        ['while it changes the status', (head) => withStatus(head, '01'), ['old'], 1],
        ['while it annuls and removes the last holder', (head) => withStatus(head, '04'), [], 2],
      ])(
        '%s: readers see the state before or after the move, and the next move succeeds',
        async (_name, moveOf, holders, writes) => {
          for (let write = 1; write <= writes + 1; write += 1) {
            const { first, hashes } = await begin();
            const before = await readAll(first);
            const to = moveOf(first);
            const moving = server.openWith(killedAt(write)).repository.move(to, hashes(holders));
            if (write <= writes) await expect(moving).rejects.toThrow(Killed);
            else expect(await moving).toBe(true);

            const after = await readAll(first);
            const hasMoved = after.head?.lockVersion === to.lockVersion;
            expect(await server.repository.move(to, hashes(holders))).toBe(!hasMoved);
            const done = await readAll(first);
            expect(done.head).toEqual(withoutPrevious(to));
            expect(after).toEqual(hasMoved ? done : before);

            expect(await server.repository.move(superseding(withoutPrevious(to), version(3)), hashes(['old']))).toBe(
              true,
            );
            const last = await readAll(first);
            expect(last.versions.map((one) => one.version)).toEqual(to.previous === undefined ? [3, 1] : [3, 2, 1]);
            expect(last.holders).toEqual([1, 0]);
          }
        },
      );
    });

    test('a version that a killed worker meant to supersede stays current, and later changes show', async () => {
      const { first, hashes } = await begin();
      await expect(
        server.openWith(killedAt(2)).repository.move(superseding(first, version(2)), hashes(['old'])),
      ).rejects.toThrow(Killed);
      expect(await placesIn(server.lists, first.type)).toEqual([[1, statusListValues.withheld]]);
      const annulled = withStatus(first, '04');
      expect(await server.repository.move(annulled, hashes(['old']))).toBe(true);
      expect(await server.repository.versions(first.certificate)).toEqual([annulled.current]);
      expect(await placesIn(server.lists, first.type)).toEqual([[1, statusListValues.annulled]]);
    });

    describe('a worker that resumes late', () => {
      /** Stops before its first write of a kind, until `wake`. */
      const stoppedAt = (command: string) => {
        const stopped = Promise.withResolvers<void>();
        const woken = Promise.withResolvers<void>();
        const worker = server.openWith(async (_write, name) => {
          if (name !== command) return;
          stopped.resolve();
          await woken.promise;
        });
        return { worker, stopped: stopped.promise, wake: () => woken.resolve() };
      };

      test('does not remove a holder who has been named again', async () => {
        const { first, hashes } = await begin();
        const { worker, stopped, wake } = stoppedAt('DeleteItemCommand');
        const second = next(first, {});
        const moving = worker.repository.move(second, hashes(['new']));
        await stopped;
        await server.repository.move(next(second, {}), hashes(['old']));
        wake();
        expect(await moving).toBe(true);
        expect((await readAll(first)).holders).toEqual([1, 0]);
      });

      test('does not overwrite a superseded version with an older state', async () => {
        const { first, hashes } = await begin();
        const { worker, stopped, wake } = stoppedAt('PutItemCommand');
        const moving = worker.repository.move(superseding(first, version(2)), hashes(['old']));
        await stopped;
        const annulled = withStatus(first, '04');
        const again = superseding(annulled, version(1, { generation: 2, list: { year: 2020, index: 9 } }));
        for (const head of [annulled, again]) await server.repository.move(head, hashes(['old']));
        wake();
        expect(await moving).toBe(false);
        expect(await server.repository.version(first.certificate, 1, 1)).toEqual(annulled.current);
        expect(await placesIn(server.lists, first.type)).toEqual([[1, statusListValues.annulled]]);
      });
    });

    test('a holder item that no head names is ignored', async () => {
      const { first } = await begin();
      const holder = `${first.type}-new`;
      for (const certificate of [first.certificate, `${first.type}#none`])
        await server.putRaw({ certificate, item: `holder#${holder}`, holder, lockVersion: 1 });
      expect(await server.repository.byHolder(holder, { limit: 9 })).toEqual({ heads: [] });
    });
  });
});
