import { runDemo } from '../demo-command.ts';
import { runChannels } from './run-channels.ts';

// `npm run demo:channels`: a front-end table and a service interface of the demo department, from registration to what the department hears back.
runDemo('demo:channels', runChannels);
