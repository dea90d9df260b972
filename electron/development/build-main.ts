import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { applicationFolder } from '../application-folders.ts';
import { buildWindow, windowFolder } from './build-window.ts';

const target = join(applicationFolder, 'dist', 'application');

const notShipped = ['development', 'chromium', 'start.ts', 'preload.ts'].map((name) => join('electron', name));

/** What Electron is started with. */
export const mainEntry = join(target, 'electron', 'main.js');

/** Builds what Electron runs, into `dist/application`: plain JavaScript, the window, the preload script in one file, and the resources. */
export async function buildMain(): Promise<void> {
  await buildWindow();
  rmSync(target, { recursive: true, force: true });
  for (const file of globSync('{shared,engine,electron}/**/*.ts', { cwd: applicationFolder })) {
    if (!notShipped.some((start) => file.startsWith(start)) && !file.endsWith('.d.ts')) compile(file);
  }
  await bundlePreload();
  cpSync(windowFolder, join(target, 'renderer'), { recursive: true });
  cpSync(join(applicationFolder, 'resources'), join(target, 'resources'), { recursive: true });
  const { name, version, dependencies } = JSON.parse(readFileSync(join(applicationFolder, 'package.json'), 'utf8')) as Record<string, unknown>;
  writeFileSync(join(target, 'package.json'), JSON.stringify({ name, version, type: 'module', main: 'electron/main.js', dependencies }, undefined, 2));
}

function compile(file: string): void {
  const { outputText } = ts.transpileModule(readFileSync(join(applicationFolder, file), 'utf8'), {
    fileName: file,
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2024, rewriteRelativeImportExtensions: true, verbatimModuleSyntax: true, jsx: ts.JsxEmit.ReactJSX },
  });
  const out = join(target, file.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, outputText);
}

/** A sandboxed preload script is one CommonJS file that can load nothing but Electron. */
async function bundlePreload(): Promise<void> {
  const { build } = await import('vite');
  await build({
    configFile: false, logLevel: 'warn', root: applicationFolder,
    build: {
      outDir: join(target, 'electron'), emptyOutDir: false, minify: false,
      lib: { entry: join(applicationFolder, 'electron', 'preload.ts'), formats: ['cjs'], fileName: () => 'preload.cjs' },
      rolldownOptions: { external: ['electron'] },
    },
  });
}
