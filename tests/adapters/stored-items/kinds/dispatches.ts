import { channelRepository } from '../../../../lib/adapters/sharing/channel-repository.ts';
import { dispatchRepository } from '../../../../lib/adapters/sharing/dispatch-repository.ts';
import type { Dispatch } from '../../../../schemas/sharing/notice-dispatch.ts';
import type { Tables } from '../open-tables.ts';
import { each, type Kind, type names, now } from './kind.ts';

const department = 'human-resources';

export function dispatchKinds({ client, name }: Tables): Kind[] {
  const channels = channelRepository(client, name('sharing'));
  const sent = dispatchRepository(client, name('sharing'), { days: 100, now: () => now });
  const save = async (one: string, lockVersion: number) => {
    const saved = await channels.saveChannels({
      department: one,
      mail: { addresses: ['xinxike@example.gov.cn'], without: [] },
      lockVersion,
      changed: { at: now, by: 'officer-1', name: '测试人员' },
    });
    if (!saved) throw new Error('not saved');
  };
  const idOf = (one: (typeof names)[number]) => `20201201000000000-${one.repeat(24)}-webhook`;
  const dispatchOf = (one: (typeof names)[number]): Dispatch => ({
    id: idOf(one),
    department,
    way: 'webhook',
    notices: [idOf(one).slice(0, 42)],
    kind: 'grant-ending',
    state: 'waiting',
    createdAt: now,
    dueAt: now,
    tries: 0,
    log: [],
  });
  const nameOf = ({ id }: Dispatch) => id.slice(18, 19);
  const dispatch: Kind = {
    item: 'dispatch',
    table: 'sharing',
    write: () => each((one) => sent.putDispatch(dispatchOf(one))),
    key: { entity: `dispatches#${department}`, item: idOf('b') },
    damage: { state: 'unheard-of' },
    list: async () => {
      const found: string[] = [];
      for await (const one of sent.dispatches({ department })) found.push(nameOf(one));
      return found.toReversed();
    },
    read: null,
    change: async () => {
      const claimed = await sent.claim(dispatchOf('b'), '2020-12-01T12:03:00.000Z');
      if (claimed === null) throw new Error('not claimed');
      await sent.settle(claimed, { try: { at: now, outcome: 'accepted', status: 200 }, state: 'sent' });
    },
  };
  return [
    {
      item: 'notice-channels',
      table: 'sharing',
      write: () => each((one) => save(`unit-${one}`, 1)),
      key: { entity: 'channels#unit-b', item: 'current' },
      damage: { channels: { department: 7 } },
      list: async () => (await channels.allChannels()).map((one) => one.channels.department.slice(-1)),
      read: () => channels.channels('unit-b'),
      change: () => save('unit-b', 2),
    },
    dispatch,
    {
      ...dispatch,
      list: async () => (await sent.dueDispatches({ department, way: 'webhook' }, now, 10)).map(nameOf),
      change: null,
    },
  ];
}
