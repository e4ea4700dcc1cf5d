import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { judgePaper } from '../../../lib/adapters/papers/judge/judge-paper.ts';
import * as attachments from '../../../lib/sharing/applications/attachments.ts';
import type { AttachmentPorts } from '../../../lib/sharing/applications/attachments.ts';
import { http } from '../../../lib/wiring/http.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { Problem } from '../../../schemas/kernel/problem.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import { Role } from '../../../schemas/kernel/role.ts';
import * as routes from '../../../schemas/sharing/attachment-routes.ts';
import { maxAttachmentBytes, maxAttachments } from '../../../schemas/sharing/attachment.ts';
import type { DataUse } from '../../../schemas/sharing/data-use.ts';
import { png } from '../../adapters/papers/sample-papers.ts';
import { httpEvent, invoke, testEdge } from '../../api/invoke.ts';
import { accepted, contentOf, openApplications, people, type Person, publishedAs, stepOf } from './fixture.ts';

const picture = Uint8Array.from(png());
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const idOf = (n: number): string => `01JE${`${n}`.padStart(22, '0')}`;

/** Applications with a store of files; `dieAfter` is the call after which a request dies. */
function openFixture() {
  const applications = openApplications(publishedAs(2));
  const objects = new Map<string, Uint8Array>();
  const uses: DataUse[] = [];
  const state = { ids: 0, dieAfter: '' };
  const died = (call: string): void => {
    if (state.dieAfter === call) throw new Error(`died after ${call}`);
  };
  const ports: AttachmentPorts = {
    ...applications.ports,
    saveApplication: async (application, change) => {
      const saved = await applications.ports.saveApplication(application, change);
      died('save');
      return saved;
    },
    presignUpload: async ({ key, size }) => ({ url: 'https://store.invalid/', fields: { key, size: `${size}` } }),
    readUpload: async (key) => objects.get(key) ?? null,
    keepPaper: async ({ key, bytes }) => {
      objects.set(key, bytes);
      died('keep');
    },
    presignDownload: async ({ key, fileName, seconds }) => `https://store.invalid/${key}?as=${fileName}&for=${seconds}`,
    judgePaper,
    sha256,
    newAttachmentId: () => idOf((state.ids += 1)),
    recordUse: async (use) => {
      uses.push(use);
    },
  };
  const upload = async (id: string, bytes: Uint8Array, by: Person = 'writer') => {
    const begun = await attachments.beginAttachmentUpload(
      { caller: people[by], params: { application: id }, body: { size: bytes.byteLength } },
      ports,
    );
    if ('attachment' in begun) objects.set(begun.upload.fields['key'] ?? '', bytes);
    return begun;
  };
  const attach = async (id: string, attachment: string, fileName = '佐证.png', by: Person = 'writer') =>
    await attachments.attachFile(
      { caller: people[by], params: { application: id }, body: { attachment, fileName } },
      ports,
    );
  const add = async (id: string, fileName?: string, bytes = picture) => {
    const begun = await upload(id, bytes);
    return 'attachment' in begun ? await attach(id, begun.attachment, fileName) : begun;
  };
  const remove = async (id: string, attachment: string, by: Person = 'writer') =>
    await attachments.removeAttachment({ caller: people[by], params: { application: id, attachment } }, ports);
  const download = async (id: string, attachment: string, by: Person = 'writer') =>
    await attachments.downloadAttachment(
      { caller: people[by], params: { application: id, attachment }, requestId: 'r' },
      ports,
    );
  return { ...applications, ports, objects, uses, state, upload, attach, add, remove, download };
}

