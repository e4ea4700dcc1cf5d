import { createRequire } from 'node:module';
import { setEnvironmentData } from 'node:worker_threads';

// Exits when a thread fails, for whose answer serverless-offline would wait for ever.

process.on('disconnect', () => process.exit(0));
process.on('uncaughtException', (error) => {
  console.error('functions:', error);
  process.exit(70);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.prependListener(signal, () => process.exit(0));

setEnvironmentData('DEMO_CLOCK', process.env['DEMO_CLOCK']);
setEnvironmentData('MAIL_FOLDER', process.env['MAIL_FOLDER']);

const osls = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');
process.argv.splice(1, 1, osls);
await import(osls);
