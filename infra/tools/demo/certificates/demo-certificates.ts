import { runDemo } from '../demo-command.ts';
import { runCertificates } from './run-certificates.ts';

// Entry point of `npm run demo:certificates`: five certificate types on a running system, from workbook to annulment.
runDemo('demo:certificates', runCertificates);
