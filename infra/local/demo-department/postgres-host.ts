import { spawn } from 'node:child_process';

// The process that a department's database lives in: PostgreSQL does not notice that whoever started it is gone; this one does, and stops it.
// Its owner holds the other end of the channel, stops it by closing that end, and keeps the terminal's Ctrl-C away from both.

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

/** First the fast way, which waits for nobody's session; a database that does not obey is stopped hard and mends itself at its next start. */
function stop(): void {
  database.kill('SIGINT');
  setTimeout(() => database.kill('SIGQUIT'), 10_000);
  setTimeout(() => database.kill('SIGKILL'), 15_000);
}
process.once('disconnect', stop);
if (!process.connected) stop(); // gone before we could listen
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
