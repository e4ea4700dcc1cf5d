import type { Application } from '../../../schemas/sharing/application.ts';
import type { Published } from './check-content.ts';
import type { ApplicationPorts } from './ports.ts';

/** What is published of what an application asks for; `null` when nothing is, or when it is no certificate type. */
export async function publishedTarget(
  { target, dataset }: Pick<Application, 'target' | 'dataset'>,
  ports: Pick<ApplicationPorts, 'publishedVersion' | 'fieldsOfCertificates'>,
): Promise<Published | null> {
  const version = await ports.publishedVersion(dataset);
  if (version === null) return null;
  if (target === 'dataset') return { target, version };
  const shown = await ports.fieldsOfCertificates(dataset);
  return shown === null ? null : { target, version, shown };
}
