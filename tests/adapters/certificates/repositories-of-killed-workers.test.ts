import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CertificateHead } from '../../../schemas/certificates/certificate.ts';
import { statusListValues } from '../../../schemas/certificates/status-list-values.ts';
import { headWith } from '../../certificates/lookup/builders.ts';
import { tableServers } from '../dynamodb/table-servers.ts';
import { asStored, newType, next, readEntries, superseding, version, withStatus } from './chains.ts';
import { openRepositories, type RepositoriesOnServer } from './opened-repositories.ts';

class Killed extends Error {}
/** Fails from the n-th write on. */
const failAt = (end: number) => (write: number) => {
  if (write >= end) throw new Killed();
};

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let repositories: RepositoriesOnServer;
    beforeAll(async () => {
      repositories = await openRepositories(kind);
    });
    afterAll(() => repositories.close());

    /** Everything observable about a chain and its holders. */
    const seen = async ({ certificate, type }: CertificateHead) => ({
      head: await repositories.repository.head(certificate),
      versions: await repositories.repository.versions(certificate),
      each: await Promise.all([
        repositories.repository.version(certificate, 1, 1),
        repositories.repository.version(certificate, 1, 2),
      ]),
      entries: await readEntries(repositories.lists, type),
      holders: await Promise.all(
        ['old', 'new'].map(
          async (name) => (await repositories.repository.byHolder(`${type}-${name}`, { limit: 9 })).heads.length,
        ),
      ),
    });
    const begin = async () => {
      const first = headWith(`${newType()}#a`, version(1, { status: '02' }));
      const hashes = (holders: readonly string[]) => holders.map((name) => `${first.type}-${name}`);
      await repositories.repository.move(first, hashes(['old']));
      return { first, hashes };
    };

    describe('a killed worker', () => {
      test.each<[string, (head: CertificateHead) => CertificateHead, string[], number]>([
        ['while it issues another version to another holder', (head) => superseding(head, version(2)), ['new'], 5],
        [
          'while it issues another version that is withheld like the one before',
          (head) => superseding(head, version(2, { status: '02' })),
          ['old'],
          3,
        ],
        ['while it changes the status', (head) => withStatus(head, '01'), ['old'], 1],
        ['while it annuls the certificate and removes its holder', (head) => withStatus(head, '04'), [], 2],
      ])(
        '%s: the move is complete or absent, and the next worker continues',
        async (_name, moveOf, holders, writes) => {
          for (let write = 1; write <= writes + 1; write += 1) {
            const { first, hashes } = await begin();
            const before = await seen(first);
            const to = moveOf(first);
            const moving = repositories.withWriteHook(failAt(write)).repository.move(to, hashes(holders));
            if (write <= writes) await expect(moving).rejects.toThrow(Killed);
            else expect(await moving).toBe(true);

            const after = await seen(first);
            const hasMoved = after.head?.lockVersion === to.lockVersion;
            expect(await repositories.repository.move(to, hashes(holders))).toBe(!hasMoved);
            const done = await seen(first);
            expect(done.head).toEqual(asStored(to));
            expect(after).toEqual(hasMoved ? done : before);

            expect(await repositories.repository.move(superseding(asStored(to), version(3)), hashes(['old']))).toBe(
              true,
            );
            const last = await seen(first);
            expect(last.versions.map((one) => one.version)).toEqual(to.previous === undefined ? [3, 1] : [3, 2, 1]);
            expect(last.holders).toEqual([1, 0]);
          }
        },
      );
    });

    test('the version that a killed worker meant to supersede stays current, with its later events', async () => {
      const { first, hashes } = await begin();
      await expect(
        repositories.withWriteHook(failAt(2)).repository.move(superseding(first, version(2)), hashes(['old'])),
      ).rejects.toThrow(Killed);
      expect(await readEntries(repositories.lists, first.type)).toEqual([[1, statusListValues.withheld]]);
      const annulled = withStatus(first, '04');
      expect(await repositories.repository.move(annulled, hashes(['old']))).toBe(true);
      expect(await repositories.repository.versions(first.certificate)).toEqual([annulled.current]);
      expect(await readEntries(repositories.lists, first.type)).toEqual([[1, statusListValues.annulled]]);
    });

    describe('a delayed worker', () => {
      /** Waits before its first write of a kind; `wake` continues it. */
      const sleepingAt = (command: string) => {
        const asleep = Promise.withResolvers<void>();
        const woken = Promise.withResolvers<void>();
        const worker = repositories.withWriteHook(async (_write, name) => {
          if (name !== command) return;
          asleep.resolve();
          await woken.promise;
        });
        return { worker, asleep: asleep.promise, wake: () => woken.resolve() };
      };

      test('does not remove a holder who was named again meanwhile', async () => {
        const { first, hashes } = await begin();
        const { worker, asleep, wake } = sleepingAt('DeleteItemCommand');
        const second = next(first, {});
        const moving = worker.repository.move(second, hashes(['new']));
        await asleep;
        await repositories.repository.move(next(second, {}), hashes(['old']));
        wake();
        expect(await moving).toBe(true);
        expect((await seen(first)).holders).toEqual([1, 0]);
      });

      test('does not overwrite a superseded version with an older state', async () => {
        const { first, hashes } = await begin();
        const { worker, asleep, wake } = sleepingAt('PutItemCommand');
        const moving = worker.repository.move(superseding(first, version(2)), hashes(['old']));
        await asleep;
        const annulled = withStatus(first, '04');
        const again = superseding(annulled, version(1, { generation: 2, list: { year: 2020, index: 9 } }));
        for (const head of [annulled, again]) await repositories.repository.move(head, hashes(['old']));
        wake();
        expect(await moving).toBe(false);
        expect(await repositories.repository.version(first.certificate, 1, 1)).toEqual(annulled.current);
        expect(await readEntries(repositories.lists, first.type)).toEqual([[1, statusListValues.annulled]]);
      });
    });

    test('ignores a holder entry written by a killed worker', async () => {
      const { first } = await begin();
      const holder = `${first.type}-new`;
      for (const certificate of [first.certificate, `${first.type}#none`])
        await repositories.putRaw({ certificate, item: `holder#${holder}`, holder, lockVersion: 1 });
      expect(await repositories.repository.byHolder(holder, { limit: 9 })).toEqual({ heads: [] });
    });
  });
});
