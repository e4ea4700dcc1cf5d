import { ApiRefused } from '../../../../lib/adapters/api/api-errors.ts';
import {
  draftDatasetRoute,
  draftVersionRoute,
  returnDatasetRoute,
  submitDatasetRoute,
} from '../../../../schemas/catalogue/routes.ts';
import { type City, contentOf } from './city.ts';

/** A field gets a hint, and the version waits for the centre. */
export async function submitVersion(city: City): Promise<void> {
  const { api } = city.department('health-commission');
  const params = { dataset: 'birth-permits' };
  const { metadata, ...content } = contentOf(params.dataset);
  const changed = { ...content, metadata: { ...metadata, summary: `${metadata.summary}自2020年12月起含电子登记。` } };
  await unlessDrafted(async () => {
    const { version, lockVersion } = await api.call(draftVersionRoute, { params, body: { content: changed } });
    await api.call(submitDatasetRoute, {
      params: { ...params, version },
      body: { lockVersion, reason: '电子登记上线，说明相应补充。' },
    });
  });
}

/** Drafts and returns a dataset that the notice does not list: a listed one is in the catalogue already. */
export async function returnNewDataset(city: City): Promise<void> {
  const { api } = city.department('education');
  const { metadata, ...content } = contentOf('fire-acceptances');
  await unlessDrafted(async () => {
    const drafted = await api.call(draftDatasetRoute, {
      body: {
        dataset: 'school-fire-acceptances',
        classificationCode: '306045',
        content: {
          ...content,
          metadata: { ...metadata, name: '学校消防验收信息', aliases: [], provider: 'education' },
        },
      },
    });
    const params = { dataset: drafted.dataset, version: drafted.version };
    const submitted = await api.call(submitDatasetRoute, { params, body: { lockVersion: drafted.lockVersion } });
    await city.centre.api.call(returnDatasetRoute, {
      params,
      body: {
        lockVersion: submitted.lockVersion,
        reason: '与市公安消防支队的“消防验收”重复，请只保留学校名称和编号，其余信息引用该资源。',
      },
    });
  });
}

/** A run that was interrupted has drafted it. */
async function unlessDrafted(draft: () => Promise<void>): Promise<void> {
  try {
    await draft();
  } catch (error) {
    const isThere = error instanceof ApiRefused && ['draft-exists', 'dataset-exists'].includes(error.problem.code);
    if (!isThere) throw error;
  }
}
