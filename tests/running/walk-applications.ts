import { listTasksRoute } from '../../schemas/departments/routes.ts';
import * as applications from '../../schemas/sharing/application-routes.ts';
import type { ApplicationStep } from '../../schemas/sharing/application.ts';
import * as attachments from '../../schemas/sharing/attachment-routes.ts';
import * as notices from '../../schemas/sharing/notice-routes.ts';
import { resumeGrantRoute } from '../../schemas/sharing/proof-routes.ts';
import { countUnreadNoticesRoute } from '../../schemas/sharing/unread-count.ts';
import { png } from '../adapters/papers/sample-papers.ts';
import type { Walkers } from './walk-routes.ts';

/** Waits for the run of a minute that writes the notices. */
async function readInbox({ api }: Walkers[keyof Walkers]): Promise<void> {
  const untilMs = Date.now() + 90_000;
  for (;;) {
    const { unread } = await api.call(countUnreadNoticesRoute, {});
    if (unread > 0) break;
    if (Date.now() > untilMs) throw new Error('no notice was written');
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  await api.call(notices.listNoticesRoute, {});
  await api.call(notices.readNoticesRoute, { body: { notices: 'all' } });
}

/** A file that never arrived, one that is attached and fetched, and its removal. */
async function walkAttachments({ api }: Walkers[keyof Walkers], application: string) {
  const params = { application };
  const bytes = Uint8Array.from(png());
  const { attachment, upload } = await api.call(attachments.beginAttachmentUploadRoute, {
    params,
    body: { size: bytes.length },
  });
  const body = { attachment, fileName: '佐证.png' };
  const missing = await api.call(attachments.attachFileRoute, { params, body }).then(
    () => 'attached',
    () => 'refused',
  );
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append('file', new Blob([bytes]), 'file');
  await fetch(upload.url, { method: 'POST', body: form });
  await api.call(attachments.attachFileRoute, { params, body });
  const named = { params: { ...params, attachment } };
  const { url } = await api.call(attachments.downloadAttachmentRoute, named);
  const answer = await fetch(url);
  const size = (await answer.arrayBuffer()).byteLength;
  await api.call(attachments.removeAttachmentRoute, named);
  return [
    missing,
    answer.headers.get('content-type'),
    answer.headers.get('content-disposition')?.slice(0, 10),
    size === bytes.length,
  ];
}

/** An application from its draft over completion to its grant, which is revoked; lists and tasks on the way. */
export async function walkApplications({ provider, operator, checker }: Walkers) {
  const content = {
    purpose: '逐条走一遍',
    legalBasis: '逐条走一遍',
    matter: '演示事项',
    fields: ['id_number', 'name'],
    filters: [],
    ways: ['query' as const],
    callsPerDay: 10,
    until: `${new Date().getFullYear() + 1}-06-30`,
  };
  const { id } = await operator.api.call(applications.draftApplicationRoute, {
    body: { dataset: 'prisoners', content },
  });
  await operator.api.call(applications.draftApplicationRoute, {
    body: {
      target: 'certificate-type',
      dataset: 'certificate-nurse',
      content: { ...content, fields: ['certificate_number'], ways: ['look-up'] },
    },
  });
  const params = { application: id };
  const file = await walkAttachments(operator, id);
  const drafted = await operator.api.call(applications.readApplicationRoute, { params });
  const edited = await operator.api.call(applications.editApplicationRoute, {
    params,
    body: { content: { ...content, callsPerDay: 20 }, lockVersion: drafted.lockVersion },
  });
  let version = edited.lockVersion;
  const states: string[] = [];
  const take = async ({ api }: Walkers[keyof Walkers], step: ApplicationStep): Promise<void> => {
    const taken = await api.call(applications.takeApplicationStepRoute, {
      params,
      body: { step, lockVersion: version },
    });
    version = taken.lockVersion;
    states.push(taken.state);
  };
  await take(operator, { action: 'submit' });
  await checker.api.call(listTasksRoute, {});
  await take(checker, { action: 'approve' });
  await take(checker, { action: 'pass' });
  await take(provider, { action: 'ask-completion', reason: '请写明条款。' });
  await take(operator, { action: 'complete' });
  for (const side of ['of-our-data', 'waiting'] as const)
    await provider.api.call(applications.listApplicationsRoute, { query: { side } });
  for (const side of ['by-us', 'all'] as const)
    await operator.api.call(applications.listApplicationsRoute, { query: { side } });
  await take(provider, {
    action: 'decide',
    decisions: content.fields.map((field) => ({ field, decision: 'mask' as const })),
  });
  const { grant } = await operator.api.call(applications.readApplicationRoute, { params });
  // It was never suspended, so there is nothing to resume.
  await operator.api
    .call(resumeGrantRoute, { params: { grant: id }, body: { provenAt: new Date().toISOString() } })
    .then(
      () => states.push('resumed'),
      () => undefined,
    );
  await take(provider, { action: 'revoke', reason: '逐条走一遍' });
  await readInbox(operator);
  return { states, file, fields: grant?.fields.map(({ field }) => field) };
}
