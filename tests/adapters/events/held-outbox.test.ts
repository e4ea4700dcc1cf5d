import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { onEventsNotCopied } from '../../../lib/adapters/events/event-outbox.ts';
import { alignEvents } from '../../../lib/adapters/restore/align-events.ts';
import { tableServers } from '../dynamodb/table-servers.ts';
import { eventedKinds, type EventedThing } from './evented-kinds.ts';
import { eventedNames, startEventedTables, type EventedServer } from './evented-tables.ts';

const nextDay = '2020-12-02T00:00:00.000Z';
let begun = 0;

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('on %s', (_, serverKind) => {
  describe.skipIf(!serverKind.found)('', () => {
    let server: EventedServer;
    const notCopied: string[] = [];
    beforeAll(async () => {
      server = await startEventedTables(serverKind);
    });
    afterAll(() => server.close());
    beforeEach(() => {
      notCopied.length = 0;
      onEventsNotCopied(({ code }) => notCopied.push(code));
    });
    afterEach(() => onEventsNotCopied(() => undefined));

    describe.each(eventedKinds.map((kind) => [kind.name, kind] as const))('%s', (_name, kind) => {
      const begin = () => kind.begin(`set-${(begun += 1)}`);
      /** Each step's worker dies at a command, and another repeats the step. */
      const run = async ({ steps }: EventedThing, deaths: readonly number[]): Promise<void> => {
        for (const [i, step] of steps.entries()) {
          const death = deaths[i] ?? Infinity;
          await step(server.dyingClient(death)).catch(() => null);
          if (death !== Infinity) await step(server.tables);
        }
      };
      const storedEvents = async ({ entity }: EventedThing) =>
        (await server.log.ofEntity(entity)).map(({ number, by, action, from, to, counts, reason }) => {
          const row = [number, by, action, from, to, counts, reason];
          return row.slice(0, row.findLastIndex((cell) => cell !== undefined) + 1);
        });
      const sweep = (now: string) => kind.outbox(server.tables).copyLeft(now);

      test('each transition is in the table of events at once, and nothing is left to do', async () => {
        const thing = begin();
        await run(thing, []);
        expect(await storedEvents(thing)).toEqual(thing.expected);
        expect(notCopied).toEqual([]);
        expect(await alignEvents(server.tables, eventedNames, true)).toBe(0);
      });

      test.each([0, 1, 2, 3, 4, 5])('a worker dies after %i commands of its last step', async (death) => {
        const thing = begin();
        await run(thing, [...thing.steps.slice(1).map(() => Infinity), death]);
        await sweep(nextDay);
        await sweep(nextDay);
        expect(await storedEvents(thing)).toEqual(thing.expected);
      });

      test('the next transition copies what a dead worker left', async () => {
        const thing = begin();
        const [first, second] = thing.steps;
        for (let death = 1; (await storedEvents(thing)).length === 0; death += 1) {
          await first?.(server.dyingClient(death)).catch(() => null);
          await second?.(server.tables);
        }
        expect(await storedEvents(thing)).toEqual(thing.expected.slice(0, 2));
      });

      test('property: wherever workers die, the events are the transitions in the end', async () => {
        const death = fc.oneof(fc.constant(Infinity), fc.integer({ min: 0, max: 5 }));
        await fc.assert(
          fc.asyncProperty(fc.array(death, { minLength: 5, maxLength: 5 }), async (deaths) => {
            const thing = begin();
            await run(thing, deaths);
            await sweep(nextDay);
            expect(await storedEvents(thing)).toEqual(thing.expected);
          }),
          { numRuns: 12 },
        );
      }, 60_000);

      test('after a restore that undid it, its events are removed', async () => {
        const thing = begin();
        await run(thing, []);
        const [event] = await server.log.ofEntity(thing.entity);
        if (event === undefined) throw new Error('no event');
        await server.log.append({ ...event, number: thing.expected.length });
        await server.log.append({ ...event, entity: `${thing.entity}-undone` });
        expect(await alignEvents(server.tables, eventedNames, false)).toBe(2);
        expect(await storedEvents(thing)).toEqual(thing.expected);
      });
    });
  });
});
