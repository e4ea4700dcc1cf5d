import { describe, expect, test } from 'vitest';
import { trialEvent } from '../../../lib/collection/deliveries/link-events.ts';
import { confirmUpdateSheet, returnUpdateSheet } from '../../../lib/collection/update-sheets/decide-update-sheet.ts';
import type { UpdateSheetPorts } from '../../../lib/collection/update-sheets/ports.ts';
import { readUpdateSheet } from '../../../lib/collection/update-sheets/read-update-sheet.ts';
import { signUpdateSheet } from '../../../lib/collection/update-sheets/sign-update-sheet.ts';
import { UpdateSheetView } from '../../../schemas/collection/update-sheet.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { Role } from '../../../schemas/kernel/role.ts';
import { caller } from '../../catalogue/builders.ts';
import { linkMemory } from '../memory/link-memory.ts';
import { updateSheetMemory } from '../memory/update-sheet-memory.ts';
import { fieldOf, versionOf } from '../template/sample-version.ts';
import { contact, inCharge, otherContact, peopleOf } from './sample-sheet.ts';

const version = versionOf([fieldOf('编号', { key: 'number' })]);
const { dataset } = version;
const department = version.content.metadata.provider;
const params = { dataset };
const officer = caller('zhao-min', 'provider', department);
const operator = caller('liu-yang', 'operator', 'information-center');
const asked = { query: {}, requestId: 'r' };
const body = { lockVersion: 0, channel: 'excel', start: '2020-12-01', peopleVersion: 3, contact: 1 } as const;

async function portsOf(change: Partial<UpdateSheetPorts> = {}): Promise<UpdateSheetPorts> {
  const links = linkMemory();
  const trial = {
    dataset,
    channel: 'excel',
    state: 'on-trial',
    since: '2020-11-30T17:00:00.000Z',
    firstDelivery: '01JE0000000000000000000001',
  } as const;
  await links.beginTrial(trial, trialEvent(trial, department));
  let receipts = 0;
  return {
    ...updateSheetMemory(),
    links,
    publishedVersions: async (id) => (id === dataset ? [version] : []),
    people: async (id) => (id === department ? peopleOf(department) : undefined),
    personBehind: async (subject) => (subject.endsWith('-system') ? null : subject),
    now: () => '2020-12-02T01:00:00.000Z',
    newSheetReceipt: () => `GX-${(receipts += 1)}`,
    ...change,
  };
}

const sign = (ports: UpdateSheetPorts, change: object = {}, who = officer) =>
  signUpdateSheet({ ...asked, caller: who, params, body: { ...body, ...change } }, ports);
const confirm = (ports: UpdateSheetPorts, lockVersion: number, who = operator) =>
  confirmUpdateSheet({ ...asked, caller: who, params, body: { lockVersion } }, ports);
const giveBack = (ports: UpdateSheetPorts, lockVersion: number) =>
  returnUpdateSheet({ ...asked, caller: operator, params, body: { lockVersion, reason: '起始日期不对' } }, ports);
const read = (ports: UpdateSheetPorts, who = officer) => readUpdateSheet({ caller: who, params }, ports);
const codeOf = (answer: object) => (isRefused(answer) ? answer.refused : 'answered');

describe('who sees a sheet', () => {
  test.each<[string, Role, string, string]>([
    ['its department', 'provider', department, 'answered'],
    ['the centre', 'operator', 'information-center', 'answered'],
    ['the supervising office', 'supervisor', 'reform-office', 'answered'],
    ['no other department', 'provider', 'another-department', 'not-your-department'],
  ])('%s', async (_, role, of, code) => {
    expect(codeOf(await read(await portsOf(), caller('person', role, of)))).toBe(code);
  });
});

