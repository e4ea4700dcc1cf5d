import { runDemo } from './demo-command.ts';
import { runWorkbookDemo } from './run-workbook-demo.ts';

runDemo('demo', runWorkbookDemo);
