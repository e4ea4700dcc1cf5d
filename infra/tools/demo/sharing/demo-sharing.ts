import { runDemo } from '../demo-command.ts';
import { runSharing } from './run-sharing.ts';

// Entry point of `npm run demo:sharing`.
runDemo('demo:sharing', runSharing, '保留授权，不终止');
