import { databaseServers } from '../../../infra/databases/database-servers.ts';
import { frontEndTables } from './front-end-tables.ts';

for (const server of databaseServers) if (server.name === 'MariaDB') frontEndTables(server);
