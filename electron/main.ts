import { app, BrowserWindow, dialog, ipcMain, Menu, powerMonitor, protocol, safeStorage, screen, session, type BrowserWindowConstructorOptions } from 'electron';
import { join } from 'node:path';
import { applicationFolder, settingsFolder } from './application-folders.ts';
import { bugLine } from './bug-line.ts';
import { menuTemplate } from './electron-host/application-menu.ts';
import { eventChannel } from './electron-host/channels.ts';
import { electronOrigin, electronScheme } from './electron-host/electron-origin.ts';
import { openIpcDoor } from './electron-host/ipc-door.ts';
import { lockWithTheMachine } from './electron-host/lock-triggers.ts';
import { menuWords } from './electron-host/menu-words.ts';
import { createNativeDialogs } from './electron-host/native-dialogs.ts';
import { applyNavigationPolicy } from './electron-host/navigation-policy.ts';
import { applySessionPolicy } from './electron-host/session-policy.ts';
import { spawnUtilityWorker } from './electron-host/spawn-utility-worker.ts';
import { systemKeyStore } from './electron-host/system-key-store.ts';
import { windowOptions } from './electron-host/window-policy.ts';
import { readWindowState, writeWindowState } from './electron-host/window-state.ts';
import { createFileOffers, untilDrawn } from './file-offers.ts';
import { createHostEngine } from './host-serving.ts';
import type { HostEngine, SendEvent } from './host-engine.ts';
import { createWindowResponses } from './window/window-response.ts';

app.enableSandbox();
app.commandLine.appendSwitch('disable-background-networking');
app.commandLine.appendSwitch('disable-component-update');
app.commandLine.appendSwitch('disable-breakpad');
app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
protocol.registerSchemesAsPrivileged([{ scheme: electronScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);

let window: BrowserWindow | undefined;

const send: SendEvent = (event, value) => window?.webContents.send(eventChannel, { event, value });

function reportBug(error: unknown): void {
  process.stderr.write(bugLine('main', error));
}

process.on('uncaughtException', (error) => {
  reportBug(error);
  app.exit(4);
});

/** Files among the arguments of a start; the first is the program, and in a checkout the second its entry. */
function pathsOf(argv: readonly string[]): string[] {
  return argv.slice(app.isPackaged ? 1 : 2).filter((argument) => !argument.startsWith('-'));
}

let contentProtection = true;

/** Keeps the window out of screen captures as long as the user wants it, and its menu in the user's language. */
function onSettings(settings: { readonly contentProtection: boolean; readonly language: string }): void {
  contentProtection = settings.contentProtection;
  window?.setContentProtection(contentProtection);
  const words = menuWords(join(applicationFolder, 'resources'), settings.language);
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate((command) => send('menuChosen', { command }), { mac: process.platform === 'darwin', words })));
}

const stateFile = join(settingsFolder(), 'window.json');

/** Makes the window where it stood last. */
function makeWindow(options: BrowserWindowConstructorOptions): BrowserWindow {
  const state = readWindowState(stateFile, screen.getAllDisplays().map(({ workArea }) => workArea));
  const { maximized = false, ...bounds } = state ?? {};
  const made = new BrowserWindow({ ...options, ...bounds });
  if (maximized) made.maximize();
  made.setContentProtection(contentProtection);
  made.once('ready-to-show', () => made.show());
  made.on('close', () => writeWindowState(stateFile, { ...made.getNormalBounds(), maximized: made.isMaximized() }));
  return made;
}

const engineMade = Promise.withResolvers<HostEngine>();
const drawn = Promise.withResolvers<unknown>();
const offers = createFileOffers({ engine: engineMade.promise, drawn: drawn.promise, send, onBug: reportBug });

async function run(): Promise<void> {
  await app.whenReady();
  const engine = createHostEngine({ host: 'electron', origin: electronOrigin, emit: send, dialogs: createNativeDialogs(dialog, () => window), spawn: spawnUtilityWorker, keyStore: systemKeyStore(safeStorage), onSettings });
  engineMade.resolve(engine);
  const lock = (reason: Parameters<typeof engine.lock>[0]): void => void engine.lock(reason).catch(reportBug);

  const options = windowOptions(join(import.meta.dirname, 'preload.cjs'));
  const own = session.fromPartition(options.webPreferences?.partition ?? '', { cache: false });
  await applySessionPolicy({ session: own, respond: createWindowResponses({ folder: join(applicationFolder, 'renderer'), picture: (url) => engine.picture(url) }) });
  openIpcDoor(ipcMain, engine, () => window?.webContents);
  lockWithTheMachine(powerMonitor, lock);

  window = makeWindow(options);
  window.on('closed', () => { window = undefined; });
  window.webContents.on('render-process-gone', () => {
    lock('asked');
    void window?.loadURL(`${electronOrigin}/`);
  });
  await window.loadURL(`${electronOrigin}/`);
  app.on('window-all-closed', () => void engine.close().finally(() => app.exit(0)));
  app.on('before-quit', (event) => {
    event.preventDefault();
    void engine.close().finally(() => app.exit(0));
  });
  window.webContents.executeJavaScript(untilDrawn).then(drawn.resolve, drawn.reject);
}

if (app.requestSingleInstanceLock()) {
  app.on('web-contents-created', (_event, contents) => applyNavigationPolicy(contents));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    offers.offer([path]);
  });
  app.on('second-instance', (_event, argv) => {
    window?.show();
    window?.focus();
    offers.offer(pathsOf(argv));
  });
  offers.offer(pathsOf(process.argv));
  run().catch((error: unknown) => {
    reportBug(error);
    app.exit(4);
  });
} else app.exit(0);
