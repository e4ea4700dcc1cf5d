import type { Field } from '../../../schemas/catalogue/field.ts';
import { createPopulation, type Person, type Sex } from './people.ts';
import type { Plan, PartialRow } from './plan.ts';
import { mix, mixText } from './random.ts';
import { getGenerationOfRole, assignRoles, getSexOfRole, type Role } from './roles.ts';

/** Gives one person for each role of a row, drawn when first needed. */
export function createPersonMaker(plan: Plan): (field: Field) => (row: PartialRow) => Person {
  const roles = assignRoles(plan.content);
  const populations = new Map<Role, ReturnType<typeof createPopulation>>();
  for (const role of ['', ...roles.values()])
    populations.set(
      role,
      createPopulation(mixText(plan.seed, `role ${role}`), getGenerationOfRole(role, plan.content), plan.today),
    );

  function personOf(role: Role, row: PartialRow): Person {
    const known = row.people.get(role);
    if (known !== undefined) return known;
    const sex = getSexOfRole(role) ?? drawSex(role, row);
    const population = populations.get(role);
    if (population === undefined) throw new Error(`no population for the role ${role}`);
    const person = population(row.index, sex);
    row.people.set(role, person);
    return person;
  }
  function drawSex(role: Role, row: PartialRow): Sex {
    const isFemale = role === 'spouse' ? personOf('', row).sex === '男' : mix(plan.seed, row.index) % 2 !== 0;
    return isFemale ? '女' : '男';
  }
  return (field) => {
    const role = roles.get(field.key) ?? '';
    return (row) => personOf(role, row);
  };
}
