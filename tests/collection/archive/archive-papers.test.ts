import { describe, expect, test } from 'vitest';
import { sha256Hex } from '../../../lib/adapters/object-store/paper-store.ts';
import { judgePaper } from '../../../lib/adapters/papers/judge/judge-paper.ts';
import { archivePaper, beginPaperUpload } from '../../../lib/collection/archive/archive-paper.ts';
import type { ArchivePorts } from '../../../lib/collection/archive/ports.ts';
import { downloadPaper, listPapers } from '../../../lib/collection/archive/read-archive.ts';
import { withdrawPaper } from '../../../lib/collection/archive/withdraw-paper.ts';
import { ArchiveView, maxPaperBytes, PaperTitle, PaperVersion } from '../../../schemas/collection/archive.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { Role } from '../../../schemas/kernel/role.ts';
import type { DataUse } from '../../../schemas/sharing/data-use.ts';
import { png, wordWith } from '../../adapters/papers/sample-papers.ts';
import { caller } from '../../catalogue/builders.ts';
import { archiveMemory, type StoredPapers } from '../memory/archive-memory.ts';
import { fieldOf, versionOf } from '../template/sample-version.ts';
import { confirmedSheet } from '../update-sheets/sample-sheet.ts';
import { paperOf } from './sample-paper.ts';

const version = versionOf([fieldOf('编号', { key: 'number' })]);
const { dataset } = version;
const department = version.content.metadata.provider;
const params = { dataset };
const asked = { query: {}, requestId: 'r' };
const officer = caller('zhao-min', 'provider', department);
const operator = caller('liu-yang', 'operator', 'information-center');
type Ports = ArchivePorts & StoredPapers & { readonly uses: DataUse[] };

function portsOf(change: Partial<ArchivePorts> = {}): Ports {
  let ids = 0;
  const uses: DataUse[] = [];
  return {
    uses,
    ...archiveMemory(),
    now: () => '2020-12-02T01:00:00.000Z',
    publishedVersions: async (id) => (id === dataset ? [version] : []),
    newPaperId: () => `01JD000000000000000000000${(ids += 1)}`,
    judgePaper,
    sha256: sha256Hex,
    links: { read: async () => [] },
    sheetsOf: async () => ({ sheets: undefined, earlier: [] }),
    ...change,
  };
}

const begin = (ports: Ports, size = 9, who = officer) =>
  beginPaperUpload({ ...asked, caller: who, params, body: { size } }, ports);
const archive = (ports: Ports, paper: string, change: object = {}, who = officer) =>
  archivePaper(
    {
      ...asked,
      caller: who,
      params,
      body: { paper, kind: 'minutes', title: '对接会纪要', fileName: '纪要.PNG', ...change },
    },
    ports,
  );
const list = (ports: Ports, who = officer) => listPapers({ caller: who, params }, ports);
const withdraw = (ports: Ports, paper: string, who = officer) =>
  withdrawPaper({ ...asked, caller: who, params: { dataset, paper }, body: { reason: '以新版为准' } }, ports);
const download = (ports: Ports, paper: string, who = officer) =>
  downloadPaper(
    { ...asked, caller: who, params: { dataset, paper } },
    { ...ports, recordUse: async (use) => void ports.uses.push(use) },
  );
const codeOf = (answer: object) => (isRefused(answer) ? answer.refused : 'answered');

/** Uploads as a browser does, and archives. */
async function put(ports: Ports, change: object = {}, bytes: Uint8Array = png()): Promise<PaperVersion> {
  const begun = await begin(ports, bytes.byteLength);
  if (isRefused(begun)) throw new Error(begun.refused);
  ports.objects.set(begun.upload.fields['key'] ?? '', bytes);
  return PaperVersion.parse(await archive(ports, begun.paper, change));
}

const everybody: readonly (readonly [string, Role, string, may: 'read' | 'write' | 'nothing'])[] = [
  ['the department', 'provider', department, 'write'],
  ['the centre', 'operator', 'information-center', 'write'],
  ['the supervising office', 'supervisor', 'reform-office', 'read'],
  ['another department', 'provider', 'another-department', 'nothing'],
];

