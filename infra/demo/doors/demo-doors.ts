import { runDemo } from '../run-demo.ts';
import { playDoors } from './play-doors.ts';

// `npm run demo:doors`: a front-end table and a service interface of the demo department, from registration to what the department hears back.
runDemo('demo:doors', playDoors);
