import { runDemo } from '../demo-command.ts';
import { runChannels } from './run-channels.ts';

// `npm run demo:channels`: a front-end table and a service interface, from registration to acknowledgement.
runDemo('demo:channels', runChannels);
