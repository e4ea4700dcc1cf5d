import { z } from 'zod';
import { seedCodeLists, seedDatasets } from '../../../infra/seeds/index.ts';
import { syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import { draftVersionRoute, readDatasetRoute, submitDatasetRoute } from '../../../schemas/catalogue/routes.ts';
import type { DatasetVersionView } from '../../../schemas/catalogue/views.ts';
import type { Delivery } from '../../../schemas/collection/delivery.ts';
import { createDeliveryRoute, readDeliveryRoute } from '../../../schemas/collection/routes.ts';
import { draftApplicationRoute } from '../../../schemas/sharing/application-routes.ts';
import { workbookWith } from '../../running/workbook-with.ts';

const Tokens = z.object({ access_token: z.string() });

/** What departments do by program before a page shows it; the local system's clients have `<id>-secret`. */
export async function asAccount(url: string, client: string) {
  const answer = await fetch(`${url}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client}:${client}-secret`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'api' }),
  });
  const token = Tokens.parse(await answer.json()).access_token;

  const send = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return await response.json();
  };

  return {
    /** Drafts a new version of a published dataset and submits it. */
    submitVersion: async (
      dataset: string,
      change: (content: DatasetContent) => DatasetContent,
    ): Promise<DatasetVersionView> => {
      const { content } = readDatasetRoute.answer.body.parse(await send('GET', `/datasets/${dataset}`));
      const draft = draftVersionRoute.answer.body.parse(
        await send('POST', `/datasets/${dataset}/drafts`, { content: change(content) }),
      );
      return submitDatasetRoute.answer.body.parse(
        await send('POST', `/datasets/${dataset}/versions/${draft.version}/submit`, { lockVersion: draft.lockVersion }),
      );
    },

    /** Submits an application for one field, which waits for a person of the same department; returns its id. */
    applyFor: async (dataset: string, field: string): Promise<string> => {
      const content = {
        purpose: '办理登记时核对名称。',
        legalBasis: '《中华人民共和国户口登记条例》第二十条',
        matter: '户口登记',
        fields: [field],
        filters: [],
        ways: ['query'],
        callsPerDay: 10,
        until: `${new Date().getFullYear() + 1}-06-30`,
      };
      const draft = draftApplicationRoute.answer.body.parse(await send('POST', '/applications', { dataset, content }));
      const { id, lockVersion } = draft;
      await send('POST', `/applications/${id}/steps`, { step: { action: 'submit' }, lockVersion });
      return id;
    },

    /** Announces deliveries whose files never come. */
    announceDeliveries: async (dataset: string, count: number): Promise<readonly string[]> => {
      const ids: string[] = [];
      const announce = async (): Promise<void> => {
        while (ids.length < count) {
          const position = ids.push('') - 1;
          const { delivery } = createDeliveryRoute.answer.body.parse(
            await send('POST', `/datasets/${dataset}/deliveries`, { mode: 'full', fileName: '报送.xlsx', size: 1000 }),
          );
          ids[position] = delivery.id;
        }
      };
      await Promise.all([announce(), announce(), announce()]);
      return ids;
    },

    /** Delivers so many synthetic rows as a full delivery, and waits for its end. */
    deliver: async (dataset: string, count: number): Promise<Delivery> => {
      const content = seedDatasets().find((seed) => seed.dataset === dataset)?.content;
      if (content === undefined) throw new Error(`no dataset ${dataset}`);
      const rows = syntheticRows(content, seedCodeLists(), { seed: 7, count, today: '2020-12-01' });
      const bytes = await workbookWith(content, rows);
      const { delivery, upload } = createDeliveryRoute.answer.body.parse(
        await send('POST', `/datasets/${dataset}/deliveries`, {
          mode: 'full',
          fileName: '报送.xlsx',
          size: bytes.length,
        }),
      );
      const form = new FormData();
      for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
      form.append('file', new Blob([bytes]));
      const stored = await fetch(upload.url, { method: 'POST', body: form });
      if (!stored.ok) throw new Error(`the upload answered ${stored.status}`);
      for (;;) {
        const now = readDeliveryRoute.answer.body.parse(await send('GET', `/deliveries/${delivery.id}`));
        if (['published', 'returned', 'awaiting-approval', 'failed'].includes(now.status)) return now;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    },
  };
}