describe('a file is attached to a draft', () => {
  test('by what it is: format, size and hash; whoever attached it has written the application', async () => {
    const { draft, upload, attach, stored, objects } = openFixture();
    const { id } = accepted(await draft());
    const begun = await upload(id, picture, 'head');
    expect(begun).toMatchObject({ attachment: idOf(1) });
    const view = accepted(await attach(id, idOf(1), '张三的佐证.png', 'head'));
    expect(view.attachments).toMatchObject([
      {
        id: idOf(1),
        name: '张三的佐证',
        format: 'png',
        size: picture.byteLength,
        sha256: sha256(picture),
        addedBy: 'head',
      },
    ]);
    expect(stored.get(id)?.writtenBy).toEqual(['writer', 'head']);
    expect([...objects.keys()]).toEqual([
      `paper-uploads/_applications/${id}/${idOf(1)}`,
      `attachments/${id}/${idOf(1)}/${sha256(picture)}`,
    ]);
  });

  test('once, however often it is repeated, and after a death between any two steps', async () => {
    for (const dieAfter of ['keep', 'save']) {
      const fixture = openFixture();
      const { id } = accepted(await fixture.draft());
      await fixture.upload(id, picture);
      fixture.state.dieAfter = dieAfter;
      await expect(fixture.attach(id, idOf(1))).rejects.toThrow('died');
      fixture.state.dieAfter = '';
      await fixture.attach(id, idOf(1));
      const view = accepted(await fixture.attach(id, idOf(1)));
      expect(view.attachments?.map((one) => one.id)).toEqual([idOf(1)]);
    }
  });

  test('another one that is attached at the same time stays', async () => {
    const fixture = openFixture();
    const { id } = accepted(await fixture.draft());
    await Promise.all([fixture.upload(id, picture), fixture.upload(id, picture)]);
    await Promise.all([fixture.attach(id, idOf(1)), fixture.attach(id, idOf(2))]);
    expect(
      fixture.stored
        .get(id)
        ?.attachments?.map((one) => one.id)
        .toSorted(),
    ).toEqual([idOf(1), idOf(2)]);
  });

  const text = new TextEncoder().encode('plain text');
  test.each<[string, Uint8Array<ArrayBuffer>, string, string]>([
    ['an empty one', new Uint8Array(), 'a.png', 'paper-empty'],
    ['a larger one', new Uint8Array(maxAttachmentBytes + 1), 'a.png', 'paper-too-large'],
    ['text with the name of a picture', text, 'a.png', 'paper-format-not-accepted'],
    ['a damaged picture', picture.slice(0, 20), 'a.png', 'paper-damaged'],
    ['a picture with the name of a document', picture, 'a.pdf', 'paper-not-as-named'],
    ['a picture without an extension', picture, 'png', 'paper-not-as-named'],
  ])('refuses %s', async (_what, bytes, fileName, refusal) => {
    const { draft, add, stored } = openFixture();
    const { id } = accepted(await draft());
    expect(await add(id, fileName, bytes)).toMatchObject({ refused: refusal });
    expect(stored.get(id)?.attachments).toBeUndefined();
  });

  test('refuses the old Office formats, which papers of the archive may have', async () => {
    const fixture = openFixture();
    const { id } = accepted(await fixture.draft());
    await fixture.upload(id, picture);
    const ports: AttachmentPorts = { ...fixture.ports, judgePaper: async () => ({ format: 'doc' }) };
    const body = { attachment: idOf(1), fileName: 'a.doc' };
    const answer = await attachments.attachFile({ caller: people.writer, params: { application: id }, body }, ports);
    expect(answer).toMatchObject({ refused: 'attachment-format-not-accepted' });
  });

  test('refuses one more than there may be, and what was never uploaded', async () => {
    const { draft, add, upload, attach } = openFixture();
    const { id } = accepted(await draft());
    for (let n = 0; n < maxAttachments; n += 1) accepted(answerOf(await add(id)));
    expect(await upload(id, picture)).toMatchObject({ refused: 'attachments-full' });
    expect(await attach(id, idOf(99))).toMatchObject({ refused: 'attachments-full' });
    const other = accepted(await draft());
    expect(await attach(other.id, idOf(1))).toMatchObject({ refused: 'paper-not-uploaded' });
  });

  test('a name with a number of a person is refused, and no key or address has a name', async () => {
    const parse = (fileName: string) =>
      routes.attachFileRoute.body?.safeParse({ attachment: idOf(1), fileName }).success;
    expect([parse('佐证.png'), parse('13800138000.png'), parse('a/b\u0000.png')]).toEqual([true, false, false]);
    const { draft, add, download, objects } = openFixture();
    const { id } = accepted(await draft());
    await add(id, '李四的材料.png');
    const got = await download(id, idOf(1));
    expect(got).toMatchObject({ fileName: '李四的材料.png' });
    expect(JSON.stringify([[...objects.keys()], 'url' in got ? got.url : ''])).not.toContain('李四');
  });
});

const answerOf = (answer: Awaited<ReturnType<ReturnType<typeof openFixture>['add']>>) => {
  if ('upload' in answer) throw new Error('not attached');
  return answer;
};

