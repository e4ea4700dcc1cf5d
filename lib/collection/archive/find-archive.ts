import type { Archive, PaperVersion } from '../../../schemas/collection/archive.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import type { ArchivePorts } from './ports.ts';

type Asked = { readonly caller: Caller; readonly params: { readonly dataset: string } };
type Action = 'read-papers' | 'keep-papers';

/** The dataset's newest version. Refuses callers of other departments before it reads any paper. */
export async function findArchiveOwner(
  { caller, params: { dataset } }: Asked,
  action: Action,
  ports: Pick<ArchivePorts, 'publishedVersions'>,
) {
  const version = (await ports.publishedVersions(dataset)).at(-1);
  if (version === undefined) return refused('dataset-not-found', { dataset });
  return isPermitted(caller, action, version.content.metadata.provider) ? version : refused('not-your-department');
}

/** A version of a paper with the archive that holds it. */
export async function findPaper(
  asked: Asked & { readonly params: { readonly paper: string } },
  action: Action,
  ports: Pick<ArchivePorts, 'publishedVersions' | 'archiveOf'>,
) {
  const owner = await findArchiveOwner(asked, action, ports);
  if (isRefused(owner)) return owner;
  const archive = await ports.archiveOf(asked.params.dataset);
  const paper = archive?.papers.find(({ id }) => id === asked.params.paper);
  if (archive === undefined || paper === undefined) return refused('paper-not-found');
  return { provider: owner.content.metadata.provider, archive, paper };
}

/** Before the first paper. */
export const noPapers = (dataset: string): Omit<Archive, 'lockVersion'> & { readonly lockVersion: number } => ({
  dataset,
  lockVersion: 0,
  papers: [],
});

/** Uploads wait here until they are archived; the bucket's lifecycle removes those that are not. */
export const uploadKey = (dataset: string, paper: string) => `paper-uploads/${dataset}/${paper}`;

/** The same bytes of an upload have one key, whoever repeats the archiving. */
export const paperKey = (dataset: string, { id, sha256 }: Pick<PaperVersion, 'id' | 'sha256'>) =>
  `papers/${dataset}/${id}/${sha256}`;
