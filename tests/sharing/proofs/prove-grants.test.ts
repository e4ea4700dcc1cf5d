import { describe, expect, test } from 'vitest';
import { proveGrant } from '../../../lib/sharing/proofs/prove-grant.ts';
import { isDue, proveGrants } from '../../../lib/sharing/proofs/prove-grants.ts';
import { resumeGrant } from '../../../lib/sharing/proofs/resume-grant.ts';
import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Mask } from '../../../schemas/catalogue/field.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { Grant, GrantProof } from '../../../schemas/sharing/grant.ts';
import { people } from '../applications/fixture.ts';
import { grantOf, hashOf, version } from '../use/use-memory.ts';
import { idOf, type Mutant, proofMemory } from './proof-memory.ts';

const person = '411102199003070010';
const other = '411102199003070029';
const records = [
  {
    number: '1',
    id_number: person,
    name: '欧阳娜娜',
    phone: '13812348000',
    district: '源汇区',
    secret: '不应当给出的内容甲乙丙',
  },
  {
    number: '2',
    id_number: other,
    name: '李四光',
    phone: '13912348111',
    district: '郾城区',
    secret: '另一段不应当给出的内容',
  },
];
const masked = [
  { field: 'number', mask: 'none' },
  { field: 'id_number', mask: 'none' },
  { field: 'name', mask: 'name' },
  { field: 'phone', mask: 'mobile' },
] as const;
const granted = (changes: Partial<Grant> = {}): Grant =>
  grantOf({
    id: idOf(1),
    fields: [...masked],
    filters: [{ field: 'district', values: ['源汇区'] }],
    ways: ['query', 'verify', 'changes', 'file'],
    ...changes,
  });

async function proofOf(grant: Grant, mutant: Mutant = {}): Promise<GrantProof | undefined> {
  const memory = proofMemory({ grants: [grant], records, mutant });
  await proveGrants(memory.ports, memory.run);
  return memory.world.stored.get(grant.id)?.proof;
}

describe('a grant passes its proof', () => {
  test.each<[string, Partial<Grant>, number]>([
    ['by every way, with a record of each side of its row filter', {}, 2],
    ['whose key is not granted, so that only a subject finds', { fields: [{ field: 'name', mask: 'name' }] }, 2],
    ['that hides everything', { fields: [{ field: 'phone', mask: 'all' }] }, 2],
    ['whose key is masked', { fields: [{ field: 'id_number', mask: 'citizen-id' }] }, 2],
    ['with one field under two masks', { fields: [...masked, { field: 'phone', mask: 'none' }] }, 2],
    ['without row filters, with one record', { filters: [] }, 1],
    ['whose row filter lets no record through', { filters: [{ field: 'district', values: ['召陵区'] }] }, 1],
    ['that names a field which no record has', { fields: [{ field: 'elsewhere', mask: 'none' }] }, 2],
  ])('%s', async (_, changes, asked) => {
    expect(await proofOf(granted(changes))).toEqual({
      at: '2020-12-05T02:00:30.000Z',
      outcome: 'passed',
      records: asked,
    });
  });

  test('of a dataset without records', async () => {
    const memory = proofMemory({ grants: [granted()], records: [] });
    await proveGrants(memory.ports, memory.run);
    expect(memory.world.stored.get(idOf(1))?.proof).toMatchObject({ outcome: 'passed', records: 0 });
  });
});

const ways = ['query', 'changes', 'file'] as const;
const maskAs = (field: string, mask: Mask) => (grant: Grant) => ({
  ...grant,
  fields: grant.fields.map((one) => (one.field === field ? { field, mask } : one)),
});
const unmask = (field: string) => maskAs(field, 'none');

