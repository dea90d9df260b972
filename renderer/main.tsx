import { createRoot } from 'react-dom/client';
import './design/fonts.css';
import './design/tokens.css';
import './design/base.css';
import { App } from './app/app.tsx';
import { ErrorBoundary } from './app/error-boundary.tsx';
import { ask, followJobs } from './engine-client.ts';
import { prepareWords, speak } from './i18n/i18n.ts';
import { readModel } from './read-model/database.ts';
import { followRunningJobs } from './read-model/sync.ts';
import { refuseHtml } from './trusted-types.ts';
import './design/forced-colors.css';

/** React Aria would add this rule as an inline style, which the policy refuses; base.css carries it. */
function announceOwnPressableStyle(): void {
  const marker = document.createElement('meta');
  marker.id = 'react-aria-pressable-style';
  document.head.append(marker);
}

async function start(): Promise<void> {
  refuseHtml();
  announceOwnPressableStyle();
  const [settings, info] = await Promise.all([ask('getSettings', {}), ask('appInfo', {}), prepareWords(), readModel.delete({ disableAutoOpen: false })]);
  await speak(settings.language);
  followJobs();
  followRunningJobs();
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no root.');
  createRoot(root).render(<ErrorBoundary><App settings={settings} info={info} /></ErrorBoundary>);
}

void start();
