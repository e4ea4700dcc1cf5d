import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applicationRepository } from '../../../lib/adapters/sharing/application-repository.ts';
import { disputeMarks } from '../../../lib/adapters/sharing/dispute-marks.ts';
import { grantRepository } from '../../../lib/adapters/sharing/grant-repository.ts';
import { objectionRepository } from '../../../lib/adapters/sharing/objection-repository.ts';
import { writtenEvent } from '../../../lib/sharing/applications/application-events.ts';
import { followObjections } from '../../../lib/sharing/objections/follow-objections.ts';
import { saveObjection } from '../../../lib/sharing/objections/save-objection.ts';
import { takeStep } from '../../../lib/sharing/objections/take-step.ts';
import { isOpen } from '../../../lib/sharing/objections/transitions.ts';
import { sampleApplication } from '../../sharing/applications/sample-application.ts';
import { openObjections, sampleObjection, start, values } from '../../sharing/objections/fixture.ts';
import { tableServers } from '../dynamodb/table-servers.ts';
import { eventedNames, startEventedTables, type EventedServer } from '../events/evented-tables.ts';

type Client = EventedServer['tables'];
const idOf = (number: number) => `01JD${`${number}`.padStart(22, '0')}`;
const later = '2026-09-28T02:05:00.000Z';
const by = { by: 'owner', department: 'public-security', at: start };

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('on %s', (_, serverKind) => {
  describe.skipIf(!serverKind.found)('', () => {
    let server: EventedServer;
    beforeAll(async () => {
      server = await startEventedTables(serverKind);
    });
    afterAll(() => server.close());

    const stores = (client: Client) => ({
      ...objectionRepository(client, eventedNames),
      ...disputeMarks(client, eventedNames.sharing),
    });
    /** The run of a minute later, over what the tables have. */
    const follow = async (client: Client, published: typeof values | null) => {
      const { ports, versions } = openObjections();
      versions.push(published);
      const run = { ...ports, ...stores(client), now: () => later };
      await followObjections(run, { remainingMs: () => 50_000 });
    };
    const marked = async (dataset: string) => {
      const found = await stores(server.tables).disputedFields(dataset);
      return [...found].map(([keyHash, fields]) => `${keyHash}: ${fields.join()}`);
    };

    test.each([0, 1, 2, 3, 4, 5])('filing dies after %i commands: what is marked is what is open', async (death) => {
      const filed = sampleObjection({ id: idOf(100 + death), dataset: `filed-${death}` });
      await saveObjection(filed, null, stores(server.dyingClient(death))).catch(() => null);
      await follow(server.tables, values);
      const stored = await stores(server.tables).objection(filed.id);
      expect(await marked(filed.dataset)).toEqual(stored === undefined ? [] : ['key-hash: name']);
      // The same consumer may try again.
      const again = { ...filed, id: idOf(200 + death) };
      expect(await saveObjection(again, null, stores(server.tables))).toBe(
        stored === undefined ? null : 'already-disputed',
      );
    });

    test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
      'a correction dies after %i commands, and the next run ends it',
      async (death) => {
        const filed = sampleObjection({ id: idOf(300 + death), dataset: `corrected-${death}` });
        await saveObjection(filed, null, stores(server.tables));
        await follow(server.dyingClient(death), null).catch(() => null);
        await follow(server.tables, null);
        await follow(server.tables, null);
        expect(await stores(server.tables).objection(filed.id)).toMatchObject({ state: 'corrected', removed: true });
        expect(await stores(server.tables).objection(filed.id)).not.toHaveProperty('suggested');
        expect(await marked(filed.dataset)).toEqual([]);
      },
    );

    test.each([0, 1, 2, 3, 4, 5])('an appeal dies after %i commands: what is marked is what is open', async (death) => {
      const id = idOf(400 + death);
      const filed = sampleObjection({ id, dataset: `appealed-${death}` });
      const refusal = takeStep(filed, { action: 'refuse', reason: '核对无误。' }, by);
      const appeal = takeStep(refusal, { action: 'appeal', reason: '请再核实。' }, by);
      await saveObjection(filed, null, stores(server.tables));
      await saveObjection(refusal, filed, stores(server.tables));
      await saveObjection(appeal, refusal, stores(server.dyingClient(death))).catch(() => null);
      await follow(server.tables, values);
      const stored = await stores(server.tables).objection(id);
      expect(await marked(filed.dataset)).toEqual(isOpen(stored?.state ?? 'refused') ? ['key-hash: name'] : []);
    });

    test('a note to a department counts once the objection names it', async () => {
      const { noteInformed, listObjections } = stores(server.tables);
      const filed = sampleObjection({ id: idOf(500), dataset: 'noted' });
      await saveObjection(filed, null, stores(server.tables));
      await noteInformed(filed.id, ['health']);
      const ofHealth = { of: { informed: 'health' }, accepts: () => true, limit: 10 };
      const accepts = ({ informed = [] }: typeof filed) => informed.includes('health');
      expect((await listObjections(ofHealth)).map(({ id }) => id)).toEqual([filed.id]);
      expect(await listObjections({ ...ofHealth, accepts })).toEqual([]);
    });

    test('lists of applications, grants and objections of the same departments do not mix, page by page', async () => {
      const consumer = 'mixed';
      const applications = applicationRepository(server.tables, eventedNames);
      for (const number of [601, 602, 603]) {
        const application = sampleApplication({ id: idOf(number), consumer });
        const event = writtenEvent(application, { at: start, by: 'writer' });
        await applications.saveApplication(application, { event, waitsFor: consumer });
        const objection = sampleObjection({ id: idOf(number), consumer, dataset: `mixed-${number}` });
        await saveObjection(objection, null, stores(server.tables));
      }
      const numbers = (found: readonly { readonly id: string }[]) => found.map(({ id }) => Number(id.slice(-3)));
      const { listObjections } = stores(server.tables);
      const before = { of: { consumer }, before: idOf(603), limit: 10 };
      expect(numbers(await applications.listApplications({ of: { consumer }, limit: 10 }))).toEqual([603, 602, 601]);
      expect(numbers(await applications.listApplications(before))).toEqual([602, 601]);
      expect(numbers(await listObjections({ of: { consumer }, limit: 10 }))).toEqual([603, 602, 601]);
      expect(numbers(await listObjections(before))).toEqual([602, 601]);
      expect(numbers(await listObjections({ ...before, before: idOf(601) }))).toEqual([]);
      const grants = [];
      for await (const one of grantRepository(server.tables, eventedNames.sharing).findGrants('consumer', consumer))
        grants.push(one);
      expect(grants).toEqual([]);
    });
  });
});
