import type { SourceKey } from '../ports.ts';

/** The secret's name in the secret store. */
export function secretName({ dataset, channel }: SourceKey): string {
  return `sources/${dataset}/${channel}`;
}
