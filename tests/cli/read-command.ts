import { readCommand } from '../../lib/cli/commands/read.ts';

/** The command on a process of its own, for what only a process shows: a closed pipe, the exit code. */
process.exitCode = await readCommand(process.argv.slice(2), { stdout: process.stdout, stderr: process.stderr });
