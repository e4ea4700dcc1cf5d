import type { CertificateView } from '../../../../schemas/certificates/certificate-view.ts';
import type { ApiUser } from '../api-user.ts';
import type { DemoType } from './demo-types.ts';

export type ChosenCertificate = {
  readonly demoType: DemoType;
  readonly number: string;
  readonly certificate: CertificateView;
  readonly issuer: ApiUser;
};
