import type { RawWorkbook } from '../../collection/ports.ts';
import type { DownloadedObject } from '../object-store/raw-store.ts';
import { openWorkbook } from './open-workbook.ts';
import { refusalOf } from './refusals/refusal-of.ts';
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
