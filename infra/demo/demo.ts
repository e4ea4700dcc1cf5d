import { playDemo } from './play-demo.ts';
import { runDemo } from './run-demo.ts';

// `npm run demo`: shows on a running system a workbook's way from the template to the repaired delivery.
runDemo('demo', playDemo);
