import { createRequire } from 'node:module';

// The process that serverless-offline lives in: osls reads serverless.yml and runs the functions it names, each in a thread of its own.
// It ends with whoever started it, and it ends when a thread dies of an error that nobody caught: serverless-offline would wait for
// that thread's answer for ever. Its owner starts it again.

process.on('disconnect', () => process.exit(0));
process.on('uncaughtException', (error) => {
  console.error('functions:', error);
  process.exit(70);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.prependListener(signal, () => process.exit(0));

const osls = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');
process.argv.splice(1, 1, osls);
await import(osls);
