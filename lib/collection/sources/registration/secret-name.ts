import type { SourceKey } from '../ports.ts';

/** Names the secret in the secret store. */
export function secretName({ dataset, channel }: SourceKey): string {
  return `sources/${dataset}/${channel}`;
}
