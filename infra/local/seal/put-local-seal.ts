import { S3Client } from '@aws-sdk/client-s3';
import { citySealStore } from '../../../lib/adapters/certificates/city-seal-store.ts';
import type { SigningKind } from '../key-service/signing-key.ts';
import { localCredentials } from '../local-credentials.ts';
import { newLocalSeal } from './local-seal.ts';

type LocalSealSettings = {
  readonly environment: Readonly<Record<string, string>>;
  /** PEM; new at each start, so that the seal is too. */
  readonly signingChain: string;
  readonly signing: SigningKind;
};

/** Puts a seal for the signing chain where an administrator would put the city's. */
export async function putLocalSeal({ environment, signingChain, signing }: LocalSealSettings): Promise<void> {
  const client = new S3Client({
    region: environment['AWS_REGION'] ?? '',
    endpoint: environment['AWS_ENDPOINT_URL_S3'] ?? '',
    credentials: localCredentials,
    forcePathStyle: true,
  });
  const seal = await newLocalSeal(signingChain, signing, new Date());
  await citySealStore(client, environment['WORK_BUCKET'] ?? '').write(seal);
  client.destroy();
}
