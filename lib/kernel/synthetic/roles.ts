import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Generation, Sex } from './people.ts';

/** `father_id_number` has the role `father`; the row's own person is ''. */
export type Role = string;

const parts = /_?(?:id_number|document_number|document_type|name|sex|birth_date|nationality)$/;
const others = /^(?:father|mother|spouse|child|husband|wife|head|former|legal_representative|adoptee)$/;

/** A birth date or sex that a rule ties to an id number takes its role; two different numbers are two persons. */
export function assignRoles(content: DatasetContent): ReadonlyMap<string, Role> {
  const roles = new Map<string, Role>(content.fields.map((field) => [field.key, parseRole(field.key)]));
  for (const rule of content.rules) {
    if (rule.kind === 'different' && roles.get(rule.first) === roles.get(rule.second))
      roles.set(rule.second, rule.second);
  }
  for (const rule of content.rules) {
    if (rule.kind === 'birth-date-of-id') roles.set(rule.birthDate, roles.get(rule.id) ?? '');
    if (rule.kind === 'sex-of-id') roles.set(rule.sex, roles.get(rule.id) ?? '');
  }
  return roles;
}

function parseRole(key: string): Role {
  if (key === 'legal_representative') return key;
  const role = parts.test(key) ? key.replace(parts, '') : '';
  return others.test(role) ? role : '';
}

/** Undefined when the role has either sex. */
export function getSexOfRole(role: Role): Sex | undefined {
  if (role === 'father' || role === 'husband') return '男';
  return role === 'mother' || role === 'wife' ? '女' : undefined;
}

/** The row's own person is a child beside a father or a mother, and old where a rule asks for it. */
export function getGenerationOfRole(role: Role, { fields, rules }: DatasetContent): Generation {
  if (role === 'father' || role === 'mother') return 'parent';
  const besideParents = fields.some((field) => /^(?:father|mother)_/.test(field.key));
  const years = Math.max(0, ...rules.map((rule) => (rule.kind === 'age-on-day' ? rule.male : 0)));
  if (role === '' && years >= 60) return 'elder';
  if (role === '' && years >= 30) return 'parent';
  if (role.startsWith('adoptee')) return 'adoptee';
  return role === 'child' || (role === '' && besideParents) ? 'child' : 'adult';
}
