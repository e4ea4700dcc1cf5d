import './frame/frame.css';
import './catalogue/catalogue.css';
import './collection/repair/repair.css';
import './collection/upload/upload.css';
import { createRoot } from 'react-dom/client';
import { readPortalSettingsRoute } from '../../schemas/departments/portal-settings.ts';
import { App } from './frame/app.tsx';
import { openSession } from './frame/session/session.ts';
import { StartFailed } from './frame/start-failed.tsx';
import { apiClient } from './shared/api/api-client.ts';
import { followDemo } from './shared/demo.ts';

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no #root');
const root = createRoot(place);

try {
  const settings = await apiClient(async () => undefined).call(readPortalSettingsRoute, {});
  followDemo(settings.demo);
  root.render(<App session={await openSession(settings)} settings={settings} />);
} catch (error) {
  root.render(<StartFailed error={error} />);
}
