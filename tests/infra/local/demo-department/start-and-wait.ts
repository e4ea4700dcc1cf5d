import { startDepartmentDatabase } from '../../../../infra/local/demo-department/department-database.ts';

// Starts the department's database and waits to be killed.

const started = await startDepartmentDatabase({ stateDir: process.argv[2] ?? '', say: console.error });
console.log(started === null ? 'not started' : `port ${started.port}`);
setInterval(() => undefined, 1000);
