import { listDepartmentsRoute } from '../../../schemas/departments/routes.ts';
import { useRoute } from './api/use-api.ts';

const hourMs = 3_600_000;

/** Departments in the notice's order, and a name for an id: dots until they are read, the id itself for an unknown one. */
export function useDepartments() {
  const { data } = useRoute(listDepartmentsRoute, { query: { limit: '200' } }, { staleMs: hourMs });
  const departments = data?.items ?? [];
  return {
    departments,
    nameOf: (id: string): string =>
      departments.find((department) => department.id === id)?.name ?? (data === undefined ? '……' : id),
  };
}
