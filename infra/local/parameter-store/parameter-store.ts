import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import { jsonService, startJsonService, type Guard, type JsonService } from '../json-service.ts';
import type { Secrets } from '../object-store/sign-v4.ts';
import { parameterOperations } from './parameter-operations.ts';
import { openSealedParameters } from './sealed-parameters.ts';

export type ParameterStoreSettings = {
  /** Put when they are missing, by name. */
  readonly initial?: Readonly<Record<string, string>>;
  /** Put at each start, by name. */
  readonly replaced?: Readonly<Record<string, string>>;
  /** Ids and aliases of KMS keys that PutParameter may name. */
  readonly keyIds?: readonly string[];
  /** Of every caller; by default the operator alone is known. */
  readonly secrets?: Secrets;
  /** Put in front of a started server. */
  readonly guard?: Guard;
};

/** Opens the stand-in for the Parameter Store. Throws when its file does not decrypt. */
export function openParameterStore(
  stateDirectory: string,
  { initial = {}, replaced = {}, keyIds = [], secrets }: ParameterStoreSettings = {},
): JsonService {
  const parameters = openSealedParameters(stateDirectory);
  const modified = new Date().toISOString();
  for (const [name, value] of Object.entries(initial))
    if (parameters.get(name) === undefined) parameters.put(name, { value, version: 1, modified });
  for (const [name, value] of Object.entries(replaced)) parameters.put(name, { value, version: 1, modified });
  const knownKeys = new Set([...keyIds, 'alias/aws/ssm']);
  return jsonService({
    service: 'ssm',
    target: 'AmazonSSM',
    ...definedOnly({ secrets }),
    operations: new Map(
      [...parameterOperations].map(([name, operation]) => [
        name,
        (input, now) => operation({ parameters, knownKeys, now }, input),
      ]),
    ),
  });
}

/** Opens the stand-in on a free port of 127.0.0.1. */
export async function startParameterStore(
  stateDirectory: string,
  settings: ParameterStoreSettings = {},
): Promise<{ readonly endpoint: string; readonly close: () => Promise<void> }> {
  return await startJsonService(openParameterStore(stateDirectory, settings), settings.guard);
}
