import { z } from 'zod';

/** A moment, as XML Schema writes it. */
const DateTime = z.object({ '@value': z.iso.datetime(), '@type': z.literal('xsd:dateTime') }).strict();

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
    target: z.object({ '@type': z.literal('AssetCollection'), source: z.url(), refinement: constraints }).strict(),
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
    '@context': z.tuple([z.literal('http://www.w3.org/ns/odrl.jsonld'), z.object({ guiji: z.url() }).strict()]),
    '@type': z.literal('Agreement'),
    uid: z.url(),
    profile: z.url(),
    assigner: z.url(),
    assignee: z.url(),
    /** One for each mask. */
    permission: z.array(OdrlPermission).min(1),
  })
  .strict();
export type OdrlAgreement = z.infer<typeof OdrlAgreement>;