describe('while it is a draft or has to be completed, and no longer', () => {
  const steps = [
    ['writer', 'submit'],
    ['head', 'approve'],
    ['centre', 'pass'],
  ] as const;

  test('removed and added; fixed afterwards; the grant names the hashes', async () => {
    const { draft, add, remove, take, upload } = openFixture();
    const { id } = accepted(await draft());
    await add(id);
    await add(id, '依据.png');
    expect(accepted(await remove(id, idOf(1))).attachments?.map(({ name }) => name)).toEqual(['依据']);
    expect(accepted(await remove(id, idOf(1))).attachments).toHaveLength(1);
    for (const [by, action] of steps) accepted(await take(id, by, stepOf(action, contentOf().fields)));
    expect(await remove(id, idOf(2))).toMatchObject({ refused: 'not-editable' });
    expect(await upload(id, picture)).toMatchObject({ refused: 'not-editable' });
    accepted(await take(id, 'provider', stepOf('ask-completion', [])));
    await add(id, '补充.png');
    accepted(await take(id, 'writer', stepOf('complete', [])));
    const granted = accepted(await take(id, 'provider', stepOf('decide', contentOf().fields)));
    expect(granted.grant?.attachments).toEqual([sha256(picture), sha256(picture)]);
  });

  test('an attachment that is added between reading and submitting is not lost', async () => {
    const { draft, add, take, stored } = openFixture();
    const { id, lockVersion } = accepted(await draft());
    await add(id);
    const before = stored.get(id);
    expect(before?.lockVersion).toBe(lockVersion + 1);
    accepted(await take(id, 'writer', { action: 'submit' }));
    expect(stored.get(id)?.attachments).toHaveLength(1);
  });
});

test('a download leaves an entry that names no provider, and its address is short', async () => {
  const { draft, add, download, uses } = openFixture();
  const { id } = accepted(await draft());
  await add(id);
  expect(await download(id, idOf(1), 'centre')).toMatchObject({
    url: `https://store.invalid/attachments/${id}/${idOf(1)}/${sha256(picture)}?as=attachment-${idOf(1)}.png&for=60`,
    expiresAt: '2026-09-28T02:01:00.000Z',
  });
  expect(uses).toEqual([{ caller: people.centre, requestId: 'r', operation: 'download-attachment', results: 1 }]);
  expect(await download(id, idOf(7))).toMatchObject({ refused: 'attachment-not-found' });
});

const departments = ['human-resources', 'civil-affairs', 'public-security', 'information-center'] as const;

/** The state of the application, and whether the provider knows of it. */
const situations = {
  draft: { steps: [], known: false, open: true },
  'awaiting approval': { steps: [['writer', 'submit']], known: false, open: false },
  'awaiting a decision': {
    steps: [
      ['writer', 'submit'],
      ['head', 'approve'],
      ['centre', 'pass'],
    ],
    known: true,
    open: false,
  },
} as const;

test.each(['draft', 'awaiting approval', 'awaiting a decision'] as const)(
  'each role at each route: %s',
  async (name) => {
    const { steps, known, open } = situations[name];
    for (const role of Role.options)
      for (const department of departments) {
        const fixture = openFixture();
        const { id } = accepted(await fixture.draft());
        await fixture.add(id);
        await fixture.upload(id, picture);
        for (const [by, action] of steps) accepted(await fixture.take(id, by, stepOf(action, contentOf().fields)));
        const caller: Caller = { subject: 'someone', kind: 'person', name: '测试人员', department, roles: [role] };
        const isApplicant = department === 'human-resources';
        const knows =
          isApplicant || role === 'operator' || (known && role === 'provider' && department === 'civil-affairs');
        const code = async (answer: Promise<object>) => {
          const got = await answer;
          return isRefused(got) ? got.refused : 'answered';
        };
        const params = { application: id };
        const { ports } = fixture;
        const codes = [
          await code(
            attachments.downloadAttachment(
              { caller, params: { ...params, attachment: idOf(1) }, requestId: 'r' },
              ports,
            ),
          ),
          await code(attachments.beginAttachmentUpload({ caller, params, body: { size: 9 } }, ports)),
          await code(
            attachments.attachFile({ caller, params, body: { attachment: idOf(2), fileName: 'a.png' } }, ports),
          ),
          await code(attachments.removeAttachment({ caller, params: { ...params, attachment: idOf(1) } }, ports)),
        ];
        const edits = isApplicant && open ? 'answered' : 'not-editable';
        const expected = knows ? ['answered', edits, edits, edits] : codes.map(() => 'application-not-found');
        expect([role, department, ...codes]).toEqual([role, department, ...expected]);
      }
  },
);

test('the answers of the routes parse, and a stranger learns nothing over http', async () => {
  const { draft, add, ports } = openFixture();
  const { id } = accepted(await draft());
  await add(id);
  const route = routes.downloadAttachmentRoute;
  const handler = http(route, () => ports, attachments.downloadAttachment, testEdge());
  const ask = async (caller: Caller, attachment: string) =>
    await invoke(handler, httpEvent(route, { caller, params: { application: id, attachment } }));
  expect((await ask(people.writer, idOf(1))).statusCode).toBe(200);
  const refusals = [await ask(people.stranger, idOf(1)), await ask(people.stranger, idOf(9))];
  expect(refusals.map(({ statusCode }) => statusCode)).toEqual([404, 404]);
  expect(refusals.map(({ json }) => Problem.parse(json).code)).toEqual([
    'application-not-found',
    'application-not-found',
  ]);
});
