import { z } from 'zod';
import { ParameterFault } from './parameter-fault.ts';
import type { SealedParameters } from './sealed-parameters.ts';

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
  // Ignored: every parameter is standard, text and encrypted.
  KeyId: z.string().optional(),
  Tier: z.literal('Standard').optional(),
  DataType: z.literal('text').optional(),
  Description: z.string().max(1024).optional(),
});
const Get = z.strictObject({ Name, WithDecryption: z.boolean().default(false) });
const Delete = z.strictObject({ Name });

type Operation = (parameters: SealedParameters, input: unknown, now: Date) => object;

/** Each throws ValidationException for a member it would ignore. */
export const parameterOperations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  [
    'PutParameter',
    (parameters, input, now) => {
      const { Name: name, Value: value, Type: type, Overwrite: overwrite } = read(Put, input);
      const before = parameters.get(name);
      if (before !== undefined && !overwrite)
        throw new ParameterFault(
          'ParameterAlreadyExists',
          'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
        );
      if (before === undefined && type === undefined)
        throw new ParameterFault('ValidationException', 'A parameter type is required when you create a parameter.');
      if (type !== undefined && type !== 'SecureString')
        throw new ParameterFault('UnsupportedParameterType', 'This store keeps SecureString parameters only.');
      const version = (before?.version ?? 0) + 1;
      parameters.put(name, { value, version, modified: now.toISOString() });
      return { Version: version, Tier: 'Standard' };
    },
  ],
  [
    'GetParameter',
    (parameters, input) => {
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
    (parameters, input) => {
      const { Name: name } = read(Delete, input);
      if (!parameters.remove(name)) throw notFound(name);
      return {};
    },
  ],
]);

const notFound = (name: string): ParameterFault =>
  new ParameterFault('ParameterNotFound', `Parameter ${name} not found.`);

function read<Input>(schema: z.ZodType<Input>, input: unknown): Input {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new ParameterFault('ValidationException', z.prettifyError(parsed.error));
  return parsed.data;
}
