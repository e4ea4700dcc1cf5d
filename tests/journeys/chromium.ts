export { chromium } from '../../infra/tools/browser/chromium.ts';
