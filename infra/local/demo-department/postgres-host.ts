import { spawn } from 'node:child_process';

// Stops PostgreSQL when its own parent is gone, which closes the IPC channel, and shields both from Ctrl-C.

const [program = '', uid = '', gid = '', ...options] = process.argv.slice(2);
const database = spawn(program, options, {
  stdio: ['ignore', 'inherit', 'inherit'],
  ...(uid === '' ? {} : { uid: Number(uid), gid: Number(gid) }),
});
database.once('error', (error) => {
  console.error('department database:', error.message);
  process.exit(1);
});
database.once('exit', (code) => process.exit(code ?? 1));

/** After an immediate shutdown PostgreSQL recovers at its next start. */
function stop(): void {
  database.kill('SIGINT');
  setTimeout(() => database.kill('SIGQUIT'), 10_000);
  setTimeout(() => database.kill('SIGKILL'), 15_000);
}
process.once('disconnect', stop);
if (!process.connected) stop(); // gone before we could listen
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
