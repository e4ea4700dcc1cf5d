import { certificateGrantRepository } from '../../adapters/certificates/grant-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import type { ListGrantsPorts } from '../../certificates/lookup/list-certificate-grants.ts';
import { actorPorts } from '../actors.ts';
import { setting } from '../setting.ts';
import { certificateTypes } from './types.ts';

/** Opens grants in CERTIFICATE_TYPES_TABLE, without a cache. */
export function certificateGrantAdmin() {
  return certificateGrantRepository(documentClient(), setting('CERTIFICATE_TYPES_TABLE'));
}

/** Adds the names of accounts, departments and certificate types. */
export function listGrantsPorts(): ListGrantsPorts {
  return { ...certificateGrantAdmin(), ...actorPorts(), types: certificateTypes() };
}
