import { runDemo } from '../demo-command.ts';
import { runCertificates } from './run-certificates.ts';

// `npm run demo:certificates`: five types of certificates on a running system, from the workbook of face data to a certificate that was verified and annulled.
runDemo('demo:certificates', runCertificates);
