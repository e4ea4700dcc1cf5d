import { type GrantFile, type GrantFiles, maxFilesPerDay } from '../../../schemas/sharing/grant-file.ts';
import { Failure } from '../../kernel/failure.ts';
import type { GrantFileRepository } from './ports.ts';

/** Each failed attempt means that another process has changed a file of the grant. */
const maxAttempts = 20;

/** A file that was changed or added, or what is answered while all stays as it is. */
type Decide<None> = (files: readonly GrantFile[]) => { readonly file: GrantFile } | { readonly none: None };

/**
 * Changes one file of a grant, or adds it, by one conditional write; decides anew when another write came first. Keeps
 * the newest files: as many as may be made in a day. Throws the Failure `grant-files-busy`.
 */
export async function changeFiles<None>(
  grant: string,
  { files: read, saveFiles }: GrantFileRepository,
  decide: Decide<None>,
): Promise<GrantFile | None> {
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const { files, lockVersion } = await read(grant);
    const decided = decide(files);
    if ('none' in decided) return decided.none;
    const next: GrantFiles = { files: withFile(files, decided.file), lockVersion: lockVersion + 1 };
    if (await saveFiles(grant, next)) return decided.file;
  }
  throw new Failure('grant-files-busy', { grant, attempts: maxAttempts });
}

function withFile(files: readonly GrantFile[], file: GrantFile): GrantFile[] {
  const isKnown = files.some(({ id }) => id === file.id);
  if (isKnown) return files.map((one) => (one.id === file.id ? file : one));
  return [file, ...files].slice(0, maxFilesPerDay);
}