describe('the proof catches', () => {
  const mutants: readonly (readonly [string, string, Mutant])[] = [
    ['a mask that is left off', 'mask-differs', { grant: unmask('phone') }],
    ['a mask that shows more', 'mask-differs', { grant: maskAs('phone', 'address') }],
    ['a mask that shows less', 'mask-differs', { grant: maskAs('phone', 'landline') }],
    ['a mask that hides all', 'mask-differs', { grant: maskAs('phone', 'all') }],
    [
      'a field that is not granted',
      'field-not-granted',
      { grant: (grant) => ({ ...grant, fields: [...grant.fields, { field: 'secret', mask: 'none' }] }) },
    ],
    [
      'a field that is not granted, though masked',
      'field-not-granted',
      { grant: (grant) => ({ ...grant, fields: [...grant.fields, { field: 'secret', mask: 'all' }] }) },
    ],
    ['a row filter that is dropped', 'row-not-granted', { grant: (grant) => ({ ...grant, filters: [] }) }],
    [
      'a row filter that lets nothing through',
      'row-missing',
      { grant: (grant) => ({ ...grant, filters: [{ field: 'district', values: ['召陵区'] }] }) },
    ],
    [
      'a granted field that is left out',
      'field-missing',
      { grant: (grant) => ({ ...grant, fields: grant.fields.filter(({ field }) => field !== 'name') }) },
    ],
  ];
  const cells = ways.flatMap((way) => mutants.map(([what, code, mutant]) => ({ way, what, code, mutant })));
  test.each(cells)('$what, by $way', async ({ way, code, mutant }) => {
    const grant = granted({ ways: [way] });
    const proof = await proofOf(grant, mutant);
    expect(proof).toMatchObject({ outcome: 'failed', fault: { way, code }, suspended: { fault: { way, code } } });
  });

  test.each<[string, string, Mutant]>([
    ['that a masked field may be verified', 'answered-without-right', { grant: unmask('phone') }],
    [
      'that a row is verified which is not granted',
      'row-not-granted',
      { grant: (grant) => ({ ...grant, filters: [] }) },
    ],
    ['that a granted row is not found', 'row-missing', { records: (values) => ({ ...values, district: 'x' }) }],
    ['that another value is confirmed', 'value-differs', { records: (values) => ({ ...values, name: '改' }) }],
  ])('%s', async (_, code, mutant) => {
    const fields = [
      { field: 'id_number', mask: 'citizen-id' },
      { field: 'name', mask: 'none' },
      { field: 'phone', mask: 'mobile' },
    ] as const;
    // The number is granted masked, so that records are found by their subject; the key serves the excluded one.
    const byKey = [...masked];
    const isOfRows = code === 'row-not-granted';
    const grant = granted({ ways: ['verify'], fields: isOfRows ? byKey : [...fields] });
    expect((await proofOf(grant, mutant))?.fault).toEqual({ way: 'verify', code });
  });

  test('a raw value outside of the row', async () => {
    const memory = proofMemory({ grants: [granted({ ways: ['query'] })], records });
    const disputedFields = async () => new Map([[hashOf(`1/${person}`), ['phone', '13812348000']]]);
    const token = (grant: string, text: string) => `${hashOf(`${grant}/${text}`)}-13812348000`;
    for (const use of [
      { ...memory.ports.use, disputedFields },
      { ...memory.ports.use, tokens: { ...memory.ports.use.tokens, token } },
    ]) {
      const proven = await proveGrant(idOf(1), { ...memory.ports, use });
      expect(proven?.fault?.code ?? null).toBe(use.tokens.token === token ? 'raw-value-shown' : null);
    }
  });

  test('answers after a breaking version', async () => {
    const breaking: DatasetVersion = { ...version, version: 2, compatibility: 'breaking' };
    const memory = proofMemory({ grants: [granted()], records });
    memory.world.versions = [version, breaking];
    await proveGrants(memory.ports, memory.run);
    expect(memory.world.stored.get(idOf(1))?.proof?.outcome).toBe('passed');
    memory.world.mutant = { grant: (grant) => ({ ...grant, version: 2 }) };
    memory.world.now = '2020-12-06T02:00:30.000Z';
    await proveGrants(memory.ports, memory.run);
    expect(memory.world.stored.get(idOf(1))?.proof?.fault?.code).toBe('answered-without-right');
  });
});

