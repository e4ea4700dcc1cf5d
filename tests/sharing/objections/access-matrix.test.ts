import { expect, test } from 'vitest';
import { readObjection } from '../../../lib/sharing/objections/read-objections.ts';
import { stepObjection } from '../../../lib/sharing/objections/step-objection.ts';
import { Role } from '../../../schemas/kernel/role.ts';
import { ObjectionState } from '../../../schemas/sharing/objection.ts';
import { openObjections, sampleObjection, stepOf } from './fixture.ts';

const departments = {
  objector: 'civil-affairs',
  provider: 'public-security',
  centre: 'information-center',
  informed: 'human-resources',
  other: 'taxation',
} as const;
type Department = keyof typeof departments;
const states = [...ObjectionState.options, 'none'] as const;
const { id } = sampleObjection();

type Cell = { readonly department: Department; readonly role: Role; readonly state: (typeof states)[number] };

const cells: Cell[] = Object.keys(departments).flatMap((name) =>
  Role.options.flatMap((role) =>
    states.flatMap((state) => {
      const department = (['objector', 'provider', 'centre', 'informed', 'other'] as const).find((one) => one === name);
      return department === undefined ? [] : [{ department, role, state }];
    }),
  ),
);

/** Its consumer, its provider’s providers, the centre’s operators, and those who were told; to others there is none. */
const mayKnow = ({ department, role, state }: Cell): boolean =>
  state !== 'none' &&
  (department === 'objector' ||
    department === 'informed' ||
    role === 'operator' ||
    (department === 'provider' && role === 'provider'));

test('an objection is unknown to whoever may not know of it, in every state, for reading and for every step', async () => {
  expect(cells).toHaveLength(5 * Role.options.length * states.length);
  for (const cell of cells) {
    const { department, role, state } = cell;
    const { ports, stored } = openObjections();
    if (state !== 'none') stored.set(id, sampleObjection({ state, informed: ['human-resources'] }));
    const caller = {
      subject: `${role}-of-${department}`,
      kind: 'person' as const,
      name: '测试人员',
      department: departments[department],
      roles: [role],
    };
    const asked = { caller, requestId: 'r', params: { objection: id } };
    const answers = [
      await readObjection(asked, ports),
      await stepObjection({ ...asked, body: { step: stepOf('accept'), lockVersion: 9 } }, ports),
      await stepObjection({ ...asked, body: { step: stepOf('withdraw'), lockVersion: 1 } }, ports),
    ];
    const none = { refused: 'objection-not-found', facts: { objection: id } };
    for (const answer of answers)
      if (mayKnow(cell)) expect(answer).not.toMatchObject({ refused: 'objection-not-found' });
      else expect(answer).toMatchObject({ refused: none.refused });
    if (!mayKnow(cell)) expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  }
});
