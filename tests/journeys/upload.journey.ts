import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { z } from 'zod';
import { page as pageSchema } from '../../infra/local/gateway/html.ts';
import { seedCodeLists, seedDatasets } from '../../infra/seeds/index.ts';
import { syntheticRows } from '../../lib/kernel/synthetic/synthetic-rows.ts';
import type { Delivery } from '../../schemas/collection/delivery.ts';
import {
  createDeliveryRoute,
  downloadAnnotatedRoute,
  listFindingsRoute,
  readDeliveryRoute,
} from '../../schemas/collection/routes.ts';
import { escapeMarkup } from '../../schemas/kernel/escape-markup.ts';
import { workbookWith } from '../running/workbook-with.ts';
import { openBrowser, picture } from './browser.ts';
import { chromium } from './chromium.ts';
import { signIn } from './sign-in.ts';

const url = inject('url');
const dataset = 'resident-id-cards';
type Created = z.output<typeof createDeliveryRoute.answer.body>;

describe.skipIf(chromium === null)('handing in by a form (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let folder: string;
  let page: Page;
  let faults: readonly string[];
  let token: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guiji-journey-'));
    browser = await openBrowser();
    ({ page, faults } = await browser.visit());
    token = await signIn(page, url, '王芳');
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("faults come back in the officer's own workbook, and the repaired one is published", async () => {
    const content = seedDatasets().find((one) => one.dataset === dataset)?.content;
    if (content === undefined) throw new Error(`no dataset ${dataset}`);
    const rows = [...syntheticRows(content, seedCodeLists(), { seed: 7, count: 30, today: '2020-12-01' })];

    const first = await handIn(
      await fileOf(
        '第一次.xlsx',
        await workbookWith(
          content,
          rows.map((row, at) => (at === 4 ? { ...row, sex: '雄' } : row)),
        ),
      ),
    );
    expect(await settled(first)).toMatchObject({ status: 'published', rowCounts: { read: 30, new: 29, rejected: 1 } });
    const { items } = listFindingsRoute.answer.body.parse(await asked(`/api/v1/deliveries/${first.id}/findings`));
    expect(items.map(({ row, label, code }) => [row, label, code])).toEqual([[6, '性别', 'code-unknown']]);

    const { url: address, fileName } = downloadAnnotatedRoute.answer.body.parse(
      await asked(`/api/v1/deliveries/${first.id}/annotated`),
    );
    const [marked] = await Promise.all([
      page.waitForEvent('download'),
      page.evaluate<void>(`location.href = ${JSON.stringify(address)}`),
    ]);
    // The officer's own file name may name a person: it is in no address.
    expect([fileName, marked.suggestedFilename()]).toEqual([
      '第一次（批注）.xlsx',
      expect.stringMatching(/^resident-id-cards-\w+（批注）\.xlsx$/),
    ]);
    expect((await readFile(await marked.path())).subarray(0, 2).toString()).toBe('PK');

    const second = await handIn(await fileOf('第二次.xlsx', await workbookWith(content, rows)));
    expect(await settled(second)).toMatchObject({
      status: 'published',
      rowCounts: { read: 30, new: 1, unchanged: 29, rejected: 0 },
    });
    expect(faults).toEqual([]);
  });

  test('an upload address takes one file: the second is refused', async () => {
    const file = await fileOf('两次.xlsx', new TextEncoder().encode('not yet a workbook'));
    const created = await create(file);
    expect(await send(created, file.path)).toBe(204);
    expect(await send(created, file.path)).toBe(412);
    await picture(page, 'second-upload');
  });

  test('a file of another size is refused', async () => {
    const file = await fileOf('小.xlsx', new Uint8Array(20));
    const created = await create(file);
    const longer = await fileOf('大.xlsx', new Uint8Array(21));
    expect(await send(created, longer.path)).toBe(400);
  });

  type Chosen = { readonly name: string; readonly path: string; readonly size: number };
  async function fileOf(name: string, bytes: Uint8Array): Promise<Chosen> {
    await writeFile(join(folder, name), bytes);
    return { name, path: join(folder, name), size: bytes.length };
  }

  async function handIn(file: Chosen): Promise<Delivery> {
    const created = await create(file);
    expect(await send(created, file.path)).toBe(204);
    return created.delivery;
  }

  async function create({ name, size }: Chosen): Promise<Created> {
    return createDeliveryRoute.answer.body.parse(
      await asked(`/api/v1/datasets/${dataset}/deliveries`, { mode: 'full', fileName: name, size }),
    );
  }

  /** Submits a plain form on a page of the same origin, and returns the status. */
  async function send({ upload }: Created, path: string): Promise<number> {
    const hidden = Object.entries(upload.fields).map(
      ([name, value]) => `<input type="hidden" name="${escapeMarkup(name)}" value="${escapeMarkup(value)}">`,
    );
    await page.goto(`${url}/start`);
    await page.setContent(
      pageSchema(
        '上传',
        `<form method="post" enctype="multipart/form-data" action="${escapeMarkup(upload.url)}">${hidden.join('')}<input type="file" name="file"><button>上传</button></form>`,
      ),
    );
    await page.setInputFiles('input[type=file]', path);
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'POST'),
      page.getByRole('button', { name: '上传' }).click(),
    ]);
    return answer.status();
  }

  async function asked(path: string, body?: unknown): Promise<unknown> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(
      `${url}${path}`,
      body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) },
    );
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  }

  async function settled({ id }: Delivery): Promise<Delivery> {
    for (;;) {
      const now = readDeliveryRoute.answer.body.parse(await asked(`/api/v1/deliveries/${id}`));
      if (['published', 'returned', 'awaiting-approval', 'failed'].includes(now.status) && now.annotated !== 'pending')
        return now;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
});
