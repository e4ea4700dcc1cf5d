import { z } from 'zod';
import { JsonFault } from '../json-service.ts';
import type { SealedParameters } from './sealed-parameters.ts';

type ParameterFaultCode =
  | 'InvalidKeyId'
  | 'ParameterAlreadyExists'
  | 'ParameterNotFound'
  | 'UnsupportedParameterType'
  | 'ValidationException';

/** Versions (`name:3`), labels and ARNs are refused. */
const Name = z
  .string()
  .max(1011)
  .regex(/^(\/[\w.-]+)+$|^[\w.-]+$/);
/** The limit of a standard parameter. */
const maxValueBytes = 4096;

const Put = z.strictObject({
  Name,
  Value: z
    .string()
    .min(1)
    .refine((value) => Buffer.byteLength(value) <= maxValueBytes, `at most ${maxValueBytes} bytes`),
  Type: z.string().optional(),
  Overwrite: z.boolean().default(false),
  /** Checked, not used: the whole file is encrypted by one key. */
  KeyId: z.string().default('alias/aws/ssm'),
  // Ignored: every parameter is standard and text.
  Tier: z.literal('Standard').optional(),
  DataType: z.literal('text').optional(),
  Description: z.string().max(1024).optional(),
});
const Get = z.strictObject({ Name, WithDecryption: z.boolean().default(false) });
const Delete = z.strictObject({ Name });

type OperationContext = {
  readonly parameters: SealedParameters;
  readonly knownKeys: ReadonlySet<string>;
  readonly now: Date;
};
type Operation = (context: OperationContext, input: unknown) => object;

/** Each throws ValidationException for a member it would ignore. */
export const parameterOperations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  [
    'PutParameter',
    ({ parameters, knownKeys, now }, input) => {
      const { Name: name, Value: value, Type: type, Overwrite: overwrite, KeyId: keyId } = read(Put, input);
      const before = parameters.get(name);
      if (before !== undefined && !overwrite)
        throw new JsonFault<ParameterFaultCode>(
          'ParameterAlreadyExists',
          'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
        );
      if (before === undefined && type === undefined)
        throw new JsonFault<ParameterFaultCode>(
          'ValidationException',
          'A parameter type is required when you create a parameter.',
        );
      if (type !== undefined && type !== 'SecureString')
        throw new JsonFault<ParameterFaultCode>(
          'UnsupportedParameterType',
          'This store keeps SecureString parameters only.',
        );
      if (!knownKeys.has(keyId))
        throw new JsonFault<ParameterFaultCode>('InvalidKeyId', `Key ${keyId} does not exist.`);
      const version = (before?.version ?? 0) + 1;
      parameters.put(name, { value, version, modified: now.toISOString() });
      return { Version: version, Tier: 'Standard' };
    },
  ],
  [
    'GetParameter',
    ({ parameters }, input) => {
      const { Name: name, WithDecryption: decrypt } = read(Get, input);
      const found = parameters.get(name);
      if (found === undefined) throw notFound(name);
      const value = decrypt ? found.value : parameters.encrypt(found.value);
      return {
        Parameter: {
          Name: name,
          Type: 'SecureString',
          Value: value,
          Version: found.version,
          LastModifiedDate: Date.parse(found.modified) / 1000,
          DataType: 'text',
        },
      };
    },
  ],
  [
    'DeleteParameter',
    ({ parameters }, input) => {
      const { Name: name } = read(Delete, input);
      if (!parameters.remove(name)) throw notFound(name);
      return {};
    },
  ],
]);

const notFound = (name: string): JsonFault<ParameterFaultCode> =>
  new JsonFault<ParameterFaultCode>('ParameterNotFound', `Parameter ${name} not found.`);

function read<Input>(schema: z.ZodType<Input>, input: unknown): Input {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new JsonFault<ParameterFaultCode>('ValidationException', z.prettifyError(parsed.error));
  return parsed.data;
}
