import { runDemo } from '../demo-command.ts';
import { runCertificates } from './run-certificates.ts';

// Entry point of `npm run demo:certificates`.
runDemo('demo:certificates', runCertificates);
