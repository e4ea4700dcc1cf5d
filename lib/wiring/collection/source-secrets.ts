import { secretClient } from '../../adapters/secrets/secret-client.ts';
import { secretStore } from '../../adapters/sources/secret-store.ts';
import type { SecretStore } from '../../collection/sources/ports.ts';
import { setting } from '../setting.ts';
import { sourceBasics, type SourceBasics } from './sources.ts';

/** Needs the permission to read secrets. */
export function sourceSecrets(): SourceBasics & { readonly secrets: SecretStore } {
  return { ...sourceBasics(), secrets: secretStore(secretClient(), setting('SECRETS_PREFIX'), setting('DATA_KEY')) };
}
