/** Chains of one department: so many processes write at the same time without waiting for each other. */
export const auditShards = 16;

/** `civil-affairs#03`; shards count from 0. */
export function chainName(department: string, shard: number): string {
  return `${department}#${`${shard}`.padStart(2, '0')}`;
}
