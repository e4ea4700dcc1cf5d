/** Chains of one department: so many processes write at the same time without waiting for each other. */
export const auditShards = 16;

/** `civil-affairs#03`; shards count from 0. */
export function chainName(department: string, shard: number): string {
  return `${department}#${`${shard}`.padStart(2, '0')}`;
}

/** Every chain that these departments can have. */
export function chainsOfDepartments(departments: readonly string[]): readonly string[] {
  return departments.flatMap((department) =>
    Array.from({ length: auditShards }, (_, shard) => chainName(department, shard)),
  );
}

/** The department of a chain. */
export const departmentOfChain = (chain: string): string => chain.split('#')[0] ?? chain;
