import * as archive from '../../schemas/collection/archive-routes.ts';
import { png } from '../adapters/papers/sample-papers.ts';
import type { Walkers } from './walk-routes.ts';

/** A paper that is uploaded, archived, read by the centre and withdrawn; an upload that never arrived. */
export async function walkArchive({ provider, operator }: Walkers, dataset: string) {
  const params = { dataset };
  const bytes = Uint8Array.from(png());
  const { paper, upload } = await provider.api.call(archive.beginPaperUploadRoute, {
    params,
    body: { size: bytes.length },
  });
  const body = { paper, kind: 'minutes' as const, title: '对接会纪要', fileName: '纪要.png' };
  const missing = await provider.api.call(archive.archivePaperRoute, { params, body }).then(
    () => 'archived',
    () => 'refused',
  );
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append('file', new Blob([bytes]), 'paper');
  await fetch(upload.url, { method: 'POST', body: form });
  const { format, number } = await provider.api.call(archive.archivePaperRoute, { params, body });
  const { url } = await operator.api.call(archive.downloadPaperRoute, { params: { dataset, paper } });
  const answer = await fetch(url);
  const [type, disposition] = ['content-type', 'content-disposition'].map((name) => answer.headers.get(name) ?? '');
  await operator.api.call(archive.withdrawPaperRoute, { params: { dataset, paper }, body: { reason: '走一遍' } });
  const { papers } = await operator.api.call(archive.listPapersRoute, { params });
  const zip = await fetch((await operator.api.call(archive.downloadArchiveRoute, { params })).url);
  await operator.api.call(archive.downloadReceiptRoute, { params: { dataset, channel: 'excel' } });
  return {
    missing,
    archived: [format, number],
    downloaded: [type, disposition?.slice(0, 10), (await answer.arrayBuffer()).byteLength === bytes.length],
    zip: [zip.headers.get('content-type'), Buffer.from(await zip.arrayBuffer()).toString('latin1', 0, 2)],
    withdrawn: papers.map(({ withdrawn }) => withdrawn?.reason),
  };
}
