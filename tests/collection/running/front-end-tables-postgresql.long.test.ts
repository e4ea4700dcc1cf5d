import { databaseServers } from '../../../infra/local/database-servers/database-servers.ts';
import { frontEndTables } from './front-end-tables.ts';

for (const server of databaseServers) if (server.name === 'PostgreSQL') frontEndTables(server);