describe('a department signs', () => {
  test('what the catalogue, its links and its people say', async () => {
    const ports = await portsOf();
    expect(UpdateSheetView.parse(await read(ports))).toEqual({
      dataset,
      lockVersion: 0,
      state: 'to-sign',
      changes: [],
      proposal: {
        version: version.version,
        name: version.content.metadata.name,
        department,
        cycle: version.content.metadata.updateCycle,
        channels: ['excel'],
        from: '2020-12-01',
        until: '2021-03-04',
        people: { inCharge, contacts: [otherContact, contact], lockVersion: 3 },
      },
      earlier: [],
    });
    expect(await sign(ports)).toMatchObject({
      lockVersion: 1,
      state: 'waiting',
      open: {
        number: 1,
        channel: 'excel',
        cycle: version.content.metadata.updateCycle,
        start: '2020-12-01',
        inCharge,
        contact,
        signed: { by: 'zhao-min', at: '2020-12-02T01:00:00.000Z' },
      },
    });
  });

  test.each<[string, Partial<UpdateSheetPorts>, object, string]>([
    ['nothing of an unknown dataset', { publishedVersions: async () => [] }, {}, 'dataset-not-found'],
    ['nothing before data has arrived', { links: linkMemory() }, {}, 'nothing-linked'],
    ['no channel by which nothing arrived', {}, { channel: 'database' }, 'channel-not-linked'],
    ['no start before the first delivery', {}, { start: '2020-11-30' }, 'start-not-possible'],
    ['the last possible start', {}, { start: '2021-03-04' }, 'answered'],
    ['no start after it', {}, { start: '2021-03-05' }, 'start-not-possible'],
    ['nothing without people', { people: async () => undefined }, {}, 'no-contacts'],
    ['no contact who is not in the list', {}, { contact: 2 }, 'no-contacts'],
    ['nothing when its people have changed meanwhile', {}, { peopleVersion: 2 }, 'changed-meanwhile'],
    ['nothing when the sheets have changed meanwhile', {}, { lockVersion: 1 }, 'changed-meanwhile'],
    ['nothing when somebody else was faster', { saveSheets: async () => false }, {}, 'changed-meanwhile'],
  ])('%s', async (_, change, given, code) => {
    expect(codeOf(await sign(await portsOf(change), given))).toBe(code);
  });

  test('only for its own dataset', async () => {
    const ports = await portsOf();
    const other = caller('other', 'provider', 'another-department');
    expect(codeOf(await sign(ports, {}, other))).toBe('not-your-department');
  });
});

describe('the centre decides', () => {
  test('a confirmed sheet is in force with a receipt', async () => {
    const ports = await portsOf();
    await sign(ports);
    const answer = UpdateSheetView.parse(await confirm(ports, 1));
    expect(answer).toMatchObject({
      state: 'in-force',
      lockVersion: 2,
      inForce: { number: 1, receipt: 'GX-1', confirmed: { by: 'liu-yang' }, signed: { by: 'zhao-min' } },
      earlier: [],
    });
    expect(answer.open).toBeUndefined();
    expect(await read(ports)).toEqual(answer);
  });

  test('a returned sheet keeps its reason until it is signed again', async () => {
    const ports = await portsOf();
    await sign(ports);
    expect(await giveBack(ports, 1)).toMatchObject({
      state: 'returned',
      open: { returned: { reason: '起始日期不对' } },
    });
    expect(codeOf(await giveBack(ports, 2))).toBe('sheet-not-waiting');
    expect(codeOf(await confirm(ports, 2))).toBe('sheet-not-waiting');
    const again = UpdateSheetView.parse(await sign(ports, { lockVersion: 2, start: '2020-12-02' }));
    expect(again).toMatchObject({ state: 'waiting', open: { number: 1, start: '2020-12-02' } });
    expect(again.open?.returned).toBeUndefined();
  });

  test('a new sheet replaces the one in force, which stays in the list', async () => {
    const ports = await portsOf();
    await sign(ports);
    await confirm(ports, 1);
    const renewed = await sign(ports, { lockVersion: 2, contact: 0 });
    expect(renewed).toMatchObject({ state: 'waiting', open: { number: 2 }, inForce: { number: 1 }, earlier: [] });
    const answer = UpdateSheetView.parse(await confirm(ports, 3));
    expect(answer).toMatchObject({
      inForce: { number: 2, receipt: 'GX-2', contact: otherContact },
      earlier: [{ number: 1, receipt: 'GX-1', contact }],
    });
    expect(await read(ports)).toEqual(answer);
  });

  test('a failure before the last write leaves one sheet in force, and the decision can be repeated', async () => {
    const ports = await portsOf();
    await sign(ports);
    await confirm(ports, 1);
    await sign(ports, { lockVersion: 2 });
    const broken = { ...ports, saveSheets: () => Promise.reject(new Error('killed')) };
    await expect(confirm(broken, 3)).rejects.toThrow('killed');
    expect(await read(ports)).toMatchObject({ state: 'waiting', inForce: { number: 1 }, earlier: [] });
    expect(await confirm(ports, 3)).toMatchObject({ inForce: { number: 2 }, earlier: [{ number: 1 }] });
  });

  test('nobody confirms before the department', async () => {
    expect(codeOf(await confirm(await portsOf(), 0))).toBe('sheet-not-waiting');
  });

  test.each([
    ['nobody confirms what has changed meanwhile', 2, operator, 'changed-meanwhile'],
    ['nobody signs for both sides', 1, { ...operator, subject: 'zhao-min' }, 'one-person-for-both-sides'],
    ['no system confirms', 1, { ...operator, subject: 'centre-system' }, 'approver-not-a-person'],
  ])('%s', async (_, lockVersion, who, code) => {
    const ports = await portsOf();
    await sign(ports);
    expect(codeOf(await confirm(ports, lockVersion, who))).toBe(code);
  });
});