describe('who reads and who writes', () => {
  test.each(everybody)('%s', async (_, role, of, may) => {
    const ports = portsOf();
    const { id } = await put(ports);
    const who = caller('person', role, of);
    const read = may === 'nothing' ? 'not-your-department' : 'answered';
    const written = may === 'write' ? 'answered' : 'not-your-department';
    expect(codeOf(await list(ports, who))).toBe(read);
    expect(codeOf(await download(ports, id, who))).toBe(read);
    expect(ports.uses).toEqual(
      read === 'answered'
        ? [{ caller: who, requestId: 'r', operation: 'download-paper', dataset, provider: department, results: 1 }]
        : [],
    );
    expect(codeOf(await begin(ports, 9, who))).toBe(written);
    expect(codeOf(await archive(ports, id, {}, who))).toBe(written);
    expect(codeOf(await withdraw(ports, id, who))).toBe(written);
  });

  test('a paper that is not there is refused to others like one that is', async () => {
    const ports = portsOf();
    const other = caller('person', 'provider', 'another-department');
    expect(await download(ports, '01JD0000000000000000000009', other)).toEqual(
      await download(ports, (await put(ports)).id, other),
    );
  });
});

describe('an upload', () => {
  test.each([
    [0, 'paper-empty'],
    [1, 'answered'],
    [maxPaperBytes, 'answered'],
    [maxPaperBytes + 1, 'paper-too-large'],
  ])('of %i bytes', async (size, code) => {
    expect(codeOf(await begin(portsOf(), size))).toBe(code);
  });

  test('has its size and type fixed', async () => {
    expect(await begin(portsOf())).toMatchObject({
      upload: {
        fields: {
          key: `paper-uploads/${dataset}/01JD0000000000000000000001`,
          'Content-Type': 'application/octet-stream',
          size: '9',
        },
        expiresAt: '2020-12-02T01:15:00.000Z',
      },
    });
  });

  test.each<[string, Uint8Array | null, string, string]>([
    ['that has not arrived', null, 'a.png', 'paper-not-uploaded'],
    ['of nothing', Buffer.alloc(0), 'a.png', 'paper-empty'],
    ['larger than announced', Buffer.alloc(maxPaperBytes + 1), 'a.png', 'paper-too-large'],
    ['of a picture that is called a PDF', png(), '接口文档.pdf', 'paper-not-as-named'],
    ['of a picture that is called a program', png(), 'a.exe', 'paper-not-as-named'],
    ['without an extension', png(), '接口文档', 'paper-not-as-named'],
    ['with a macro', wordWith([{ name: 'word/vbaProject.bin', content: 'x' }]), 'a.docx', 'paper-with-macros'],
    ['of a text', Buffer.from('第一条'), 'a.pdf', 'paper-format-not-accepted'],
  ])('%s', async (_, bytes, fileName, code) => {
    const ports = portsOf();
    const paper = '01JD0000000000000000000001';
    if (bytes !== null) ports.objects.set(`paper-uploads/${dataset}/${paper}`, bytes);
    expect(codeOf(await archive(ports, paper, { fileName }))).toBe(code);
    expect([...ports.objects.keys()].filter((key) => key.startsWith('papers/'))).toEqual([]);
    expect(await list(ports)).toMatchObject({ papers: [] });
  });
});

describe('versions', () => {
  test('kind and title name a paper, the newest first', async () => {
    const ports = portsOf();
    await put(ports, { title: '对接会纪要（A）' });
    await put(ports, { title: '对接会纪要（ａ）' });
    await put(ports, { kind: 'receipt' });
    await put(ports, { title: '另一份纪要' });
    const { papers } = ArchiveView.parse(await list(ports));
    expect(papers.map(({ kind, title, number }) => [kind, title, number])).toEqual([
      ['minutes', '另一份纪要', 1],
      ['receipt', '对接会纪要', 1],
      ['minutes', '对接会纪要（ａ）', 2],
      ['minutes', '对接会纪要（A）', 1],
    ]);
  });

  test('a withdrawn version stays, with its reason, and counts', async () => {
    const ports = portsOf();
    const { id } = await put(ports);
    const withdrawn = { by: 'liu-yang', at: '2020-12-02T01:00:00.000Z', reason: '以新版为准' };
    expect(await withdraw(ports, id, operator)).toMatchObject({ id, withdrawn });
    expect(codeOf(await withdraw(ports, id))).toBe('paper-withdrawn');
    expect(codeOf(await download(ports, id))).toBe('answered');
    expect(await put(ports)).toMatchObject({ number: 2 });
    expect(ports.events.map(({ by, action, to, counts }) => [by, action, to, counts])).toEqual([
      ['zhao-min', 'minutes', 'archived', { number: 1 }],
      ['liu-yang', 'minutes', 'withdrawn', { number: 1 }],
      ['zhao-min', 'minutes', 'archived', { number: 2 }],
    ]);
  });

  test('no more than the item holds', async () => {
    const papers = Array.from({ length: 150 }, (_, at) => paperOf({ number: at + 1 }));
    const ports = portsOf({ archiveOf: async () => ({ dataset, lockVersion: 150, papers }) });
    expect(codeOf(await archive(ports, '01JD0000000000000000000009'))).toBe('archive-full');
  });

  test('of an address nothing names the paper, and it is never displayed', async () => {
    const ports = portsOf();
    const answer = await download(ports, (await put(ports)).id);
    expect(answer).toMatchObject({ fileName: '对接会纪要（第1版）.png', expiresAt: '2020-12-02T01:05:00.000Z' });
    if (isRefused(answer)) return;
    expect(decodeURIComponent(answer.url)).not.toContain('对接会');
    expect(decodeURIComponent(answer.url)).toContain('mediaType=image/png');
  });

  test.each(['身份证 411102199001011234', '联系 13903950000'])('a title without personal numbers: %s', (title) => {
    expect(PaperTitle.safeParse(title).success).toBe(false);
  });
});

