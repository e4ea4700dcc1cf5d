import { z } from 'zod';
import { Instant } from '../kernel/day.ts';

/** The portal carries these schemas: the formats of zod that check addresses would load with its first page. */
const address = z.string().min(1);

/** A moment, as XML Schema writes it. */
const DateTime = z.object({ '@value': Instant, '@type': z.literal('xsd:dateTime') }).strict();

/** One constraint of ODRL 2.2; operands that begin with `guiji:` are of the profile. */
export const OdrlConstraint = z
  .object({
    leftOperand: z.enum([
      'dateTime',
      'purpose',
      'count',
      'guiji:way',
      'guiji:field',
      'guiji:mask',
      'guiji:recordValue',
      'guiji:matter',
      'guiji:caseNumber',
      'guiji:callsPerDay',
      'guiji:callsPerMinute',
      'guiji:recordsPerDay',
      'guiji:subjectsPerDay',
    ]),
    operator: z.enum(['eq', 'lt', 'lteq', 'gteq', 'isAnyOf']),
    rightOperand: z.union([z.string(), z.int(), z.array(z.string()).min(1), DateTime]),
    /** Of `guiji:recordValue`: whose value it is. */
    'guiji:ofField': z.string().optional(),
  })
  .strict();
export type OdrlConstraint = z.infer<typeof OdrlConstraint>;

const constraints = z.array(OdrlConstraint).min(1);

/** All constraints and refinements of a permission hold together. */
export const OdrlPermission = z
  .object({
    target: z.object({ '@type': z.literal('AssetCollection'), source: address, refinement: constraints }).strict(),
    action: z.array(
      z.object({ 'rdf:value': z.object({ '@id': z.literal('odrl:use') }).strict(), refinement: constraints }).strict(),
    ),
    constraint: constraints,
  })
  .strict();
export type OdrlPermission = z.infer<typeof OdrlPermission>;

/** An agreement of the ODRL Information Model 2.2 (W3C Recommendation of 2018-02-15), as JSON-LD. */
export const OdrlAgreement = z
  .object({
    /** That of ODRL, then the prefix of the profile. */
    '@context': z.array(z.union([address, z.object({ guiji: address }).strict()])).length(2),
    '@type': z.literal('Agreement'),
    uid: address,
    profile: address,
    assigner: address,
    assignee: address,
    /** One for each mask. */
    permission: z.array(OdrlPermission).min(1),
  })
  .strict();
export type OdrlAgreement = z.infer<typeof OdrlAgreement>;
