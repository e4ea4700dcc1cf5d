import { disputeMarks } from '../../../../lib/adapters/sharing/dispute-marks.ts';
import { objectionRepository } from '../../../../lib/adapters/sharing/objection-repository.ts';
import { objectionEvent } from '../../../../lib/sharing/objections/objection-event.ts';
import type { ObjectionParty } from '../../../../lib/sharing/objections/ports.ts';
import { sampleObjection } from '../../../sharing/objections/fixture.ts';
import type { Tables } from '../open-tables.ts';
import { each, ids, type Kind, lastLetter, nameOfId, now } from './kind.ts';

const { consumer, provider, field, dataset } = sampleObjection();
const told = 'human-resources';

export function objectionKinds({ client, name }: Tables): Kind[] {
  const repository = objectionRepository(client, { sharing: name('sharing'), events: name('events') });
  const marks = disputeMarks(client, name('sharing'));
  const save = async (objection: ReturnType<typeof sampleObjection>) => {
    if (!(await repository.saveObjection(objection, { event: objectionEvent(objection), waitsFor: provider })))
      throw new Error('not saved');
  };
  const listIds = async (of: ObjectionParty) =>
    (await repository.listObjections({ of, limit: 10 })).map(({ id }) => nameOfId(id)).toReversed();
  const objection: Kind = {
    item: 'objection',
    table: 'sharing',
    write: () =>
      each(async (one) => {
        await save(sampleObjection({ id: ids[one] }));
        await repository.noteInformed(ids[one], [told]);
      }),
    key: { entity: `objection#${ids.b}`, item: 'current' },
    damage: { state: 'unheard-of' },
    list: () => listIds({ consumer }),
    read: () => repository.objection(ids.b),
    change: async () => {
      const before = await repository.objection(ids.b);
      if (before === undefined) throw new Error('not there');
      await save({ ...before, lockVersion: before.lockVersion + 1 });
    },
  };
  const listed = { ...objection, read: null, change: null };
  const markOf = (one: keyof typeof ids) => ({
    dataset,
    keyHash: `key-${one}`,
    field,
    consumer,
    objection: ids[one],
    opened: 1,
    at: now,
    compared: 0,
  });
  return [
    objection,
    { ...listed, list: () => listIds({ provider }) },
    { ...listed, list: () => listIds({ waitsFor: provider }) },
    { ...listed, list: () => listIds({ all: true }) },
    { ...listed, list: () => listIds({ informed: told }) },
    {
      item: 'dispute-mark',
      table: 'sharing',
      write: () => each(async (one) => await marks.mark(markOf(one))),
      key: { entity: `dispute#${dataset}`, item: `key-b#${field}#${consumer}` },
      damage: { keyHash: 1 },
      list: async () => [...(await marks.disputedFields(dataset)).keys()].map(lastLetter).toSorted(),
      read: null,
      change: async () => await marks.noteCompared(markOf('b'), 2),
    },
  ];
}
