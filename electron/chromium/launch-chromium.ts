import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { connectCdp, type CdpConnection } from './cdp-connection.ts';

export interface LaunchOptions {
  readonly program: string;
  /** Folder of the browser's profile, in memory. */
  readonly profile: string;
  /** Without a display. */
  readonly headless: boolean;
  /** Lets a test attach beside the pipe; the browser then listens on a port of its choice on this machine. Tests only. */
  readonly unsafeDebuggingPort?: boolean;
  readonly title: string;
}

export interface RunningChromium {
  readonly cdp: CdpConnection;
  /** Settles when the browser's process has ended. */
  readonly ended: Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

// A proxy where nobody listens, loopback included: whatever the browser tries on its own leads nowhere.
const noWayOut = ['--proxy-server=socks5://127.0.0.1:9', '--proxy-bypass-list=<-loopback>', '--webrtc-ip-handling-policy=disable_non_proxied_udp'];
const nothingKept = ['--incognito', '--disable-breakpad', '--disable-crash-reporter', '--disk-cache-size=1', '--disable-gpu-shader-disk-cache'];
const noServices = [
  '--no-first-run', '--no-default-browser-check', '--no-service-autorun', '--disable-background-networking', '--disable-component-update', '--disable-domain-reliability',
  '--disable-client-side-phishing-detection', '--disable-default-apps', '--disable-extensions', '--disable-sync', '--metrics-recording-only', '--no-pings', '--disable-speech-api',
  '--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,AutofillServerCommunication,CertificateTransparencyComponentUpdater,InterestFeedContentSuggestions,GlobalMediaControls,AcceptCHFrame,SpareRendererForSitePerProcess',
  '--password-store=basic', '--use-mock-keychain',
];

/** Flags with which the system's browser becomes the application's window, in the order of the groups above. */
export function chromiumArguments(options: LaunchOptions): string[] {
  // A data address: `about:blank` would show an address bar.
  const start = `--app=data:text/html,<title>${encodeURIComponent(options.title)}</title>`;
  return [
    '--remote-debugging-pipe', `--user-data-dir=${options.profile}`, ...nothingKept, ...noWayOut, ...noServices, '--window-size=1360,900',
    ...(options.headless ? ['--headless', '--disable-gpu', '--hide-scrollbars'] : []),
    // The browser refuses to start its sandbox as root; an ordinary user gets it.
    ...(process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []),
    ...(options.unsafeDebuggingPort === true ? ['--remote-debugging-port=0'] : []),
    start,
  ];
}

/** Starts the browser and connects to it; the browser ends when its pipes close. */
export function launchChromium(options: LaunchOptions): RunningChromium {
  const child = spawn(options.program, chromiumArguments(options), {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    // Caches, recently used files and temporary files of the toolkit go to the profile, which lives in memory.
    env: { ...process.env, TMPDIR: options.profile, XDG_CACHE_HOME: options.profile, XDG_DATA_HOME: options.profile, XDG_STATE_HOME: options.profile, GOOGLE_API_KEY: 'no', GOOGLE_DEFAULT_CLIENT_ID: 'no', GOOGLE_DEFAULT_CLIENT_SECRET: 'no' },
  });
  const cdp = connectCdp(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  void ended.then(() => cdp.close());
  return { cdp, ended, kill: () => child.kill('SIGKILL') };
}
