import { workbookRefusals } from '../../../schemas/collection/workbook-refusals.ts';
import type { RawWorkbook, WorkbookRefusal } from '../../collection/ports.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';
import type { DownloadedObject } from '../object-store/raw-store.ts';
import { openWorkbook } from './open-workbook.ts';
import { WorkbookRefused } from './refusals/workbook-refused.ts';
import { fileSource } from './source/file-source.ts';

/** Deletes the downloaded file on `dispose`, and at once on a refusal. */
export async function rawWorkbook(downloaded: DownloadedObject): Promise<RawWorkbook> {
  const source = await fileSource(downloaded.path);
  const dispose = async () => {
    await source.close();
    await downloaded.dispose();
  };
  try {
    const workbook = await openWorkbook(source, { uncomputed: 'error' });
    return { kind: 'workbook', workbook, hash: downloaded.hash, refusalOf, dispose };
  } catch (error) {
    await dispose();
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return { kind: 'refusal', ...refusal, hash: downloaded.hash };
  }
}

/** Returns `null` for errors other than `WorkbookRefused`. */
export function refusalOf(thrown: unknown): WorkbookRefusal | null {
  return thrown instanceof WorkbookRefused
    ? { refused: thrown.code, detail: fillPhrase(workbookRefusals[thrown.code].detail, thrown.facts) }
    : null;
}
