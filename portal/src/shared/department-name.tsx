import { useDepartments } from './use-departments.ts';

/** The name of a department; its id until the names are read. */
export function DepartmentName({ id }: { readonly id: string }) {
  return <>{useDepartments().nameOf(id)}</>;
}
