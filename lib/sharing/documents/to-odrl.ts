import type { Mask } from '../../../schemas/catalogue/field.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import type { OdrlAgreement, OdrlConstraint, OdrlPermission } from '../../../schemas/sharing/odrl.ts';
import { startOfDay } from '../../kernel/instant.ts';
import { addDays } from '../../kernel/working-days/working-calendar.ts';
import { daysBetween } from '../use/grant-status.ts';
import { maskOf } from '../use/granted-values.ts';

/**
 * Says the terms of a grant in ODRL 2.2 for data-space connectors. What ODRL has no word for are operands of a profile
 * (`<address>/ns/odrl`); a reader that does not know the profile must not act on the policy, as the standard asks.
 * `address` is the platform's own, without a slash at its end.
 */
export function toOdrl(grant: Grant, address: string): OdrlAgreement {
  return {
    '@context': ['http://www.w3.org/ns/odrl.jsonld', { guiji: `${address}/ns/odrl#` }],
    '@type': 'Agreement',
    uid: grantAddress(grant, address),
    profile: `${address}/ns/odrl`,
    assigner: `${address}/api/v1/departments/${grant.provider}`,
    assignee: `${address}/api/v1/departments/${grant.consumer}`,
    permission: [...fieldsByMask(grant)].map(([mask, fields]) => permission(grant, { mask, fields, address })),
  };
}

/** Where a grant is read. */
export function grantAddress({ id }: Pick<Grant, 'id'>, address: string): string {
  return `${address}/api/v1/grants/${id}`;
}

/** In the order of the grant. */
function fieldsByMask(grant: Grant): ReadonlyMap<Mask, string[]> {
  const groups = new Map<Mask, string[]>();
  for (const field of new Set(grant.fields.map((one) => one.field))) {
    const mask = maskOf(grant, field);
    if (mask !== null) groups.set(mask, [...(groups.get(mask) ?? []), field]);
  }
  return groups;
}

type Shown = { readonly mask: Mask; readonly fields: string[]; readonly address: string };

function permission(grant: Grant, { mask, fields, address }: Shown): OdrlPermission {
  const { filters, ways } = grant;
  return {
    target: {
      '@type': 'AssetCollection',
      source: sourceOf(grant, address),
      refinement: [
        { leftOperand: 'guiji:field', operator: 'isAnyOf', rightOperand: fields },
        { leftOperand: 'guiji:mask', operator: 'eq', rightOperand: mask },
        ...filters.map(({ field, values }): OdrlConstraint => ({
          leftOperand: 'guiji:recordValue',
          operator: 'isAnyOf',
          rightOperand: values,
          'guiji:ofField': field,
        })),
      ],
    },
    action: [
      {
        'rdf:value': { '@id': 'odrl:use' },
        refinement: [{ leftOperand: 'guiji:way', operator: 'isAnyOf', rightOperand: ways }],
      },
    ],
    constraint: [...termOf(grant), ...useOf(grant)],
  };
}

function sourceOf({ target, dataset, version }: Grant, address: string): string {
  return target === 'dataset'
    ? `${address}/api/v1/datasets/${dataset}/versions/${version}`
    : `${address}/api/v1/certificate-types/${dataset}`;
}

/** The last day counts whole; a revocation ends the term at its moment. */
function termOf({ from, until, revoked }: Grant): OdrlConstraint[] {
  return [
    { leftOperand: 'dateTime', operator: 'gteq', rightOperand: moment(startOfDay(from)) },
    { leftOperand: 'dateTime', operator: 'lt', rightOperand: moment(startOfDay(addDays(until, 1))) },
    ...(revoked === undefined
      ? []
      : [{ leftOperand: 'dateTime', operator: 'lt', rightOperand: moment(revoked.at) } as const]),
  ];
}

const moment = (at: Instant) => ({ '@value': at, '@type': 'xsd:dateTime' }) as const;

/** `count` is of the whole term in ODRL; the limits of a day and a minute are of the profile. */
function useOf({ purpose, matter, caseNumbers, quota, from, until }: Grant): OdrlConstraint[] {
  const days = daysBetween(from, until) + 1;
  return [
    { leftOperand: 'purpose', operator: 'eq', rightOperand: purpose },
    { leftOperand: 'guiji:matter', operator: 'eq', rightOperand: matter },
    { leftOperand: 'guiji:caseNumber', operator: 'eq', rightOperand: caseNumbers },
    { leftOperand: 'count', operator: 'lteq', rightOperand: quota.calls * days },
    { leftOperand: 'guiji:callsPerDay', operator: 'lteq', rightOperand: quota.calls },
    { leftOperand: 'guiji:callsPerMinute', operator: 'lteq', rightOperand: quota.callsPerMinute },
    { leftOperand: 'guiji:recordsPerDay', operator: 'lteq', rightOperand: quota.rows },
    { leftOperand: 'guiji:subjectsPerDay', operator: 'lteq', rightOperand: quota.subjects },
  ];
}
