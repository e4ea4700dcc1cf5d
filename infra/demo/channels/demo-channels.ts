import { runDemo } from '../demo-command.ts';
import { playDoors } from './run-channels.ts';

// `npm run demo:doors`: a front-end table and a service interface of the demo department, from registration to what the department hears back.
runDemo('demo:doors', playDoors);
