import { z } from 'zod';
import { S3Error } from './s3-error.ts';

const Policy = z
  .object({
    expiration: z.iso.datetime(),
    conditions: z.array(
      z.union([
        z.tuple([z.literal('content-length-range'), z.coerce.number().int().min(0), z.coerce.number().int().min(0)]),
        z.tuple([z.enum(['eq', 'starts-with']), z.string().startsWith('$'), z.string()]),
        z.record(z.string(), z.string()),
      ]),
    ),
  })
  .strict();

/** S3 needs no condition for these. */
const uncovered = new Set(['x-amz-signature', 'file', 'policy']);

/**
 * Returns the bytes that the file may have. Throws InvalidPolicyDocument; AccessDenied for an expired policy, a failed
 * condition or a field without one.
 */
export function checkPostPolicy(
  encoded: string,
  fields: ReadonlyMap<string, string>,
  bucket: string,
  now: Date,
): { least: number; most: number } | undefined {
  const policy = parse(encoded);
  if (now.getTime() > Date.parse(policy.expiration))
    throw new S3Error('AccessDenied', 'Invalid according to Policy: Policy expired.');
  const values = new Map(fields).set('bucket', bucket);
  const covered = new Set<string>();
  let range: { least: number; most: number } | undefined;
  const check = (operator: 'eq' | 'starts-with', name: string, wanted: string): void => {
    const value = values.get(name.toLowerCase()) ?? '';
    covered.add(name.toLowerCase());
    if (operator === 'eq' ? value !== wanted : !value.startsWith(wanted)) {
      throw new S3Error(
        'AccessDenied',
        `Invalid according to Policy: Policy Condition failed: ["${operator}", "$${name}", "${wanted}"]`,
      );
    }
  };
  for (const condition of policy.conditions) {
    if (!Array.isArray(condition)) for (const [name, wanted] of Object.entries(condition)) check('eq', name, wanted);
    else if (condition[0] === 'content-length-range')
      range = {
        least: Math.max(range?.least ?? 0, condition[1]),
        most: Math.min(range?.most ?? Infinity, condition[2]),
      };
    else check(condition[0], condition[1].slice(1), condition[2]);
  }
  const extra = [...fields.keys()].filter(
    (name) => !uncovered.has(name) && !name.startsWith('x-ignore-') && !covered.has(name),
  );
  if (extra.length > 0)
    throw new S3Error('AccessDenied', `Invalid according to Policy: Extra input fields: ${extra.join(', ')}`);
  return range;
}

function parse(encoded: string): z.infer<typeof Policy> {
  try {
    return Policy.parse(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
  } catch {
    throw new S3Error('InvalidPolicyDocument', 'Invalid Policy: Invalid JSON.');
  }
}