describe('a proof', () => {
  test('leaves one entry in the audit log, of the centre, and counts nothing for the consumer', async () => {
    const memory = proofMemory({ grants: [granted()], records });
    await proveGrants(memory.ports, memory.run);
    expect(memory.world.entries).toHaveLength(1);
    expect(memory.world.entries[0]).toMatchObject({
      caller: { subject: 'platform', department: 'information-center' },
      operation: 'prove-grant',
      grant: idOf(1),
      provider: 'public-security',
      results: 2,
    });
    expect(JSON.stringify(memory.world.entries)).not.toContain(person);
  });

  test('is made again when something was published meanwhile', async () => {
    const memory = proofMemory({ grants: [granted()], records, mutant: { grant: unmask('phone') } });
    let samples = 0;
    memory.world.step = (name) => {
      if (name !== 'sample') return;
      samples += 1;
      memory.world.publication += samples === 1 ? 0 : 1;
      if (samples > 1) memory.world.mutant = {};
    };
    const before = memory.ports.publicationOf;
    const ports = {
      ...memory.ports,
      publicationOf: async (dataset: string) => (await before(dataset)) + (samples === 1 ? 1 : 0),
    };
    await proveGrants(ports, memory.run);
    expect(memory.world.stored.get(idOf(1))?.proof).toMatchObject({ outcome: 'passed' });
    expect(samples).toBe(2);
  });

  test('waits for a record that the index lacks, and not for one that it shows without right', async () => {
    const lacking = proofMemory({
      grants: [granted()],
      records,
      mutant: { records: (values) => ({ ...values, district: 'x' }) },
    });
    await proveGrants(lacking.ports, lacking.run);
    expect(lacking.world.waits).toEqual([1_000, 5_000]);
    const leaking = proofMemory({ grants: [granted()], records, mutant: { grant: unmask('phone') } });
    await proveGrants(leaking.ports, leaking.run);
    expect(leaking.world.waits).toEqual([]);
  });
});

describe('a grant that fails', () => {
  const failing = () => proofMemory({ grants: [granted()], records, mutant: { grant: unmask('phone') } });

  test('is suspended with an event, an alarm and a task of the centre, once', async () => {
    const memory = failing();
    await proveGrants(memory.ports, memory.run);
    await proveGrants(memory.ports, memory.run);
    expect(memory.world.events.map(({ action, by, to }) => [action, by, to])).toEqual([
      ['suspend', 'platform', 'granted'],
    ]);
    expect(memory.world.suspended).toEqual([idOf(1)]);
    expect(memory.waitingFor(idOf(1))).toBe('centre');
    expect(memory.world.stored.get(idOf(1))?.lockVersion).toBe(8);
  });

  test('is suspended also where somebody else changes its application again and again', async () => {
    const memory = failing();
    let changes = 0;
    memory.world.step = (name, id = '') => {
      const application = memory.world.stored.get(id);
      if (name !== 'save' || application === undefined || changes === 5) return;
      changes += 1;
      memory.world.stored.set(id, { ...application, lockVersion: application.lockVersion + 1 });
    };
    await proveGrants(memory.ports, memory.run);
    expect(memory.grantNow(idOf(1))?.proof?.suspended?.fault).toEqual({ way: 'query', code: 'mask-differs' });
  });

  test('stays suspended when a later proof passes, until the centre resumes it', async () => {
    const memory = failing();
    await proveGrants(memory.ports, memory.run);
    const resume = async (provenAt: string) => {
      const answer = await resumeGrant(
        { caller: people.centre, params: { grant: idOf(1) }, body: { provenAt } },
        memory.ports,
      );
      return isRefused(answer) ? answer.refused : 'resumed';
    };
    expect(await resume('2020-12-05T02:00:30.000Z')).toBe('proof-not-passed');
    memory.world.mutant = {};
    memory.world.now = '2020-12-05T03:00:30.000Z';
    await proveGrants(memory.ports, memory.run);
    expect(memory.grantNow(idOf(1))?.proof).toMatchObject({
      outcome: 'passed',
      suspended: { at: '2020-12-05T02:00:30.000Z' },
    });
    expect(await resume('2020-12-05T02:00:30.000Z')).toBe('changed-meanwhile');
    expect(await resume('2020-12-05T03:00:30.000Z')).toBe('resumed');
    expect(memory.grantNow(idOf(1))?.proof?.suspended).toBeUndefined();
    expect(memory.waitingFor(idOf(1))).toBeNull();
    expect(memory.world.events.map(({ action, by }) => [action, by])).toEqual([
      ['suspend', 'platform'],
      ['resume', 'centre'],
    ]);
    expect(await resume('2020-12-05T03:00:30.000Z')).toBe('grant-not-suspended');
  });
});

