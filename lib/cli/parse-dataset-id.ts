import { DatasetId } from '../../schemas/catalogue/dataset-version.ts';
import { UsageError } from './command.ts';

/** Throws `UsageError`. */
export function parseDatasetId(word: string | undefined): string {
  const parsed = DatasetId.safeParse(word);
  if (!parsed.success)
    throw new UsageError(
      '信息资源编号由小写字母、数字和连字符组成，例如 resident-id-cards。可用 guiji datasets 查找。',
    );
  return parsed.data;
}
