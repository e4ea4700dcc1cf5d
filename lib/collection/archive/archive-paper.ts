import { paperExtensions, paperFormatNames, paperMediaTypes } from '../../../schemas/collection/archive-names.ts';
import type { archivePaperRoute, beginPaperUploadRoute } from '../../../schemas/collection/archive-routes.ts';
import {
  type Archive,
  maxArchivedVersions,
  maxPaperBytes,
  type PaperFormat,
  type PaperVersion,
} from '../../../schemas/collection/archive.ts';
import { uploadSeconds } from '../../../schemas/collection/delivery.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { archivedEvent } from './archive-events.ts';
import { findArchiveOwner, noPapers, paperKey, uploadKey } from './find-archive.ts';
import type { ArchivePorts } from './ports.ts';

const limit = maxPaperBytes / 1024 / 1024;
/** The store is told nothing of the content before it is judged. */
const uploadMediaType = 'application/octet-stream';
const maxAttempts = 5;

/** Returns an upload form of exactly this size, valid for 15 minutes. Refuses empty and too large files. */
export async function beginPaperUpload(input: RouteInput<typeof beginPaperUploadRoute>, ports: ArchivePorts) {
  const { size } = input.body;
  const owner = await findArchiveOwner(input, 'keep-papers', ports);
  if (isRefused(owner)) return owner;
  if (size === 0) return refused('paper-empty');
  if (size > maxPaperBytes) return refused('paper-too-large', { limit });
  const paper = ports.newPaperId();
  const key = uploadKey(owner.dataset, paper);
  const form = await ports.presignUpload({ key, size, mediaType: uploadMediaType, seconds: uploadSeconds });
  return { paper, upload: { ...form, expiresAt: secondsAfter(ports.now(), uploadSeconds) } };
}

/**
 * Judges an upload by its bytes and keeps a copy of what it judged: a later upload at the same address changes nothing.
 * Repeatable, also after a failure between any two steps.
 */
export async function archivePaper(input: RouteInput<typeof archivePaperRoute>, ports: ArchivePorts) {
  const owner = await findArchiveOwner(input, 'keep-papers', ports);
  if (isRefused(owner)) return owner;
  const { dataset } = owner;
  const before = await ports.archiveOf(dataset);
  const known = before?.papers.find(({ id }) => id === input.body.paper);
  if (known !== undefined) return known;
  if (isFull(before)) return refused('archive-full', { limit: maxArchivedVersions });
  const judged = await judgeUpload(dataset, input.body, ports);
  if (isRefused(judged)) return judged;
  const { bytes, format } = judged;
  const { paper: id, kind, title } = input.body;
  const { subject: by, name } = input.caller;
  const content = { id, kind, title, format, size: bytes.byteLength, sha256: ports.sha256(bytes) };
  await ports.keepPaper({ key: paperKey(dataset, content), bytes, mediaType: paperMediaTypes[format] });
  const version = { ...content, archived: { at: ports.now(), by, name } };
  return await addVersion(version, { dataset, provider: owner.content.metadata.provider, before }, ports);
}

async function judgeUpload(
  dataset: string,
  { paper, fileName }: RouteInput<typeof archivePaperRoute>['body'],
  ports: Pick<ArchivePorts, 'readUpload' | 'judgePaper'>,
) {
  const bytes = await ports.readUpload(uploadKey(dataset, paper));
  if (bytes === null) return refused('paper-not-uploaded');
  if (bytes === 'too-large') return refused('paper-too-large', { limit });
  const judgement = await ports.judgePaper(bytes);
  if ('fault' in judgement) return refused(judgement.fault);
  const { format } = judgement;
  const claimed = /\.([A-Za-z0-9]{1,8})$/.exec(fileName)?.[1]?.toLowerCase();
  if (!isNamedAs(claimed, format))
    return refused('paper-not-as-named', { claimed: claimed ?? '（无）', found: paperFormatNames[format] });
  return { bytes, format };
}

function isNamedAs(extension: string | undefined, format: PaperFormat): boolean {
  const extensions: readonly string[] = paperExtensions[format];
  return extension !== undefined && extensions.includes(extension);
}

const isFull = (archive: Archive | undefined): boolean => (archive?.papers.length ?? 0) >= maxArchivedVersions;

type Place = { readonly dataset: string; readonly provider: string; readonly before: Archive | undefined };

/** Adds it under the optimistic lock; whoever came between gets the number before. */
async function addVersion(
  version: Omit<PaperVersion, 'number'>,
  { dataset, provider, before }: Place,
  ports: ArchivePorts,
) {
  let archive = before;
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const { lockVersion, papers } = archive ?? noPapers(dataset);
    const known = papers.find(({ id }) => id === version.id);
    if (known !== undefined) return known;
    if (isFull(archive)) return refused('archive-full', { limit: maxArchivedVersions });
    const numbered: PaperVersion = { ...version, number: 1 + papers.filter((one) => isSamePaper(one, version)).length };
    const next: Archive = { dataset, lockVersion: lockVersion + 1, papers: [...papers, numbered] };
    if (await ports.saveArchive(next, archivedEvent(dataset, provider, numbered))) return numbered;
    archive = await ports.archiveOf(dataset);
  }
  return refused('changed-meanwhile');
}

type Named = Pick<PaperVersion, 'kind' | 'title'>;

/** Kind and title name a paper; full-width letters and case make no other one. */
export const isSamePaper = (one: Named, other: Named): boolean =>
  one.kind === other.kind && plainTitle(one.title) === plainTitle(other.title);

const plainTitle = (title: string): string => title.normalize('NFKC').toLowerCase();