describe('a run', () => {
  const many = (count: number) => Array.from({ length: count }, (_, n) => granted({ id: idOf(n + 1) }));
  const proven = ({ world }: ReturnType<typeof proofMemory>) =>
    [...world.stored.values()].filter(({ proof }) => proof !== undefined).length;

  test('stops before its time is over, and the next one goes on', async () => {
    const memory = proofMemory({ grants: many(230), records });
    let saved = 0;
    memory.world.step = (name) => void (saved += name === 'saved' ? 1 : 0);
    const short = { requestId: 'r', remainingMs: () => (saved < 120 ? 900_000 : 1_000) };
    await proveGrants(memory.ports, short);
    expect(proven(memory)).toBeGreaterThanOrEqual(120);
    expect(proven(memory)).toBeLessThan(130);
    await proveGrants(memory.ports, memory.run);
    expect(proven(memory)).toBe(230);
    expect(memory.world.entries).toHaveLength(230);
  });

  test('goes past a grant that cannot be proven, and throws after the rest', async () => {
    const memory = proofMemory({ grants: many(5), records });
    memory.world.step = (name, id) => {
      if (name === 'grant' && id === idOf(4)) throw new Error('the table does not answer');
    };
    await expect(proveGrants(memory.ports, memory.run)).rejects.toThrow('the table does not answer');
    expect(proven(memory)).toBe(4);
    expect(memory.world.suspended).toEqual([]);
  });

  test('that dies between any two steps leaves a suspension that is written whole, with one event', async () => {
    const names: string[] = [];
    const counted = proofMemory({ grants: [granted()], records, mutant: { grant: unmask('phone') } });
    counted.world.step = (name) => void names.push(name);
    await proveGrants(counted.ports, counted.run);
    for (const dies of names.keys()) {
      const memory = proofMemory({ grants: [granted()], records, mutant: { grant: unmask('phone') } });
      let steps = 0;
      memory.world.step = () => {
        steps += 1;
        if (steps === dies + 1) throw new Error('killed');
      };
      await proveGrants(memory.ports, memory.run).catch(() => undefined);
      const isSuspended = memory.grantNow(idOf(1))?.proof?.suspended !== undefined;
      expect(memory.world.events).toHaveLength(isSuspended ? 1 : 0);
      memory.world.step = () => undefined;
      await proveGrants(memory.ports, memory.run);
      expect(memory.grantNow(idOf(1))?.proof?.suspended?.fault.code).toBe('mask-differs');
      expect(memory.world.events).toHaveLength(1);
    }
    expect(names.length).toBeGreaterThan(5);
  });

  const at = (moment: string, changes: Partial<GrantProof> = {}): GrantProof => ({
    at: moment,
    outcome: 'passed',
    records: 1,
    ...changes,
  });
  const fault = { way: 'query', code: 'mask-differs' } as const;
  // The night begins at one o'clock in Shanghai, 17:00 UTC.
  test.each<[string, string, Partial<Grant>, GrantProof | undefined, boolean]>([
    ['a grant that was never proven', '2020-12-05T02:00:00.000Z', {}, undefined, true],
    ['one that was proven this night', '2020-12-05T02:00:00.000Z', {}, at('2020-12-04T17:00:00.000Z'), false],
    ['one that was proven the night before', '2020-12-05T02:00:00.000Z', {}, at('2020-12-04T16:59:59.000Z'), true],
    ['not yet at half past midnight', '2020-12-05T16:30:00.000Z', {}, at('2020-12-04T17:00:00.000Z'), false],
    ['at one', '2020-12-05T17:00:00.000Z', {}, at('2020-12-04T17:00:00.000Z'), true],
    [
      'a suspended one whose proof failed',
      '2020-12-05T02:00:00.000Z',
      {},
      at('2020-12-05T01:00:00.000Z', {
        outcome: 'failed',
        fault,
        suspended: { at: '2020-12-05T01:00:00.000Z', fault },
      }),
      true,
    ],
    [
      'no suspended one whose proof passed',
      '2020-12-05T02:00:00.000Z',
      {},
      at('2020-12-05T01:00:00.000Z', { suspended: { at: '2020-12-05T00:00:00.000Z', fault } }),
      false,
    ],
    ['none that has ended', '2020-12-05T02:00:00.000Z', { until: '2020-12-04' }, undefined, false],
    ['none of certificates', '2020-12-05T02:00:00.000Z', { target: 'certificate-type' }, undefined, false],
    ['none that has not begun', '2020-12-05T02:00:00.000Z', { from: '2020-12-06' }, undefined, false],
  ])('proves %s', (...row) => {
    const [, now, changes, proof, expected] = row;
    expect(isDue({ grant: granted(changes), ...(proof === undefined ? {} : { proof }) }, now)).toBe(expected);
  });
});