describe('a worker that dies, and a repeated request', () => {
  const steps = ['readUpload', 'keepPaper', 'saveArchive', 'archiveOf'] as const;

  test.each(steps.flatMap((step) => [[step, 'before'] as const, [step, 'after'] as const]))(
    'at %s, %s it',
    async (step, when) => {
      const ports = portsOf();
      const begun = await begin(ports);
      if (isRefused(begun)) throw new Error(begun.refused);
      ports.objects.set(begun.upload.fields['key'] ?? '', png());
      const dying: Ports = {
        ...ports,
        [step]: async (...given: never[]) => {
          if (when === 'after') await Reflect.apply(ports[step], ports, given);
          throw new Error('the worker died');
        },
      };
      await expect(archive(dying, begun.paper)).rejects.toThrow('the worker died');
      expect(codeOf(await archive(ports, begun.paper))).toBe('answered');
      expect(codeOf(await archive(ports, begun.paper))).toBe('answered');
      expect(ArchiveView.parse(await list(ports)).papers).toHaveLength(1);
      expect(ports.events).toHaveLength(1);
      expect([...ports.objects.keys()].filter((key) => key.startsWith('papers/'))).toHaveLength(1);
    },
  );

  test('two people at once get two numbers', async () => {
    const ports = portsOf();
    const [one, other] = await Promise.all([put(ports), put(ports)]);
    expect(new Set([one.number, other.number])).toEqual(new Set([1, 2]));
  });

  test('what is uploaded after the judgement changes nothing', async () => {
    const ports = portsOf();
    const { id, sha256 } = await put(ports);
    ports.objects.set(`paper-uploads/${dataset}/${id}`, Buffer.from('MZ'));
    expect(await archive(ports, id)).toMatchObject({ sha256 });
    expect(sha256Hex(ports.objects.get(`papers/${dataset}/${id}/${sha256}`) ?? Buffer.alloc(0))).toBe(sha256);
  });
});

test('what the platform makes of a link is listed, and not stored', async () => {
  const link = { dataset, since: '2020-12-01T00:00:00.000Z', firstDelivery: '01JE0000000000000000000001' } as const;
  const receipt = { number: 'YS-1', confirmedBy: 'liu-yang', confirmedAt: '2020-12-02T00:00:00.000Z', records: 7 };
  const ports = portsOf({
    links: {
      read: async () => [
        { ...link, channel: 'database', state: 'linked', receipt },
        { ...link, channel: 'excel', state: 'on-trial' },
      ],
    },
    sheetsOf: async () => ({
      sheets: { dataset, lockVersion: 3, inForce: confirmedSheet({ number: 2 }) },
      earlier: [confirmedSheet({ number: 1 })],
    }),
  });
  const { made } = ArchiveView.parse(await list(ports));
  expect(made.map((paper) => [paper.made, 'number' in paper ? paper.number : paper.version])).toEqual([
    ['update-sheet', 2],
    ['update-sheet', 1],
    ['link-receipt', 'YS-1'],
    ['front-end-table', version.version],
  ]);
});
