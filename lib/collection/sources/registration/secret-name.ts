import type { SourceKey } from '../ports.ts';

/** Under what name the secret store keeps the credentials of a source. */
export function secretName({ dataset, channel }: SourceKey): string {
  return `sources/${dataset}/${channel}`;
}
